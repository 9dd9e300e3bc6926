import { errorClause } from './error-clause.ts';
import type { StoredFile } from '../../store/stored-file.ts';

// In the origin's private file system:
//
//     pixelpool-runs/
//       <id>/
//         journal.bin     who has it open has the run
//         rows-0.bin, rows-1.bin, …

const RUNS = 'pixelpool-runs';
const JOURNAL = 'journal.bin';
/** A page that is reloaded releases its files a little later. */
const RELOAD_MS = 3000;
/** For a list of runs, which has each run open for a moment itself. */
const GLANCE_MS = 300;
const TRY_AGAIN_MS = 100;

/** The folder of one run, which nobody else has open. */
export interface RunFolder {
  readonly journal: StoredFile;
  /** Opens a rows file, or makes it; it is its caller's to close. */
  openRows(file: number): Promise<StoredFile>;
  /** The file as it is now. */
  rowsFile(file: number): Promise<File>;
  /** Whether the journal still exists: site data can be deleted at any time. */
  isThere(): Promise<boolean>;
}

export interface RunFolders {
  create(id: string): Promise<RunFolder>;
  /** Waits a little for one that a page is just letting go of. */
  open(id: string): Promise<RunFolder | 'locked' | 'missing'>;
  isLocked(id: string): Promise<boolean>;
  /** False if it is open somewhere. */
  delete(id: string): Promise<boolean>;
  ids(): Promise<readonly string[]>;
  /** The journal as it is now; null if there is none. */
  journal(id: string): Promise<File | null>;
  /** Bytes on disk of all rows files of a run. */
  rowsBytes(id: string): Promise<number>;
}

/** The folder of all runs; returns the reason if this browser has no private file system. */
export async function openRunFolders(): Promise<RunFolders | { readonly reason: string }> {
  try {
    const root = await navigator.storage.getDirectory();
    return foldersIn(await root.getDirectoryHandle(RUNS, { create: true }));
  } catch (error) {
    return {
      reason: `This browser has no private file system for the page (${errorClause(error)}).`,
    };
  }
}

function foldersIn(runs: FileSystemDirectoryHandle): RunFolders {
  return {
    create: (id) =>
      alone(async () => {
        const folder = await runs.getDirectoryHandle(checked(id), { create: true });
        const journal = await folder.getFileHandle(JOURNAL, { create: true });
        return folderOf(id, folder, await openStored(journal, 0));
      }),
    open: (id) => lock(runs, id, RELOAD_MS),
    async isLocked(id) {
      const found = await lock(runs, id, GLANCE_MS);
      if (typeof found === 'object') found.journal.close();
      return found === 'locked';
    },
    delete: (id) =>
      alone(async () => {
        const found = await lock(runs, id, GLANCE_MS);
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

/** One at a time among all tabs, so that none deletes a run that another is about to begin. */
async function alone<T>(task: () => Promise<T>): Promise<T> {
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
      // from the root: deleted site data may live on behind old handles
      try {
        const root = await navigator.storage.getDirectory();
        const runs = await root.getDirectoryHandle(RUNS);
        const again = await runs.getDirectoryHandle(id);
        await again.getFileHandle(JOURNAL);
        return true;
      } catch (error) {
        return nameOf(error) !== 'NotFoundError'; // nothing else says that it is gone
      }
    },
  };
}

/** Tries again for so long while somebody else has it open, who may just be about to go. */
async function openStored(file: FileSystemFileHandle, patienceMs: number): Promise<StoredFile> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return storedFile(await file.createSyncAccessHandle());
    } catch (error) {
      if (!isBusy(error) || performance.now() - startedAt >= patienceMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

function storedFile(handle: FileSystemSyncAccessHandle): StoredFile {
  return {
    size: () => handle.getSize(),
    read: (into, at) => handle.read(into, { at }),
    write: (bytes, at) => handle.write(bytes, { at }),
    truncate: (bytes) => handle.truncate(bytes),
    flush: () => handle.flush(),
    close: () => handle.close(),
  };
}

/** Null if nothing has that name. */
async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (nameOf(error) === 'NotFoundError') return null;
    throw error;
  }
}

/** Whether somebody has the file open. */
const isBusy = (error: unknown): boolean => nameOf(error) === 'NoModificationAllowedError';

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function checked(id: string): string {
  if (!/^[A-Za-z0-9-]+$/.test(id)) throw new Error(`${id} is no id of a run`);
  return id;
}
