/**
 * Handles of dropped folders, a faster way to open their files. The entries of a drop are cheap to
 * list but expensive to open (0.6 ms over all threads in Chromium, plus a wait for the browser
 * process). Opening a file through the handle of its folder takes half of that.
 */
const folders = new WeakMap<FileSystem, DroppedFolder>();

interface DroppedFolder {
  readonly name: string;
  readonly root: Promise<FileSystemDirectoryHandle | null>;
}

/** The handle of a dropped entry; null if there is none. Call it in the task of the drop handler. */
export async function askForHandle(item: DataTransferItem): Promise<FileSystemHandle | null> {
  try {
    return (await item.getAsFileSystemHandle?.()) ?? null;
  } catch {
    return null; // a system folder, for example: its entries still work
  }
}

/** Remembers the handle of the only dropped folder. */
export function noteFolderHandle(
  entry: FileSystemEntry,
  asked: Promise<FileSystemHandle | null>,
): void {
  const root = asked.then((handle) =>
    handle instanceof FileSystemDirectoryHandle ? handle : null,
  );
  folders.set(entry.filesystem, { name: entry.name, root });
}

/** The handle of the only dropped folder; null if there is none or the browser refused it. */
export function rootHandleOf({
  filesystem,
}: FileSystemEntry): Promise<FileSystemDirectoryHandle | null> {
  return folders.get(filesystem)?.root ?? Promise.resolve(null);
}

/** The path of an entry below the only dropped folder; null if it is not below it. */
export function pathBelowRoot({ filesystem, fullPath }: FileSystemEntry): string | null {
  const prefix = `/${folders.get(filesystem)?.name ?? ''}/`;
  return fullPath.startsWith(prefix) ? fullPath.slice(prefix.length) : null;
}

/**
 * Opens the current version of a file by its path below a folder: an older `File` stays unreadable
 * once the file has changed. Rejects with the browser's error: NotFoundError if there is no such
 * file (any more), NotAllowedError if the folder may not be read (any more), TypeError for a name
 * that handles do not accept, though entries of a drop may have it.
 */
export async function freshFile(root: FileSystemDirectoryHandle, path: string): Promise<File> {
  const slash = path.lastIndexOf('/');
  const folder = await findFolder(root, path.slice(0, Math.max(slash, 0)));
  const handle = await folder.getFileHandle(path.slice(slash + 1));
  return handle.getFile();
}

/** The folder at this path below `root`; '' is `root`. Rejects as `freshFile` does. */
export async function findFolder(
  root: FileSystemDirectoryHandle,
  path: string,
): Promise<FileSystemDirectoryHandle> {
  let folder = root;
  for (const name of path === '' ? [] : path.split('/')) {
    folder = await folder.getDirectoryHandle(name);
  }
  return folder;
}
