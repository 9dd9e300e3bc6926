import { createStore, del, get, set, type UseStore } from 'idb-keyval';

/**
 * Handles of the folders that stored runs are of, by the run's id: with one, a run goes on after a
 * reload without a drop. Only IndexedDB takes handles, and only Chromium has them.
 */
let store: UseStore | null = null;

function folders(): UseStore {
  store ??= createStore('pixelpool', 'folders');
  return store;
}

/** Saves a folder's handle; does nothing if the browser cannot. */
export async function saveFolder(runId: string, folder: FileSystemDirectoryHandle): Promise<void> {
  await set(runId, folder, folders()).catch(() => undefined); // then the folder is asked for
}

/** The handle that was saved for a run; null if there is none. */
export async function savedFolder(runId: string): Promise<FileSystemDirectoryHandle | null> {
  const kept: unknown = await get(runId, folders()).catch(() => undefined);
  const isHandle = 'FileSystemDirectoryHandle' in self && kept instanceof FileSystemDirectoryHandle;
  return isHandle ? kept : null;
}

export async function deleteFolder(runId: string): Promise<void> {
  await del(runId, folders()).catch(() => undefined);
}

/** Chromium's; not in the standard. */
interface AskableHandle extends FileSystemDirectoryHandle {
  queryPermission(wish: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission(wish: { readonly mode: 'read' }): Promise<PermissionState>;
}

function isAskable(handle: FileSystemDirectoryHandle): handle is AskableHandle {
  return 'queryPermission' in handle;
}

/** Whether a folder may be read as things are; nobody is asked. */
export async function isReadable(folder: FileSystemDirectoryHandle): Promise<boolean> {
  if (!isAskable(folder)) return true; // reading will tell
  return folder.queryPermission({ mode: 'read' }).then(
    (state) => state === 'granted',
    () => false,
  );
}

/** Whether a folder may be read; asks the user if that is undecided. Call it in a click. */
export async function mayRead(folder: FileSystemDirectoryHandle): Promise<boolean> {
  if (!isAskable(folder) || (await isReadable(folder))) return true;
  // a browser that a program drives has nobody to answer, and while it asks it saves no download
  if (navigator.webdriver) return false;
  return folder.requestPermission({ mode: 'read' }).then(
    (state) => state === 'granted',
    () => false, // asked for outside of a click, say
  );
}
