import { superviseCalls, type WorkerThread } from '../../../pool/supervise-calls.ts';
import type { OpenCalls } from '../../../pool/wire/open.ts';

/** A worker that lists and opens files. */
export type OpenWorker = OpenCalls<FileSystemDirectoryHandle, Blob>;

export interface FolderWorker {
  /** Whether it accepts calls: it is not retired and has not opened too many files. */
  readonly isOpen: boolean;
  /** Counts files that it opened or listed, because it holds handles of them. */
  add(files: number): void;
  /** Resolves to the worker's answer, or null if the worker fails. */
  ask<T>(call: (worker: OpenWorker) => Promise<T>): Promise<T | null>;
  /** Accepts no more calls; terminates the worker after its last answer. */
  retire(): void;
}

/**
 * A worker is replaced after this many files. Each file leaves a handle with a pipe to the browser
 * process. Ending the worker frees all of them at once; on the page they would be left to the
 * garbage collector, which takes about 10 µs for each, in one task.
 */
const MAX_FILES = 8192;
/** An idle worker is terminated after this time, which frees its handles. */
const IDLE_MS = 2000;
/** Much shorter than an image's deadline, because the page can do the same without a worker. */
const ANSWER = { ms: 5000 };

export function createFolderWorker(
  root: FileSystemDirectoryHandle,
  spawn: () => WorkerThread<OpenWorker>,
  onFailure: () => void,
): FolderWorker {
  const worker = superviseCalls(spawn, {
    deadlines: { begin: ANSWER, list: ANSWER, stat: ANSWER, open: ANSWER },
    clocks: 'shared',
    isRejectionDeath: true,
  });
  let files = 0;
  let pending = 0;
  let isRetired = false;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function retire(): void {
    clearTimeout(idle);
    isRetired = true;
    if (pending === 0) worker.dismiss('It is no longer needed.');
  }

  function onDeath(): void {
    onFailure();
    retire();
  }

  const begun = worker.calls.begin(root);
  begun.catch(() => undefined); // reported by onDeath
  if (worker.death === null) worker.onDeath(onDeath);
  else onDeath();
  return {
    get isOpen() {
      return !isRetired && files < MAX_FILES;
    },
    add(count) {
      files += count;
    },
    async ask(call) {
      clearTimeout(idle);
      pending += 1;
      try {
        await begun;
        return await call(worker.calls);
      } catch {
        return null;
      } finally {
        pending -= 1;
        if (pending === 0 && isRetired) retire();
        else if (pending === 0) idle = setTimeout(retire, IDLE_MS);
      }
    },
    retire,
  };
}
