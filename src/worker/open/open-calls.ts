import type { FileStat } from '../../core/plan/file-stat.ts';
import { readFolder } from '../../core/plan/read-folder.ts';
import type { OpenCalls, OpenedBundle } from '../../pool/wire/open.ts';

/**
 * Lists and opens files through the handle of their root folder. Folder handles are cached. File
 * handles are garbage after one use, but each keeps a pipe to the browser's process until this
 * worker ends.
 */
export function createOpenCalls(): OpenCalls<FileSystemDirectoryHandle, Blob> {
  const folders = new Map<string, Promise<FileSystemDirectoryHandle>>();

  function folderAt(path: string): Promise<FileSystemDirectoryHandle> {
    const known = folders.get(path);
    if (known !== undefined) return known;
    if (path === '') return Promise.reject(new Error('There is no folder yet.'));
    const { folder, name } = splitPath(path);
    const finding = folderAt(folder).then((parent) => parent.getDirectoryHandle(name));
    folders.set(path, finding);
    finding.catch(() => folders.delete(path)); // it may exist the next time
    return finding;
  }

  /** Null if the file does not open. The page then opens it itself, and learns the reason. */
  async function openFile(path: string): Promise<File | null> {
    const { folder, name } = splitPath(path);
    try {
      const handle = await (await folderAt(folder)).getFileHandle(name);
      return await handle.getFile();
    } catch {
      return null;
    }
  }

  async function openGroup(paths: readonly string[]): Promise<OpenedBundle<Blob>> {
    const files = await Promise.all(paths.map(openFile));
    const there = files.filter((file) => file !== null);
    const [first] = there;
    const isAlone = first !== undefined && there.length === 1;
    return {
      bytes: isAlone ? first : new Blob(there),
      stats: files.map(statOf),
    };
  }

  return {
    async begin(root) {
      folders.set('', Promise.resolve(root));
    },
    async list(path, onFound) {
      try {
        const folder = await folderAt(path);
        await readFolder(folder.entries(), onFound);
        return true;
      } catch {
        return false;
      }
    },
    stat: (paths) => Promise.all(paths.map(async (path) => statOf(await openFile(path)))),
    open: (groups) => Promise.all(groups.map(openGroup)),
  };
}

function statOf(file: File | null): FileStat | null {
  return file && { bytes: file.size, modifiedMs: file.lastModified };
}

function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}
