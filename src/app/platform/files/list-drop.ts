import type { ListedFile } from '../../../core/plan/plan.ts';
import { isArchiveName } from '../../../archive/archive-kind.ts';
import type { SpawnArchiveWorker } from './list-archives.ts';
import { findDroppedTwice } from './dropped-twice.ts';
import type { FileSource } from './file-source.ts';
import { askForHandle, noteFolderHandle, rootHandleOf } from './folder-handles.ts';
import { NAME_OF_SEVERAL, type FolderListing, type OnCount } from './list-folder.ts';
import { unnamedEntry } from './open-failure.ts';
import { walkEntries, type EntryRoot } from './walk-entries.ts';

const NO_ROOT = Promise.resolve(null);

/**
 * Lists everything that was dropped: folders and loose files. The items are read synchronously, in
 * the task of the drop handler, because they become invalid after it.
 */
export function listDrop(
  transfer: DataTransfer,
  onCount: OnCount,
  spawn: SpawnArchiveWorker,
): Promise<FolderListing> {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === 'file');
  const dropped: DroppedEntry[] = [];
  const loose: ListedFile<FileSource>[] = [];
  const entries = items.map((item) => item.webkitGetAsEntry());
  // without a folder no file can be part of another entry
  const hasFolder = entries.some((entry) => entry?.isDirectory === true);
  const archives: DroppedArchive[] = [];
  for (const [index, item] of items.entries()) {
    const entry = entries[index] ?? null;
    const file = entry === null ? item.getAsFile() : null;
    if (isFileEntry(entry) && isArchiveName(entry.name)) {
      archives.push({ entry, handle: askForHandle(item) });
    } else if (entry !== null) {
      dropped.push({ entry, handle: hasFolder ? askForHandle(item) : NO_ROOT });
    } else if (file !== null && isArchiveName(file.name)) archives.push({ file });
    else if (file !== null) loose.push({ path: file.name, source: file });
    else loose.push(unnamedEntry('', loose.length + 1));
  }
  const [only] = dropped;
  if (items.length === 1 && only?.entry.isDirectory === true) return listOneFolder(only, onCount);
  if (archives.length > 0) return listWithArchives(archives, dropped, loose, onCount, spawn);
  return listSeveral(dropped, loose, onCount);
}

type DroppedArchive =
  | { readonly entry: FileSystemFileEntry; readonly handle: Promise<FileSystemHandle | null> }
  | { readonly file: File };

function isFileEntry(entry: FileSystemEntry | null): entry is FileSystemFileEntry {
  return entry?.isFile === true;
}

async function listWithArchives(
  archives: readonly DroppedArchive[],
  dropped: readonly DroppedEntry[],
  loose: readonly ListedFile<FileSource>[],
  onCount: OnCount,
  spawn: SpawnArchiveWorker,
): Promise<FolderListing> {
  const beside = await listNamed(dropped, loose, onCount);
  const { archiveOfEntry, archiveOfFile, listAdded } = await import('./list-archives.ts');
  const added = archives.map((archive) =>
    'file' in archive ? archiveOfFile(archive.file) : archiveOfEntry(archive.entry, archive.handle),
  );
  return listAdded(added, beside, spawn, onCount);
}

interface DroppedEntry {
  readonly entry: FileSystemEntry;
  readonly handle: Promise<FileSystemHandle | null>;
}

async function listOneFolder(
  { entry, handle }: DroppedEntry,
  onCount: OnCount,
): Promise<FolderListing> {
  noteFolderHandle(entry, handle);
  const root = { entry, folder: '', name: entry.name, isNamed: false };
  const files = await walk([root], [], onCount);
  return { name: entry.name, files, via: 'drop', root: rootHandleOf(entry), notices: [] };
}

/** Lists things that were dropped together; paths begin with the name of their root. */
async function listNamed(
  dropped: readonly DroppedEntry[],
  loose: readonly ListedFile<FileSource>[],
  onCount: OnCount,
) {
  const names = uniqueNames(dropped.map(({ entry }) => entry.name));
  const roots = dropped.map((root, i) => ({ ...root, name: names[i] ?? root.entry.name }));
  const listed = await walk(
    roots.map(({ entry, name }) => ({ entry, folder: '', name, isNamed: true })),
    loose,
    onCount,
  );
  const { covered, notices } = await findDroppedTwice(
    roots.map(({ entry, name, handle }) => {
      return { name, realName: entry.name, isFolder: entry.isDirectory, handle };
    }),
    listed,
  );
  const isOnce = ({ path }: ListedFile<FileSource>) => !covered.has(path.split('/', 1)[0] ?? '');
  const files = covered.size === 0 ? listed : listed.filter(isOnce);
  return { files, notices, roots: roots.filter(({ name }) => !covered.has(name)) };
}

async function listSeveral(
  dropped: readonly DroppedEntry[],
  loose: readonly ListedFile<FileSource>[],
  onCount: OnCount,
): Promise<FolderListing> {
  const { files, notices, roots } = await listNamed(dropped, loose, onCount);
  const [only, ...others] = roots;
  const isOneFolder = only?.entry.isDirectory === true && others.length + loose.length === 0;
  if (!isOneFolder) return { name: NAME_OF_SEVERAL, files, via: 'drop', root: NO_ROOT, notices };
  // the same paths as if it had been dropped alone
  noteFolderHandle(only.entry, only.handle);
  const start = only.name.length + 1;
  const below = files.map(({ path, source, failure }) => {
    const file = { path: path.slice(start) || path, source };
    return failure === undefined ? file : Object.assign(file, { failure });
  });
  const { entry } = only;
  return { name: entry.name, files: below, via: 'drop', root: rootHandleOf(entry), notices };
}

async function walk(
  roots: readonly EntryRoot[],
  loose: readonly ListedFile<FileSource>[],
  onCount: OnCount,
): Promise<readonly ListedFile<FileSource>[]> {
  const files = [...loose];
  await walkEntries(roots, (found) => {
    files.push(found);
    onCount(files.length);
  });
  return files;
}

// keeps folders of the same name apart that were dropped together; numbered as in Chromium
function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let number = 1; taken.has(own); number += 1) own = `${name} (${number})`;
    taken.add(own);
    return own;
  });
}
