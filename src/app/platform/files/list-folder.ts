import type { ListedFile, Listing } from '../../../core/plan/plan.ts';
import { readFolder, type FoundNames } from '../../../core/plan/read-folder.ts';
import type { FileSource } from './file-source.ts';
import type { FileOpener } from './file-opener.ts';
import { findFolder, noteFolderHandle, rootHandleOf } from './folder-handles.ts';
import { nameOfError, unnamedEntry, unreadFolder } from './open-failure.ts';
import { walkEntries, type EntryRoot } from './walk-entries.ts';

/** Called with the number of files found so far. */
export type OnCount = (files: number) => void;

/**
 * The way in which the files were added. A picker and an input silently omit files whose names
 * other systems do not allow; an input also omits files behind symbolic links to folders. A drop of
 * the same folder includes them.
 */
export type ListedVia = 'drop' | 'input' | 'picker' | 'samples';

export interface FolderListing extends Listing<FileSource> {
  readonly via: ListedVia;
  /** The handle of the folder that contains all paths, or null. Never rejects. */
  readonly root: Promise<FileSystemDirectoryHandle | null>;
}

const NO_ROOT = Promise.resolve(null);
const NAME_OF_SEVERAL = 'images';

/**
 * Lists everything that was dropped: folders and loose files. The items are read synchronously, in
 * the task of the drop handler, because they become invalid after it.
 */
export function listDrop(transfer: DataTransfer, onCount: OnCount): Promise<FolderListing> {
  const entries: FileSystemEntry[] = [];
  const loose: ListedFile<FileSource>[] = [];
  const isAlone = transfer.items.length === 1;
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null && isAlone) noteFolderHandle(item, entry);
    if (entry !== null) entries.push(entry);
    else if (file !== null) loose.push({ path: file.name, source: file });
    else loose.push(unnamedEntry('', loose.length + 1));
  }
  return listEntries(entries, loose, onCount);
}

async function listEntries(
  entries: readonly FileSystemEntry[],
  loose: readonly ListedFile<FileSource>[],
  onCount: OnCount,
): Promise<FolderListing> {
  const [only] = entries;
  const isOneFolder = entries.length === 1 && loose.length === 0 && only?.isDirectory === true;
  const names = uniqueNames(entries.map((entry) => entry.name));
  const roots = entries.map((entry, i): EntryRoot => ({
    entry,
    folder: '',
    name: names[i] ?? entry.name,
    isNamed: !isOneFolder,
  }));
  const files = [...loose];
  await walkEntries(roots, (found) => {
    files.push(found);
    onCount(files.length);
  });
  const name = isOneFolder ? only.name : NAME_OF_SEVERAL;
  return { name, files, via: 'drop', root: isOneFolder ? rootHandleOf(only) : NO_ROOT };
}

/** Lists the files of `<input webkitdirectory>`: their paths begin with the folder's name. */
export function listInput(chosen: FileList, onCount: OnCount): FolderListing {
  const files = Array.from(chosen, (file) => {
    const slash = file.webkitRelativePath.indexOf('/');
    const path = slash < 0 ? file.name : file.webkitRelativePath.slice(slash + 1);
    return { path, source: file };
  });
  onCount(files.length);
  const [root = ''] = chosen[0]?.webkitRelativePath.split('/') ?? [];
  return { name: root === '' ? NAME_OF_SEVERAL : root, files, via: 'input', root: NO_ROOT };
}

/** Lists a folder by its handle, without opening a file. */
export async function listDirectoryHandle(
  root: FileSystemDirectoryHandle,
  onCount: OnCount,
  opener: Pick<FileOpener, 'list'>,
): Promise<FolderListing> {
  const files: ListedFile<FileSource>[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const names = await readNames(root, folder, opener, (found) => {
      onCount(files.length + found);
    });
    const prefix = folder === '' ? '' : `${folder}/`;
    for (let number = 1; number <= names.unnamed; number += 1) {
      files.push(unnamedEntry(prefix, number));
    }
    for (const name of names.files) {
      const path = `${prefix}${name}`;
      files.push({ path, source: { root, path } });
    }
    for (const name of names.folders) waiting.push(`${prefix}${name}`);
    if (names.errorName === null) continue;
    const found = names.files.length + names.folders.length + names.unnamed;
    files.push(unreadFolder(prefix || `${root.name}/`, names.errorName, found));
  }
  onCount(files.length);
  return { name: root.name, files, via: 'picker', root: Promise.resolve(root) };
}

/** The names in one folder, as far as it could be read. */
interface FolderNames extends FoundNames {
  /** The name of the browser's error, if the folder could not be read to its end. */
  readonly errorName: string | null;
}

/** Reads a folder; `onFound` is called with the number of files found so far. */
async function readNames(
  root: FileSystemDirectoryHandle,
  path: string,
  opener: Pick<FileOpener, 'list'>,
  onFound: (files: number) => void,
): Promise<FolderNames> {
  const byWorker = collectNames(onFound);
  if (await opener.list(root, path, byWorker.add)) return { ...byWorker.names(), errorName: null };
  // no worker could read it: read it here, which also tells the reason if it fails again
  const byPage = collectNames(onFound);
  try {
    const folder = await findFolder(root, path);
    await readFolder(folder.entries(), byPage.add);
    return { ...byPage.names(), errorName: null };
  } catch (error) {
    return { ...byPage.names(), errorName: nameOfError(error) };
  }
}

function collectNames(onFound: (files: number) => void) {
  const files: string[] = [];
  const folders: string[] = [];
  let unnamed = 0;
  return {
    add(found: FoundNames): void {
      files.push(...found.files);
      folders.push(...found.folders);
      unnamed += found.unnamed;
      onFound(files.length);
    },
    names: (): FoundNames => ({ files, folders, unnamed }),
  };
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
