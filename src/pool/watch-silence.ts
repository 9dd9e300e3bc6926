const TICK_MS = 500;
/** If a tick comes later than this, the machine slept: the worker is not to blame. */
const LONGEST_TICK_MS = 2 * TICK_MS;

export interface SilenceWatch {
  /** A sign of life: silence is counted anew from now. */
  heard(): void;
  stop(): void;
}

/**
 * Calls `onSilence` once nothing was heard for longer than `limitMs()`. Only time during which the
 * timer itself ran on schedule counts, so that no worker is blamed when a laptop was suspended.
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
