/** A version of the page that is installed, and waits until all tabs of this one are closed. */
export interface WaitingVersion {
  /**
   * Has it take over, if this is the only tab; the page should be reloaded then. Returns the number of
   * other tabs, or null if it did not answer. Never rejects.
   */
  takeOver(): Promise<number | null>;
}

const ANSWER_DEADLINE_MS = 5000;

/**
 * Has the browser keep a copy of the page, and look for a new version of it. Calls `onWaiting` with
 * each that waits. A browser that refuses (in a private window, for example) does without. Never
 * rejects.
 */
export async function keepOfflineCopy(
  onWaiting: (version: WaitingVersion) => void,
  // undefined in an insecure context
  workers: ServiceWorkerContainer | undefined = navigator.serviceWorker,
): Promise<void> {
  if (workers === undefined) return;
  try {
    const registration = await workers.register('./service-worker.js');
    const tellOf = (worker: ServiceWorker) => {
      // the first one waits for nobody
      if (registration.active === null) return;
      onWaiting({ takeOver: () => takeOver(worker, workers) });
    };
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed') tellOf(installing);
      });
    });
    if (registration.waiting !== null) tellOf(registration.waiting);
  } catch {
    // the page works as well without a copy
  }
}

async function takeOver(
  worker: ServiceWorker,
  workers: ServiceWorkerContainer,
): Promise<number | null> {
  const changed = inTime<null>((settle) => {
    workers.addEventListener('controllerchange', () => settle(null), { once: true });
  });
  const others = await inTime<number>((settle) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      port1.close();
      settle(typeof data === 'number' ? data : null);
    });
    port1.start();
    worker.postMessage('activate', [port2]);
  });
  if (others === 0) await changed;
  return others;
}

/** Returns what `begin` settles with, or null if that takes too long. */
function inTime<T>(begin: (settle: (value: T | null) => void) => void): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ANSWER_DEADLINE_MS);
    begin((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
