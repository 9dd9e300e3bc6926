import type { Blocker } from './wire/blocker.ts';

/** Deaths in a row, plus one per worker, without an image done: more would only spin. */
const MAX_DEATHS_IN_A_ROW = 8;

/** How a run ended, and why if it ended early. */
export interface RunCause {
  /**
   * `broken`: workers died one after the other, and the run gave up. `held`: something stands in the
   * way of every image, and no image is to blame.
   */
  readonly end: 'finished' | 'stopped' | 'broken' | 'blocked';
  /** Why it is broken. */
  readonly reason?: string;
  /** Why it is held. */
  readonly blocker?: Blocker;
}

/** Whether a run continues. The first cause to end it counts, and no image fails for it. */
export interface RunHalt {
  readonly isHalted: boolean;
  readonly cause: RunCause;
  block(blocker: Blocker): void;
  /** A worker died or could not be started: once each. Too many in a row break the run. */
  countDeath(worker: object, detail: string): void;
  /** Images were done, so earlier deaths no longer count. */
  countSuccess(): void;
  /** Calls the listener once, when the run is halted, or at once if it is. Returns the release. */
  onHalt(listener: () => void): () => void;
  /** Lets go of the signal. */
  close(): void;
}

export function createRunHalt(signal: AbortSignal, workers: number): RunHalt {
  const listeners = new Set<() => void>();
  const dead = new WeakSet<object>();
  let cause: RunCause = { end: 'finished' };
  let deathsInARow = 0;

  const isHalted = (): boolean => cause.end !== 'finished';

  function halt(reason: RunCause): void {
    if (isHalted()) return;
    cause = reason;
    for (const listener of listeners) listener();
    listeners.clear();
  }

  const onAbort = (): void => halt({ end: 'stopped' });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });

  return {
    get isHalted() {
      return isHalted();
    },
    get cause() {
      return cause;
    },
    block: (blocker) => halt({ end: 'blocked', blocker }),
    countDeath(worker, detail) {
      if (dead.has(worker)) return;
      dead.add(worker);
      deathsInARow += 1;
      const isTooMany = deathsInARow >= MAX_DEATHS_IN_A_ROW + workers;
      if (isTooMany) halt({ end: 'broken', reason: detail });
    },
    countSuccess() {
      deathsInARow = 0;
    },
    onHalt(listener) {
      if (isHalted()) listener();
      else listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => signal.removeEventListener('abort', onAbort),
  };
}
