/**
 * During a run: asks before the page is left, and keeps the screen on if the browser can,
 * because a machine that sleeps decodes nothing. Returns the release.
 */
export function keepAwake(): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let lock: WakeLockSentinel | null = null;

  async function requestLock(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    // missing if the page is not served securely; refused on a low battery
    const asked = await navigator.wakeLock?.request('screen').catch(() => null);
    lock = asked ?? null;
    if (signal.aborted) await lock?.release();
  }

  addEventListener('beforeunload', (event) => event.preventDefault(), { signal });
  // the browser lets go of the lock whenever the page is hidden
  document.addEventListener('visibilitychange', () => void requestLock(), { signal });
  void requestLock();
  return () => {
    listeners.abort();
    void lock?.release();
  };
}
