import type { Failure } from '../../../core/verdict.ts';
import { isPermissionLost, PERMISSION_LOST } from '../../../core/permission-lost.ts';
import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { Blocker } from '../../../pool/wire/blocker.ts';
import type { ArchivedFile } from './archived-file.ts';
import type { FileOpener } from './file-opener.ts';
import { freshFile } from './folder-handles.ts';
import { BAD_NAME, openFailure } from './open-failure.ts';

/**
 * A reference to a file's bytes. The entries of a drop are opened batch by batch during the run:
 * opening one takes Chromium 0.4 ms on the page's thread, which for 100,000 files would be 40 s
 * before the plan.
 */
export type FileSource = File | FileSystemFileEntry | FileBelow | ArchivedFile;

/** A file by its path below the folder of a handle. */
export interface FileBelow {
  readonly root: FileSystemDirectoryHandle;
  readonly path: string;
}

export function isArchived(source: FileSource): source is ArchivedFile {
  return 'archive' in source;
}

export function isBelow(source: FileSource): source is FileBelow {
  return 'root' in source;
}

/** Non-standard, and not in Firefox: asks the file system without opening the file. */
interface EntryWithMetadata extends FileSystemFileEntry {
  getMetadata(
    onMetadata: (metadata: { readonly size: number; readonly modificationTime: Date }) => void,
    onError: (error: DOMException) => void,
  ): void;
}

function hasMetadata(entry: FileSystemFileEntry): entry is EntryWithMetadata {
  return 'getMetadata' in entry;
}

/** Size and time of last change; rejects if the file cannot be opened. */
export async function statFile(
  source: FileSource,
  opener: Pick<FileOpener, 'stat'>,
): Promise<FileStat> {
  if (source instanceof File) return statOf(source);
  if (isArchived(source)) return source.archive.statAt(source.index);
  if (isBelow(source)) {
    const stat = await opener.stat(source.root, source.path);
    return stat ?? statOf(await fileOf(source)); // rejects with the reason if it cannot be opened
  }
  if (hasMetadata(source)) {
    return new Promise((resolve, reject) => {
      source.getMetadata(({ size, modificationTime }) => {
        resolve({ bytes: size, modifiedMs: knownTime(modificationTime.getTime()) });
      }, reject);
    });
  }
  return statOf(await fileOf(source));
}

function statOf({ size, lastModified }: File): FileStat {
  return { bytes: size, modifiedMs: lastModified };
}

/** Opens a file to read it; fails if it cannot be opened or has changed since it was listed. */
export async function openFile(source: FileSource, stat: FileStat | null): Promise<File | Failure> {
  const opened = await openOrBlocker(source, stat);
  const isHeld = !(opened instanceof File) && 'kind' in opened;
  return isHeld ? { code: 'unreadable', detail: opened.detail } : opened;
}

/** The same, but returns a lost permission as a blocker, not as a failure of the file. */
export async function openOrBlocker(
  source: FileSource,
  stat: FileStat | null,
): Promise<File | Failure | Blocker> {
  if (source instanceof File) return source; // the browser refuses to read it if it has changed
  if (isArchived(source)) return source.archive.extract(source.index);
  try {
    const file = await fileOf(source);
    return stat === null || isSame(statOf(file), stat) ? file : CHANGED;
  } catch (error) {
    if (isPermissionLost(error)) return PERMISSION_LOST;
    // browsers other than Chromium show invalid bytes of a name as U+FFFD, and find no such file; a
    // name that really has the character (written by an archiver, say) can be opened
    return nameOf(source).includes('\ufffd') ? BAD_NAME : openFailure(error);
  }
}

function nameOf(source: FileSystemFileEntry | FileBelow): string {
  return isBelow(source) ? source.path.slice(source.path.lastIndexOf('/') + 1) : source.name;
}

/** Whether a file is unchanged. */
export function isSame(now: FileStat, then: FileStat): boolean {
  const isSameTime = then.modifiedMs === null || now.modifiedMs === then.modifiedMs;
  return now.bytes === then.bytes && isSameTime;
}

/** Chromium's metadata has no valid time for a file last changed at 1970-01-01. */
function knownTime(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}

export const CHANGED: Failure = {
  code: 'changed',
  detail: 'The file changed after it was listed. Drop the folder again.',
};

function fileOf(source: FileSystemFileEntry | FileBelow): Promise<File> {
  if (isBelow(source)) return freshFile(source.root, source.path);
  return new Promise((resolve, reject) => {
    source.file(resolve, reject);
  });
}
