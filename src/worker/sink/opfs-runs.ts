import { errorClause } from './error-clause.ts';
import type { StoredFile } from '../../store/stored-file.ts';

// In the origin's private file system:
//
//     pixelpool-runs/
//       <id>/
//         journal.bin     opening it locks the run
//         rows-0.bin, rows-1.bin, …

const RUNS = 'pixelpool-runs';
const JOURNAL = 'journal.bin';
/** A reloaded page releases its files only after a moment. */
const RELOAD_MS = 3000;
/** Listing runs opens each of them for a moment, so a lock may be gone soon. */
const LISTING_MS = 300;
const RETRY_MS = 100;

/** The folder of one run, locked by this worker. */
export interface RunFolder {
  readonly journal: StoredFile;
  /** Opens or creates a rows file. The caller closes it. */
  openRows(file: number): Promise<StoredFile>;
  /** A snapshot of the rows file. */
  rowsFile(file: number): Promise<File>;
  /** Whether the journal still exists: site data can be deleted at any time. */
  isThere(): Promise<boolean>;
}

export interface RunFolders {
  create(id: string): Promise<RunFolder>;
  /** Waits a little if the run is locked, since a page may be about to release it. */
  open(id: string): Promise<RunFolder | 'locked' | 'missing'>;
  isLocked(id: string): Promise<boolean>;
  /** Resolves with false if the run is open somewhere. */
  delete(id: string): Promise<boolean>;
  ids(): Promise<readonly string[]>;
  /** A snapshot of the journal; null if there is none. */
  journal(id: string): Promise<File | null>;
  /** The total size of a run's rows files. */
  rowsBytes(id: string): Promise<number>;
}

/** Opens the folder of all runs. Returns the reason if this browser has no private file system. */
export async function openRunFolders(): Promise<RunFolders | { readonly reason: string }> {
  try {
    const root = await navigator.storage.getDirectory();
    return foldersIn(await root.getDirectoryHandle(RUNS, { create: true }));
  } catch (error) {
    return {
      reason: `This browser has no private file system for the page${refusalText(error)}.`,
    };
  }
}

function foldersIn(runs: FileSystemDirectoryHandle): RunFolders {
  return {
    create: (id) =>
      exclusively(async () => {
        const folder = await runs.getDirectoryHandle(checked(id), { create: true });
        const journal = await folder.getFileHandle(JOURNAL, { create: true });
        return folderOf(id, folder, await openStored(journal, 0));
      }),
    open: (id) => lock(runs, id, RELOAD_MS),
    async isLocked(id) {
      const found = await lock(runs, id, LISTING_MS);
      if (typeof found === 'object') found.journal.close();
      return found === 'locked';
    },
    delete: (id) =>
      exclusively(async () => {
        const found = await lock(runs, id, LISTING_MS);
        if (found === 'locked') return false;
        if (found !== 'missing') found.journal.close();
        try {
          await orNull(runs.removeEntry(checked(id), { recursive: true }));
          return true;
        } catch (error) {
          if (isBusy(error)) return false;
          throw error;
        }
      }),
    async ids() {
      const ids: string[] = [];
      for await (const [name, { kind }] of runs.entries()) if (kind === 'directory') ids.push(name);
      return ids;
    },
    async journal(id) {
      const folder = await orNull(runs.getDirectoryHandle(checked(id)));
      const journal = folder === null ? null : await orNull(folder.getFileHandle(JOURNAL));
      return journal === null ? null : journal.getFile();
    },
    async rowsBytes(id) {
      const folder = await runs.getDirectoryHandle(checked(id));
      let bytes = 0;
      for await (const [name, handle] of folder.entries()) {
        if (name === JOURNAL || !(handle instanceof FileSystemFileHandle)) continue;
        const { size } = await handle.getFile();
        bytes += size;
      }
      return bytes;
    },
  };
}

/** Runs one task at a time across all tabs, so that none deletes a run another is beginning. */
async function exclusively<T>(task: () => Promise<T>): Promise<T> {
  const result: T = await navigator.locks.request(RUNS, task);
  return result;
}

async function lock(
  runs: FileSystemDirectoryHandle,
  id: string,
  patienceMs: number,
): Promise<RunFolder | 'locked' | 'missing'> {
  const folder = await orNull(runs.getDirectoryHandle(checked(id)));
  const journal = folder === null ? null : await orNull(folder.getFileHandle(JOURNAL));
  if (folder === null || journal === null) return 'missing';
  try {
    return folderOf(id, folder, await openStored(journal, patienceMs));
  } catch (error) {
    if (isBusy(error)) return 'locked';
    if (nameOf(error) === 'NotFoundError') return 'missing';
    throw error;
  }
}

function folderOf(id: string, folder: FileSystemDirectoryHandle, journal: StoredFile): RunFolder {
  const rowsHandle = (file: number): Promise<FileSystemFileHandle> =>
    folder.getFileHandle(`rows-${file}.bin`, { create: true });
  return {
    journal,
    async openRows(file) {
      return openStored(await rowsHandle(file), RELOAD_MS);
    },
    async rowsFile(file) {
      const handle = await rowsHandle(file);
      return handle.getFile();
    },
    async isThere() {
      // starts at the root, because old handles may still reach deleted site data
      try {
        const root = await navigator.storage.getDirectory();
        const runs = await root.getDirectoryHandle(RUNS);
        const again = await runs.getDirectoryHandle(id);
        await again.getFileHandle(JOURNAL);
        return true;
      } catch (error) {
        return nameOf(error) !== 'NotFoundError'; // only this error means that it is gone
      }
    },
  };
}

/** If another tab has the file open, retries for `patienceMs`: it may be about to be released. */
async function openStored(file: FileSystemFileHandle, patienceMs: number): Promise<StoredFile> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return storedFile(await file.createSyncAccessHandle());
    } catch (error) {
      if (!isBusy(error) || performance.now() - startedAt >= patienceMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

export function storedFile(handle: FileSystemSyncAccessHandle): StoredFile {
  return {
    size: () => handle.getSize(),
    read: (into, at) => handle.read(into, { at }),
    write: (bytes, at) => handle.write(bytes, { at }),
    truncate: (bytes) => handle.truncate(bytes),
    flush: () => handle.flush(),
    close: () => handle.close(),
  };
}

/** Resolves with null if no entry has that name. */
async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (nameOf(error) === 'NotFoundError') return null;
    throw error;
  }
}

/** Whether the file is already open. */
const isBusy = (error: unknown): boolean => nameOf(error) === 'NoModificationAllowedError';

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function checked(id: string): string {
  if (!/^[A-Za-z0-9-]+$/.test(id)) throw new Error(`${id} is no id of a run`);
  return id;
}

/** The browser's own reason, if it refused; where the API is missing, the error says nothing to a user. */
function refusalText(error: unknown): string {
  return error instanceof DOMException ? ` (${errorClause(error)})` : '';
}
