import { precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope;

/** Every file of this build, filled in by tools/setup/service-worker.ts. */
declare const __PIXELPOOL_FILES__: PrecacheEntry[];

// The page's address carries the recipe, which is not for the server. Anything else that is asked
// for, such as a user's data under blob:, never comes here or goes on to the network.
precacheAndRoute(__PIXELPOOL_FILES__, {
  cleanURLs: false,
  ignoreURLParametersMatching: [/./u],
});

// the page that has just been opened for the first time works offline without being reloaded
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A new version waits until all tabs of the one before are closed, or until the only tab asks for
// it: two tabs of different versions would lose each other's files.
self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.data === 'activate' && port !== undefined) event.waitUntil(activateIfAlone(port));
});

/** Answers with the number of other tabs, and takes over if there are none. */
async function activateIfAlone(port: MessagePort): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tabs = windows.filter(({ url }) => url.startsWith(self.registration.scope));
  const others = Math.max(0, tabs.length - 1);
  if (others === 0) await self.skipWaiting();
  port.postMessage(others);
}
