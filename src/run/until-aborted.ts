/** Settles like the promise, or with null if the signal is aborted first. */
export function untilAborted<T>(promised: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
    promised.then(resolve, reject);
  });
}
