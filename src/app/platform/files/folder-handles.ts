/**
 * A second way to the files of a dropped folder. A drop gives entries, which are cheap to list and
 * dear to open (0.6 ms of all threads' time in Chromium, and a wait for the browser process); by the
 * handle of its folder a file is opened in half of that.
 */
const folders = new WeakMap<FileSystem, DroppedFolder>();

interface DroppedFolder {
  readonly name: string;
  readonly root: Promise<FileSystemDirectoryHandle | null>;
}

/** Notes the handle of the one folder that was dropped. Call it in the drop handler's own task. */
export function noteFolderHandle(item: DataTransferItem, entry: FileSystemEntry): void {
  const asked = entry.isDirectory ? item.getAsFileSystemHandle?.() : undefined;
  if (asked === undefined) return;
  const root = asked
    .then((handle) => (handle instanceof FileSystemDirectoryHandle ? handle : null))
    .catch(() => null); // a folder of the system, say: its entries will do
  folders.set(entry.filesystem, { name: entry.name, root });
}

/** The handle of the one folder that was dropped; null if none was noted, or it was refused. */
export function rootHandleOf({
  filesystem,
}: FileSystemEntry): Promise<FileSystemDirectoryHandle | null> {
  return folders.get(filesystem)?.root ?? Promise.resolve(null);
}

/** The path of an entry below the one folder that was dropped; null if it is not below it. */
export function pathBelowRoot({ filesystem, fullPath }: FileSystemEntry): string | null {
  const prefix = `/${folders.get(filesystem)?.name ?? ''}/`;
  return fullPath.startsWith(prefix) ? fullPath.slice(prefix.length) : null;
}

/**
 * A file as it is now, by its path below a folder: a `File` that was had before stays unreadable once
 * the file has changed. Rejects with the DOMException: NotFoundError where there is none (any more),
 * NotAllowedError where the folder may not be read (any more), TypeError for a name that handles
 * refuse, though an entry of a drop may have it.
 */
export async function freshFile(root: FileSystemDirectoryHandle, path: string): Promise<File> {
  const slash = path.lastIndexOf('/');
  const folder = await findFolder(root, path.slice(0, Math.max(slash, 0)));
  const handle = await folder.getFileHandle(path.slice(slash + 1));
  return handle.getFile();
}

/** The folder at this path below another; '' is that one. Rejects as `freshFile` does. */
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
