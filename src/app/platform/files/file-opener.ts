import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { FoundNames } from '../../../core/plan/read-folder.ts';
import type { OpenedBundle } from '../../../pool/wire/open.ts';
import type { WorkerThread } from '../../../pool/supervise-calls.ts';
import { createFolderWorker, type FolderWorker, type OpenWorker } from './folder-worker.ts';
import { nextTask } from '../../../run/run-in-slices.ts';

/** Opens files below a folder, each group of paths as one bundle; null if that is not possible now. */
export type OpenByHandle = (
  root: FileSystemDirectoryHandle,
  groups: readonly (readonly string[])[],
) => Promise<readonly OpenedBundle<Blob>[] | null>;

/** Has workers list and open files below a folder. It is never needed: the page can do each of these. */
export interface FileOpener {
  readonly open: OpenByHandle;
  /** Size and time of last change; null if no worker can open the file. */
  stat(root: FileSystemDirectoryHandle, path: string): Promise<FileStat | null>;
  /** Passes on the names in a folder; false if they were not read to their end. */
  list(
    root: FileSystemDirectoryHandle,
    path: string,
    onFound: (names: FoundNames) => void,
  ): Promise<boolean>;
}

/** Workers that fail one after the other before no more are started for a folder. */
const MAX_FAILURES = 2;

/** Questions of one turn, which go to a worker together. */
interface Questions {
  readonly paths: string[];
  readonly answers: Promise<readonly (FileStat | null)[] | null>;
}

/** Has files opened by one worker for each folder, each for a while. One that fails costs no file. */
export function createFileOpener(spawn: () => WorkerThread<OpenWorker>): FileOpener {
  const workers = new WeakMap<FileSystemDirectoryHandle, FolderWorker>();
  const questions = new Map<FileSystemDirectoryHandle, Questions>();
  const seen = new WeakSet<FileSystemDirectoryHandle>();
  let failures = 0;

  function workerFor(root: FileSystemDirectoryHandle): FolderWorker | null {
    if (!seen.has(root)) {
      seen.add(root);
      failures = 0; // the obstacle may be gone
    }
    const known = workers.get(root);
    if (known?.isOpen === true) return known;
    known?.retire();
    if (failures >= MAX_FAILURES) return null;
    const worker = createFolderWorker(root, spawn, () => {
      failures += 1;
    });
    workers.set(root, worker);
    return worker;
  }

  /** Asks a worker, which opens `files` files for it; null if it fails, or there is none. */
  async function ask<T>(
    root: FileSystemDirectoryHandle,
    files: number,
    call: (calls: OpenWorker, worker: FolderWorker) => Promise<T>,
  ): Promise<T | null> {
    const worker = workerFor(root);
    if (worker === null) return null;
    worker.add(files);
    const answer = await worker.ask((calls) => call(calls, worker));
    if (answer !== null) failures = 0;
    return answer;
  }

  function questionsOf(root: FileSystemDirectoryHandle): Questions {
    const paths: string[] = [];
    // who asks many things in turn waits for a task of its own before each: those come first
    const answers = nextTask().then(() => {
      questions.delete(root);
      return ask(root, paths.length, (calls) => calls.stat(paths));
    });
    const asked = { paths, answers };
    questions.set(root, asked);
    return asked;
  }

  return {
    open(root, groups) {
      const files = groups.reduce((sum, { length }) => sum + length, 0);
      return ask(root, files, (calls) => calls.open(groups));
    },
    async stat(root, path) {
      const { paths, answers } = questions.get(root) ?? questionsOf(root);
      const index = paths.push(path) - 1;
      return (await answers)?.[index] ?? null;
    },
    async list(root, path, onFound) {
      let isOver = false;
      const isWhole = await ask(root, 0, (calls, worker) =>
        calls.list(path, (names) => {
          if (isOver) return; // it was on its way when the worker failed
          worker.add(names.files.length + names.folders.length);
          onFound(names);
        }),
      );
      isOver = true;
      return isWhole === true;
    },
  };
}
