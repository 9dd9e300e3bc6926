/** Runs pieces of work one at a time, in the order in which they were asked for. */
export interface Mutex {
  /** Settles as `work` does. If it rejects, the work after it still runs. */
  runExclusive<T>(work: () => Promise<T> | T): Promise<T>;
  /** Whether any work is running or waiting. */
  readonly isLocked: boolean;
}

export function createMutex(): Mutex {
  let tail: Promise<unknown> = Promise.resolve();
  let pending = 0;

  return {
    async runExclusive(work) {
      pending += 1;
      const result = tail.then(work);
      tail = result.catch(() => undefined);
      try {
        return await result;
      } finally {
        pending -= 1;
      }
    },
    get isLocked() {
      return pending > 0;
    },
  };
}
