import { archiveKindOf } from '../../../archive/archive-kind.ts';
import { errorMessage } from '../../../core/error-message.ts';
import type { ListedFile } from '../../../core/plan/plan.ts';
import type { WorkerThread } from '../../../pool/supervise-calls.ts';
import type { ArchiveCalls } from '../../../pool/wire/archive.ts';
import { createArchiveWorker, type ArchiveWorker } from '../archive-worker.ts';
import type { FileSource } from './file-source.ts';
import { NAME_OF_SEVERAL, type FolderListing, type OnCount } from './list-folder.ts';
import { openArchive, unfinishedArchive, type ListedArchive } from './open-archive.ts';

/** An archive that the user added. */
export interface AddedArchive {
  readonly name: string;
  open(): Promise<File>;
  /** Null if the browser has none. Never rejects. */
  readonly handle: Promise<FileSystemHandle | null>;
}

export type SpawnArchiveWorker = () => WorkerThread<ArchiveCalls<Blob>>;

/** Lists archives with a worker of their own. Rejects as listArchives does. */
export function listAdded(
  archives: readonly AddedArchive[],
  beside: AddedBeside,
  spawn: SpawnArchiveWorker,
  onCount: OnCount,
): Promise<FolderListing> {
  return listArchives(archives, beside, createArchiveWorker(spawn), onCount);
}

/** What was added together with archives; the first names of its paths are taken. */
export interface AddedBeside {
  readonly files: readonly ListedFile<FileSource>[];
  readonly notices: readonly string[];
}

/**
 * Lists archives as the folders that they would be unpacked to. One by itself is the folder of all
 * paths; it rejects with a sentence if it cannot be listed. Of several, those that cannot be listed count
 * as folders that could not be read.
 */
export async function listArchives(
  archives: readonly AddedArchive[],
  beside: AddedBeside,
  worker: ArchiveWorker,
  onCount: OnCount,
): Promise<FolderListing> {
  const [only, ...others] = archives;
  if (only !== undefined && others.length + beside.files.length === 0) {
    const listed = await listOne(only, worker, onCount);
    const root = only.handle.then((handle) => (isFile(handle) ? handle : null));
    return { ...listed, via: 'drop', root };
  }
  const files = [...beside.files];
  const notices = [...beside.notices];
  const taken = new Set(files.map(({ path }) => path.split('/', 1)[0] ?? ''));
  for (const archive of archives) {
    const before = files.length;
    const listed = await listOrFail(archive, worker, (found) => onCount(before + found));
    const name = uniqueName(listed.name, taken);
    for (const file of listed.files) {
      files.push(file.path.endsWith('/') ? file : { ...file, path: `${name}/${file.path}` });
    }
    notices.push(...listed.notices);
  }
  return { name: NAME_OF_SEVERAL, files, via: 'drop', root: Promise.resolve(null), notices };
}

async function listOne(
  archive: AddedArchive,
  worker: ArchiveWorker,
  onCount: OnCount,
): Promise<ListedArchive> {
  if (archiveKindOf(archive.name) === null) {
    throw new Error(
      `“\u2068${archive.name}\u2069” is compressed as a whole, so its files cannot be read one by one. Unpack it, then drop the folder. Archives that are .zip or .tar are read as they are.`,
    );
  }
  return openArchive(await archive.open(), worker, onCount);
}

async function listOrFail(
  archive: AddedArchive,
  worker: ArchiveWorker,
  onCount: OnCount,
): Promise<ListedArchive> {
  try {
    return await listOne(archive, worker, onCount);
  } catch (error) {
    const file = unfinishedArchive(archive.name, errorMessage(error));
    return { name: archive.name, files: [file], notices: [] };
  }
}

// numbered as folders of the same name are
function uniqueName(name: string, taken: Set<string>): string {
  let own = name;
  for (let number = 1; taken.has(own); number += 1) own = `${name} (${number})`;
  taken.add(own);
  return own;
}

function isFile(handle: FileSystemHandle | null): handle is FileSystemFileHandle {
  return handle?.kind === 'file';
}

const NOTHING: AddedBeside = { files: [], notices: [] };

/** Lists the archive of a handle, from a picker or of a stored run. */
export function listArchiveHandle(
  handle: FileSystemFileHandle,
  spawn: SpawnArchiveWorker,
  onCount: OnCount,
): Promise<FolderListing> {
  return listAdded([archiveOfHandle(handle)], NOTHING, spawn, onCount);
}

/** Lists the archives that an input brought. */
export function listArchiveInput(
  files: readonly File[],
  spawn: SpawnArchiveWorker,
  onCount: OnCount,
): Promise<FolderListing> {
  return listAdded(files.map(archiveOfFile), NOTHING, spawn, onCount);
}

/** An archive by its handle, from a picker or of a stored run. */
function archiveOfHandle(handle: FileSystemFileHandle): AddedArchive {
  return { name: handle.name, open: () => handle.getFile(), handle: Promise.resolve(handle) };
}

/** An archive that an input or a paste brought. */
export function archiveOfFile(file: File): AddedArchive {
  return { name: file.name, open: async () => file, handle: Promise.resolve(null) };
}

/** An archive that was dropped. */
export function archiveOfEntry(
  entry: FileSystemFileEntry,
  handle: Promise<FileSystemHandle | null>,
): AddedArchive {
  const open = (): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));
  return { name: entry.name, open, handle };
}
