import type { Blocker } from '../pool/wire/blocker.ts';

/** How often a full disk is asked whether it has space again. */
const POLL_INTERVAL_MS = 5_000;

export interface StoragePoller {
  /** Does nothing if it is running already. */
  start(): void;
  stop(): void;
}

/**
 * Asks for space now and then, and calls `onSpace` or `onFailure` once: when there is some, or when
 * there is no answer.
 */
export function createStoragePoller(
  askForSpace: () => Promise<Blocker | null> | undefined,
  onSpace: () => void,
  onFailure: (error: unknown) => void,
): StoragePoller {
  let timer: ReturnType<typeof setTimeout> | null = null;

  function poll(): void {
    const mine = setTimeout(() => {
      void askForSpace()?.then(
        (blocker) => {
          if (timer !== mine) return; // it was stopped meanwhile
          if (blocker === null) onSpace();
          else poll();
        },
        (error: unknown) => {
          if (timer === mine) onFailure(error);
        },
      );
    }, POLL_INTERVAL_MS);
    timer = mine;
  }

  return {
    start() {
      if (timer === null) poll();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
