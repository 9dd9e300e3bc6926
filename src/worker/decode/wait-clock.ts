import type { BatchWaits } from '../../pool/wire/batch.ts';

/** The waits of one batch. */
export interface WaitsOfBatch {
  whileReading<T>(reading: Promise<T>): Promise<T>;
  whileStoring<T>(storing: Promise<T>): Promise<T>;
  end(): BatchWaits;
}

/** Measures how long a worker has nothing to do between the batches of a run, and during them. */
export interface WaitClock {
  /** A run begins. */
  begin(): void;
  /** A batch, which came at `arrivedAt`, is now decoded. */
  start(arrivedAt: number): WaitsOfBatch;
}

export function createWaitClock(): WaitClock {
  let idleSince = performance.now();
  return {
    begin() {
      idleSince = performance.now();
    },
    start(arrivedAt) {
      const batchMs = Math.max(0, arrivedAt - idleSince);
      let readMs = 0;
      let storeMs = 0;
      return {
        whileReading: (reading) => timed(reading, (ms) => (readMs += ms)),
        whileStoring: (storing) => timed(storing, (ms) => (storeMs += ms)),
        end() {
          idleSince = performance.now();
          return { batchMs, readMs, storeMs, openMs: 0 };
        },
      };
    },
  };
}

async function timed<T>(waiting: Promise<T>, add: (ms: number) => void): Promise<T> {
  const startedAt = performance.now();
  try {
    return await waiting;
  } finally {
    add(performance.now() - startedAt);
  }
}
