import { clearBundled } from './file-bundles.ts';
import type { FileSource } from './file-source.ts';
import { freshFile } from './folder-handles.ts';
import type { RootHandle } from './root-handle.ts';

/**
 * Returns a source for the current bytes of a file, or null if there is none. A `File` can never be
 * read again once the file has changed, so the folder's handle is asked for a new one. Entries and
 * paths below a handle open the current file each time.
 */
export async function reopenSource(
  folder: RootHandle | null,
  path: string,
  source: FileSource | null,
): Promise<FileSource | null> {
  if (source !== null) clearBundled(source);
  if (source !== null && !(source instanceof File)) return source;
  if (folder === null || folder.kind === 'file') return source;
  return freshFile(folder, path).catch(() => source); // reading it will report the reason
}

/** Whether the folder has no such file; false for names that handles do not accept. */
export async function isGone(folder: RootHandle, path: string): Promise<boolean> {
  if (folder.kind === 'file') return false;
  try {
    await freshFile(folder, path);
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotFoundError';
  }
}
