import type { ListedFile, Listing } from '../../core/plan.ts';
import type { FileSource } from './file-source.ts';
import { noteFolderHandle, rootHandleOf } from './folder-handles.ts';
import { openFailure, unnamedEntry, unreadFolder } from './open-failure.ts';
import { walkEntries, type EntryRoot } from './walk-entries.ts';

/** Called with the number of files found so far. */
export type OnCount = (files: number) => void;

/**
 * How the files came. A picker, and an input still more, leave files out without a word: those with
 * names that other systems refuse, an input also ordinary ones behind links to folders. A drop of the
 * same folder has them.
 */
export type ListedVia = 'drop' | 'input' | 'picker' | 'samples';

/** A listing, and what the browser gives along with it. */
export interface FolderListing extends Listing<FileSource> {
  readonly via: ListedVia;
  /** The folder that all paths are below, if it is one and the browser has handles; never rejects. */
  readonly root: Promise<FileSystemDirectoryHandle | null>;
}

const NO_ROOT = Promise.resolve(null);
const NAME_OF_SEVERAL = 'images';

/**
 * Everything that was dropped: folders, several of them, loose files. The items are taken at once,
 * inside the drop handler's task: they go stale after it. The walk goes on behind the promise.
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
  const names = namesOfTheirOwn(entries.map((entry) => entry.name));
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

/** What `<input webkitdirectory>` gives: one folder, its files with paths that begin with it. */
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

const CONCURRENT_HANDLES = 64;

/** A folder picked with showDirectoryPicker: walked iteratively, files opened a few at a time. */
export async function listDirectoryHandle(
  root: FileSystemDirectoryHandle,
  onCount: OnCount,
): Promise<FolderListing> {
  const files: ListedFile<FileSource>[] = [];
  const folders = [{ handle: root, path: '' }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const { handle, path } = folder;
    const opening = new Set<Promise<void>>();
    let found = 0;
    let unnamed = 0;
    try {
      for await (const [name, child] of handle.entries()) {
        found += 1;
        if (name === '') {
          unnamed += 1;
          files.push(unnamedEntry(path, unnamed));
          continue;
        }
        if (child.kind === 'directory') {
          folders.push({ handle: child, path: `${path}${name}/` });
          continue;
        }
        const opened = openHandle(child, `${path}${name}`).then((file) => {
          files.push(file);
          onCount(files.length);
          opening.delete(opened);
        });
        opening.add(opened);
        if (opening.size >= CONCURRENT_HANDLES) await Promise.race(opening);
      }
    } catch (error) {
      files.push(unreadFolder(path || `${root.name}/`, error, found));
    }
    await Promise.all(opening);
  }
  return { name: root.name, files, via: 'picker', root: Promise.resolve(root) };
}

async function openHandle(
  handle: FileSystemFileHandle,
  path: string,
): Promise<ListedFile<FileSource>> {
  try {
    return { path, source: await handle.getFile() };
  } catch (error) {
    return { path, source: null, problem: openFailure(error) };
  }
}

// two folders of one name, dropped from different places, stay apart; numbered as Chromium does it
function namesOfTheirOwn(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let number = 1; taken.has(own); number += 1) own = `${name} (${number})`;
    taken.add(own);
    return own;
  });
}
