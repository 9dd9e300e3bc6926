import type { SavedFile } from '../../forms/array-form.ts';
import { writeAll } from '../../store/stored-file.ts';
import { memoryLimitBytes } from './memory-store.ts';
import { storedFile } from './opfs-runs.ts';

/** Beside the folder of all runs, in the private file system. */
const EXPORTS = 'pixelpool-exports';
/** A file that was handed out may still be copied by the browser. */
const KEEP_MS = 3_600_000;
const PROGRESS_INTERVAL_MS = 250;
const MIB = 2 ** 20;

/**
 * Makes a file in the private file system, so that it can be downloaded although it was made piece by piece. Files of
 * more than an hour ago are deleted first. Without a private file system it is made in memory. Rejects with a sentence that
 * has its size, before a byte is written, if there is no room for it.
 */
export async function exportFile(
  file: SavedFile,
  type: string,
  onProgress: (bytes: number) => void,
): Promise<Blob> {
  const folder = await exportsFolder();
  if (folder === null) return exportInMemory(file, type, onProgress);
  await deleteOld(folder);
  const free = await freeBytes();
  if (free !== null && free < file.bytes) throw new Error(noRoom(file, free));
  const name = crypto.randomUUID();
  const handle = await folder.getFileHandle(name, { create: true });
  try {
    await write(handle, file, reporter(onProgress));
  } catch (error) {
    await folder.removeEntry(name).catch(() => undefined); // the first error is the one to report
    throw error;
  }
  // a slice has the type that a download is named by
  const made = await handle.getFile();
  return made.slice(0, made.size, type);
}

async function exportsFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(EXPORTS, { create: true });
  } catch {
    return null;
  }
}

async function deleteOld(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind !== 'file') continue;
    try {
      const { lastModified } = await folder.getFileHandle(name).then((found) => found.getFile());
      if (Date.now() - lastModified > KEEP_MS) await folder.removeEntry(name);
    } catch {
      // another tab is writing it, or has deleted it
    }
  }
}

async function write(
  handle: FileSystemFileHandle,
  file: SavedFile,
  report: (bytes: number) => void,
): Promise<void> {
  const access = await handle.createSyncAccessHandle();
  try {
    const stored = storedFile(access);
    let written = 0;
    for await (const piece of file.pieces()) {
      const reason = writeAll(stored, piece, written);
      if (reason !== null) throw new Error(`${noRoom(file, null)} (${reason})`);
      written += piece.length;
      report(written);
    }
    access.flush();
  } finally {
    access.close();
  }
}

async function exportInMemory(
  file: SavedFile,
  type: string,
  onProgress: (bytes: number) => void,
): Promise<Blob> {
  if (file.bytes > memoryLimitBytes()) throw new Error(noRoom(file, memoryLimitBytes()));
  const report = reporter(onProgress);
  const parts: Blob[] = [];
  let written = 0;
  for await (const piece of file.pieces()) {
    parts.push(new Blob([piece]));
    written += piece.length;
    report(written);
  }
  return new Blob(parts, { type });
}

async function freeBytes(): Promise<number | null> {
  try {
    const { quota, usage = 0 } = await navigator.storage.estimate();
    return quota === undefined ? null : quota - usage;
  } catch {
    return null;
  }
}

function noRoom({ name, bytes, isExact }: SavedFile, free: number | null): string {
  const size = `${isExact ? '' : 'up to '}${Math.ceil(bytes / MIB).toLocaleString('en')} MiB`;
  const left =
    free === null ? '' : `, and ${Math.floor(free / MIB).toLocaleString('en')} MiB are left`;
  return `There is no room for ${name}: it takes ${size}${left}. Free some space, or use Save as, which writes straight to a file.`;
}

/** Passes on the bytes at most every quarter of a second. */
function reporter(onProgress: (bytes: number) => void): (bytes: number) => void {
  let reportedAt = performance.now();
  return (bytes) => {
    if (performance.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = performance.now();
    onProgress(bytes);
  };
}
