/**
 * A second way to the files of a dropped folder. A drop gives entries, which are cheap to list and
 * dear to open (0.6 ms of all threads' time in Chromium, and a wait for the browser process); by the
 * handle of its folder a file is opened in half of that. Each handle holds a pipe to the browser, so
 * that those of folders are kept, and none of files.
 */
const folders = new WeakMap<FileSystem, FolderHandles>();

interface FolderHandles {
  readonly rootName: string;
  readonly root: Promise<FileSystemDirectoryHandle | null>;
  /** By the path of a folder below the root, the latest last; null: refused. */
  readonly byPath: Map<string, Promise<FileSystemDirectoryHandle | null>>;
}

const KEPT_FOLDERS = 1024;

/** Notes the handle of the one folder that was dropped. Call it in the drop handler's own task. */
export function noteFolderHandle(item: DataTransferItem, entry: FileSystemEntry): void {
  const asked = entry.isDirectory ? item.getAsFileSystemHandle?.() : undefined;
  if (asked === undefined) return;
  const root = asked
    .then((handle) => (handle instanceof FileSystemDirectoryHandle ? handle : null))
    .catch(() => null); // a folder of the system, say: its entries will do
  folders.set(entry.filesystem, { rootName: entry.name, root, byPath: new Map() });
}

/** The handle of the one folder that was dropped; null where none was noted, or it was refused. */
export function rootHandleOf({
  filesystem,
}: FileSystemEntry): Promise<FileSystemDirectoryHandle | null> {
  return folders.get(filesystem)?.root ?? Promise.resolve(null);
}

/**
 * A file as it is now, by its path below a folder: a `File` that was had before stays unreadable once
 * the file has changed. Rejects with the DOMException: NotFoundError where there is none (any more),
 * NotAllowedError where the folder may not be read (any more), TypeError for a name that handles
 * refuse, though an entry of a drop may have it.
 */
export async function freshFile(root: FileSystemDirectoryHandle, path: string): Promise<File> {
  const slash = path.lastIndexOf('/');
  const folder = await findFolder(root, path.slice(0, slash + 1));
  const handle = await folder.getFileHandle(path.slice(slash + 1));
  return handle.getFile();
}

/** The file of an entry by its folder's handle; null where there is none, or it does not open. */
export async function fileByHandle(entry: FileSystemFileEntry): Promise<File | null> {
  const known = folders.get(entry.filesystem);
  const prefix = `/${known?.rootName ?? ''}/`;
  if (known === undefined || !entry.fullPath.startsWith(prefix)) return null;
  const folder = await folderOf(known, entry.fullPath.slice(prefix.length, -entry.name.length));
  try {
    const handle = await folder?.getFileHandle(entry.name);
    return (await handle?.getFile()) ?? null;
  } catch {
    return null; // the entry will say why
  }
}

function folderOf(
  { root, byPath }: FolderHandles,
  folderPath: string,
): Promise<FileSystemDirectoryHandle | null> {
  const kept = byPath.get(folderPath);
  if (kept !== undefined) return kept;
  const finding = root
    .then((found) => (found === null ? null : findFolder(found, folderPath)))
    .catch(() => null);
  byPath.set(folderPath, finding);
  const [oldest] = byPath.keys();
  if (byPath.size > KEPT_FOLDERS && oldest !== undefined) byPath.delete(oldest);
  return finding;
}

async function findFolder(
  root: FileSystemDirectoryHandle,
  folderPath: string,
): Promise<FileSystemDirectoryHandle> {
  let folder = root;
  for (const name of folderPath.split('/')) {
    if (name !== '') folder = await folder.getDirectoryHandle(name);
  }
  return folder;
}
