import type { Failure } from '../../core/verdict.ts';
import { isPermissionLost, PERMISSION_LOST } from '../../core/permission-lost.ts';
import type { FileStat } from '../../core/file-stat.ts';
import type { Hold } from '../../pool/wire.ts';
import { fileByHandle } from './folder-handles.ts';
import { BAD_NAME, openFailure } from './open-failure.ts';

/**
 * What leads to a file's bytes. A drop gives entries, and they are opened batch by batch when the
 * run comes to them: opening one takes Chromium 0.4 ms of the page's own thread, which for 100,000
 * files would be 40 s before the plan.
 */
export type FileSource = File | FileSystemFileEntry;

/** Not in the standard, nor in Firefox; asks the file system without opening the file. */
interface EntryWithMetadata extends FileSystemFileEntry {
  getMetadata(
    onMetadata: (metadata: { readonly size: number; readonly modificationTime: Date }) => void,
    onError: (error: DOMException) => void,
  ): void;
}

function hasMetadata(entry: FileSystemFileEntry): entry is EntryWithMetadata {
  return 'getMetadata' in entry;
}

/** Size and time of last change; rejects where the file cannot be asked. */
export async function statFile(source: FileSource): Promise<FileStat> {
  if (!(source instanceof File) && hasMetadata(source)) {
    return new Promise((resolve, reject) => {
      source.getMetadata(({ size, modificationTime }) => {
        resolve({ bytes: size, modifiedMs: knownTime(modificationTime.getTime()) });
      }, reject);
    });
  }
  const { size, lastModified } = source instanceof File ? source : await fileOf(source);
  return { bytes: size, modifiedMs: lastModified };
}

/** The file, ready to be read, or why not: it may have changed since it was listed. */
export async function openFile(source: FileSource, stat: FileStat | null): Promise<File | Failure> {
  const opened = await openOrHold(source, stat);
  const isHeld = !(opened instanceof File) && 'kind' in opened;
  return isHeld ? { code: 'unreadable', detail: opened.detail } : opened;
}

/** The same, where a permission that went is no failure of the file. */
export async function openOrHold(
  source: FileSource,
  stat: FileStat | null,
): Promise<File | Failure | Hold> {
  if (source instanceof File) return source; // the browser itself refuses to read a changed one
  try {
    const file = (await fileByHandle(source)) ?? (await fileOf(source));
    return stat === null || isSame(file, stat) ? file : CHANGED;
  } catch (error) {
    if (isPermissionLost(error)) return PERMISSION_LOST;
    // where letters stand for bytes that are none, there is no file of that name; in Chromium there
    // is: a name that an archive's program has already spoiled can be opened as it is
    return source.name.includes('\ufffd') ? BAD_NAME : openFailure(error);
  }
}

function isSame(file: File, { bytes, modifiedMs }: FileStat): boolean {
  const isSameTime = modifiedMs === null || file.lastModified === modifiedMs;
  return file.size === bytes && isSameTime;
}

/** Chromium's metadata has no time for a file last changed at 1970-01-01. */
function knownTime(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}

const CHANGED: Failure = {
  code: 'changed',
  detail: 'The file changed after it was listed. Drop the folder again.',
};

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}
