import type { ListedFile, Listing } from '../../../core/plan/plan.ts';
import { readFolder, type FoundNames } from '../../../core/plan/read-folder.ts';
import type { FileSource } from './file-source.ts';
import type { FileOpener } from './file-opener.ts';
import { findFolder } from './folder-handles.ts';
import type { RootHandle } from './root-handle.ts';
import { nameOfError, unnamedEntry, unreadFolder } from './open-failure.ts';

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
  /** The handle of the folder or archive that contains all paths, or null. Never rejects. */
  readonly root: Promise<RootHandle | null>;
  /** Sentences about files that were dropped twice. */
  readonly notices: readonly string[];
}

const NO_ROOT = Promise.resolve(null);
/** The name of a listing of several folders or loose files. */
export const NAME_OF_SEVERAL = 'images';

/** Lists the files of `<input webkitdirectory>`: their paths begin with the folder's name. */
export function listInput(chosen: FileList, onCount: OnCount): FolderListing {
  const files = Array.from(chosen, (file) => {
    const slash = file.webkitRelativePath.indexOf('/');
    const path = slash < 0 ? file.name : file.webkitRelativePath.slice(slash + 1);
    return { path, source: file };
  });
  onCount(files.length);
  const [root = ''] = chosen[0]?.webkitRelativePath.split('/') ?? [];
  return {
    name: root === '' ? NAME_OF_SEVERAL : root,
    files,
    via: 'input',
    root: NO_ROOT,
    notices: [],
  };
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
  return { name: root.name, files, via: 'picker', root: Promise.resolve(root), notices: [] };
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
