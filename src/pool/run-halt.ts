import type { Blocker } from './wire/blocker.ts';

/** A run breaks after this many deaths, plus one per worker, without a finished image. */
const MAX_DEATHS_IN_A_ROW = 8;

/** How a run ended, and the reason if it ended early. */
export interface RunCause {
  /**
   * `broken`: workers died one after another, and the run gave up. `blocked`: no image can be
   * processed at the moment, and none is to blame.
   */
  readonly end: 'finished' | 'stopped' | 'broken' | 'blocked';
  /** Present if `broken`. */
  readonly reason?: string;
  /** Present if `blocked`. */
  readonly blocker?: Blocker;
}

/** Whether a run has been halted. Only the first cause counts, and no image fails because of it. */
export interface RunHalt {
  readonly isHalted: boolean;
  readonly cause: RunCause;
  block(blocker: Blocker): void;
  /** Counts a worker that died or did not start, once. Too many in a row break the run. */
  countDeath(worker: object, detail: string): void;
  /** Images were finished, so earlier deaths no longer count. */
  countSuccess(): void;
  /** Calls the listener on a halt, or now if already halted. Returns the unsubscribe function. */
  onHalt(listener: () => void): () => void;
  /** Stops listening to the signal. */
  close(): void;
}

export function createRunHalt(signal: AbortSignal, workers: number): RunHalt {
  const listeners = new Set<() => void>();
  const dead = new WeakSet<object>();
  let cause: RunCause = { end: 'finished' };
  let deathsInARow = 0;

  const isHalted = (): boolean => cause.end !== 'finished';

  function halt(newCause: RunCause): void {
    if (isHalted()) return;
    cause = newCause;
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
