const TICK_MS = 500;
/** A tick that comes later than this was not late because of the worker: the machine slept. */
const LONGEST_TICK_MS = 2 * TICK_MS;

export interface SilenceWatch {
  /** A sign of life: silence is counted from now. */
  heard(): void;
  stop(): void;
}

/**
 * Calls `onSilence` once, when nothing was heard for longer than `limitMs()`. Only time in which its
 * own timer ran on schedule counts, so that a suspended laptop accuses nobody.
 */
export function watchSilence(limitMs: () => number, onSilence: () => void): SilenceWatch {
  let silentMs = 0;
  let lastTick = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    silentMs += Math.min(now - lastTick, LONGEST_TICK_MS);
    lastTick = now;
    if (silentMs <= limitMs()) return;
    clearInterval(timer);
    onSilence();
  }, TICK_MS);
  return {
    heard: () => {
      silentMs = 0;
    },
    stop: () => clearInterval(timer),
  };
}
