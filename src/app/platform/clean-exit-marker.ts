/**
 * Marks that a page was reloaded or closed during a run, as opposed to being crashed by one of its
 * images. localStorage is synchronous, so it works even while the page is being unloaded.
 */
const PREFIX = 'pixelpool-left-';

/** Sets the mark when the page is left; clears it if the page comes back. Returns the release. */
export function markCleanExit(runId: string): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  addEventListener('pagehide', () => write(() => localStorage.setItem(PREFIX + runId, '1')), {
    signal,
  });
  addEventListener('pageshow', () => clearCleanExit(runId), { signal });
  return () => listeners.abort();
}

/** Whether the page was closed cleanly the last time this run was open. */
export function wasCleanExit(runId: string): boolean {
  try {
    return localStorage.getItem(PREFIX + runId) !== null;
  } catch {
    return false;
  }
}

export function clearCleanExit(runId: string): void {
  write(() => localStorage.removeItem(PREFIX + runId));
}

function write(change: () => void): void {
  try {
    change();
  } catch {
    // no storage, or it is full: the images in flight are then retried in isolation
  }
}
