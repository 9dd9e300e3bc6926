import type { Blocker } from '../pool/wire/blocker.ts';

/** How often a full disk is checked for space. */
const POLL_INTERVAL_MS = 5_000;

export interface StoragePoller {
  /** Does nothing if it is already running. */
  start(): void;
  stop(): void;
}

/**
 * Asks for space at intervals until there is some, then calls `onSpace` once; or `onFailure`, if a
 * request fails.
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
