/**
 * Asks for confirmation before the page is left, and keeps the screen on if the browser supports
 * it, because a sleeping machine decodes nothing. Returns the release.
 */
export function keepAwake(): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let lock: WakeLockSentinel | null = null;

  async function requestLock(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    // undefined in an insecure context; rejects on a low battery
    const asked = await navigator.wakeLock?.request('screen').catch(() => null);
    lock = asked ?? null;
    if (signal.aborted) await lock?.release();
  }

  addEventListener('beforeunload', (event) => event.preventDefault(), { signal });
  // the browser releases the lock whenever the page is hidden
  document.addEventListener('visibilitychange', () => void requestLock(), { signal });
  void requestLock();
  return () => {
    listeners.abort();
    void lock?.release();
  };
}
