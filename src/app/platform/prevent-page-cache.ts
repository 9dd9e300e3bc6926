/**
 * Keeps the browser from storing the page when the user leaves it, so that Back could show it again as it
 * was. A stored page's workers are frozen and keep the files of their run open, so that no other page
 * could open the run. Browsers do not store a page that holds a lock. Returns the release.
 */
export function preventPageCache(): () => void {
  const released = new AbortController();
  const untilReleased = (): Promise<void> =>
    new Promise((resolve) => {
      released.signal.addEventListener('abort', () => resolve());
    });
  // without locks, the run may be shown as open in another tab until the stored page is dropped
  void navigator.locks
    .request('pixelpool-open', { mode: 'shared' }, untilReleased)
    .catch(() => undefined);
  return () => released.abort();
}
