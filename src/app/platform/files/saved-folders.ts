import { createStore, del, get, set, type UseStore } from 'idb-keyval';

import type { RootHandle } from './root-handle.ts';

/**
 * Handles of the folders or archives of stored runs, by run id: with it a run can be resumed after a reload
 * without dropping the folder again. Only IndexedDB can store handles, and only Chromium has them.
 */
let store: UseStore | null = null;

function folders(): UseStore {
  store ??= createStore('pixelpool', 'folders');
  return store;
}

/** Saves a folder's handle; does nothing if the browser cannot store it. */
export async function saveFolder(runId: string, folder: RootHandle): Promise<void> {
  await set(runId, folder, folders()).catch(() => undefined); // the user is asked for the folder then
}

/** The handle that was saved for a run; null if there is none. */
export async function savedFolder(runId: string): Promise<RootHandle | null> {
  const saved: unknown = await get(runId, folders()).catch(() => undefined);
  if (!('FileSystemDirectoryHandle' in self)) return null;
  const isHandle =
    saved instanceof FileSystemDirectoryHandle || saved instanceof FileSystemFileHandle;
  return isHandle ? saved : null;
}

export async function deleteFolder(runId: string): Promise<void> {
  await del(runId, folders()).catch(() => undefined);
}

/** Chromium only, not in the standard. */
interface AskableHandle extends FileSystemHandle {
  queryPermission(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
}

function isAskable(handle: FileSystemHandle): handle is AskableHandle {
  return 'queryPermission' in handle;
}

/** Whether a folder may be read, without asking the user. */
export async function isReadable(folder: RootHandle): Promise<boolean> {
  if (!isAskable(folder)) return true; // reading will show it
  return folder.queryPermission({ mode: 'read' }).then(
    (state) => state === 'granted',
    () => false,
  );
}

/** Whether a folder may be read; asks the user if necessary. Call it in a click handler. */
export async function mayRead(folder: RootHandle): Promise<boolean> {
  if (!isAskable(folder) || (await isReadable(folder))) return true;
  // an automated browser has nobody to answer, and blocks downloads while the prompt is open
  if (navigator.webdriver) return false;
  return folder.requestPermission({ mode: 'read' }).then(
    (state) => state === 'granted',
    () => false, // not called in a click handler, for example
  );
}
