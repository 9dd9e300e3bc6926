import { clearBundled } from './file-bundles.ts';
import type { FileSource } from './file-source.ts';
import { freshFile } from './folder-handles.ts';

/**
 * What leads to a file's bytes as they are now. A `File` that changed can never be read again: its
 * folder's handle gives a new one. Entries and paths below a handle lead to it anew each time. Null where
 * nothing leads to it.
 */
export async function reopenSource(
  folder: FileSystemDirectoryHandle | null,
  path: string,
  source: FileSource | null,
): Promise<FileSource | null> {
  if (source !== null) clearBundled(source);
  if (source !== null && !(source instanceof File)) return source;
  if (folder === null) return source;
  return freshFile(folder, path).catch(() => source); // reading it will tell why
}

/** Whether there is no such file in the folder. Of names that handles refuse that cannot be told. */
export async function isGone(folder: FileSystemDirectoryHandle, path: string): Promise<boolean> {
  try {
    await freshFile(folder, path);
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotFoundError';
  }
}
