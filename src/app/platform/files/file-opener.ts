import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { FoundNames } from '../../../core/plan/read-folder.ts';
import type { OpenedBundle } from '../../../pool/wire/open.ts';
import type { WorkerThread } from '../../../pool/supervise-calls.ts';
import { createFolderWorker, type FolderWorker, type OpenWorker } from './folder-worker.ts';
import { nextTask } from '../../../run/run-in-slices.ts';

/** Opens files below a folder, each group of paths as one bundle; null if no worker can do it. */
export type OpenByHandle = (
  root: FileSystemDirectoryHandle,
  groups: readonly (readonly string[])[],
) => Promise<readonly OpenedBundle<Blob>[] | null>;

/** Lists and opens files below a folder in workers. The page can do the same without them. */
export interface FileOpener {
  readonly open: OpenByHandle;
  /** Size and time of last change; null if no worker can open the file. */
  stat(root: FileSystemDirectoryHandle, path: string): Promise<FileStat | null>;
  /** Reports the names in a folder; false if it could not be read to its end. */
  list(
    root: FileSystemDirectoryHandle,
    path: string,
    onFound: (names: FoundNames) => void,
  ): Promise<boolean>;
}

/** After this many consecutive failures no more workers are started for a folder. */
const MAX_FAILURES = 2;

/** Stat requests of one task, sent to a worker together. */
interface Questions {
  readonly paths: string[];
  readonly answers: Promise<readonly (FileStat | null)[] | null>;
}

/** Uses one worker per folder, replaced from time to time. A worker that fails costs no file. */
export function createFileOpener(spawn: () => WorkerThread<OpenWorker>): FileOpener {
  const workers = new WeakMap<FileSystemDirectoryHandle, FolderWorker>();
  const questions = new Map<FileSystemDirectoryHandle, Questions>();
  const seen = new WeakSet<FileSystemDirectoryHandle>();
  let failures = 0;

  function workerFor(root: FileSystemDirectoryHandle): FolderWorker | null {
    if (!seen.has(root)) {
      seen.add(root);
      failures = 0; // the cause may be gone
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

  /** Calls a worker, which opens `files` files for it; null if it fails or there is none. */
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
    // one task later, so that concurrent callers have added their paths by then
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
          if (isOver) return; // a late message of a worker that failed
          worker.add(names.files.length + names.folders.length);
          onFound(names);
        }),
      );
      isOver = true;
      return isWhole === true;
    },
  };
}
