/**
 * A second way to the files of a dropped folder. A drop gives entries, which are cheap to list and
 * dear to open (0.5 ms of all threads' time in Chromium, and a wait for the browser process);
 * handles are opened in a third of that, but each holds a pipe to the browser. So entries are listed,
 * and a folder's handles are asked for when one of its files is opened.
 */
const folders = new WeakMap<FileSystem, FolderHandles>();

interface FolderHandles {
  readonly rootName: string;
  readonly root: Promise<FileSystemDirectoryHandle | null>;
  /** By the path of a folder below the root, the latest last; null: too many, or refused. */
  readonly byPath: Map<string, Promise<Handles | null>>;
}

type Handles = ReadonlyMap<string, FileSystemFileHandle>;

/** Handles that are kept, and the most that one folder may have. */
const KEPT_HANDLES = 16_384;
const MAX_FILES = 4096;

/** Notes the handle of the one folder that was dropped. Call it in the drop handler's own task. */
export function noteFolderHandle(item: DataTransferItem, entry: FileSystemEntry): void {
  const asked = entry.isDirectory ? item.getAsFileSystemHandle?.() : undefined;
  if (asked === undefined) return;
  const root = asked
    .then((handle) => (handle instanceof FileSystemDirectoryHandle ? handle : null))
    .catch(() => null); // a folder of the system, say: its entries will do
  folders.set(entry.filesystem, { rootName: entry.name, root, byPath: new Map() });
}

/** The file of an entry by its handle; null where there is none, or it does not open. */
export async function fileByHandle(entry: FileSystemFileEntry): Promise<File | null> {
  const known = folders.get(entry.filesystem);
  const prefix = `/${known?.rootName ?? ''}/`;
  if (known === undefined || !entry.fullPath.startsWith(prefix)) return null;
  const folderPath = entry.fullPath.slice(prefix.length, -entry.name.length);
  const handles = await handlesOf(known, folderPath);
  return (
    (await handles
      ?.get(entry.name)
      ?.getFile()
      .catch(() => null)) ?? null
  );
}

function handlesOf({ root, byPath }: FolderHandles, folderPath: string): Promise<Handles | null> {
  const kept = byPath.get(folderPath);
  if (kept !== undefined) return kept;
  const reading = readHandles(root, folderPath).catch(() => null);
  byPath.set(folderPath, reading);
  void reading.then(() => letGoOfOldest(byPath));
  return reading;
}

/** Keeps the folders that were read last. */
async function letGoOfOldest(byPath: FolderHandles['byPath']): Promise<void> {
  let kept = 0;
  for (const [path, reading] of [...byPath].toReversed()) {
    kept += (await reading)?.size ?? 0;
    if (kept > KEPT_HANDLES) byPath.delete(path);
  }
}

async function readHandles(
  root: Promise<FileSystemDirectoryHandle | null>,
  folderPath: string,
): Promise<Handles | null> {
  let folder = await root;
  for (const name of folderPath.split('/')) {
    if (name !== '') folder = (await folder?.getDirectoryHandle(name)) ?? null;
  }
  if (folder === null) return null;
  const handles = new Map<string, FileSystemFileHandle>();
  for await (const [name, handle] of folder.entries()) {
    if (handles.size >= MAX_FILES) return null;
    if (handle.kind === 'file') handles.set(name, handle);
  }
  return handles;
}
