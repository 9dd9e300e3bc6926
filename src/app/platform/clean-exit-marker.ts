/**
 * Marks that a page was left in order while a run was going on: reloaded or closed, and not brought
 * down by one of its images. localStorage takes them at once, even from a page that goes.
 */
const PREFIX = 'pixelpool-left-';

/** Marks the run when the page goes, and unmarks it if the page comes back. Returns the release. */
export function markCleanExit(runId: string): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  addEventListener('pagehide', () => write(() => localStorage.setItem(PREFIX + runId, '1')), {
    signal,
  });
  addEventListener('pageshow', () => clearCleanExit(runId), { signal });
  return () => listeners.abort();
}

/** Whether the page was left in order the last time it had this run. */
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
    // no storage, or a full one: then the images in flight are run alone
  }
}
