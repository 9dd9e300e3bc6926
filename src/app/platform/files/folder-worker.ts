import { superviseCalls, type WorkerThread } from '../../../pool/supervise-calls.ts';
import type { OpenCalls } from '../../../pool/wire/open.ts';

/** A worker that lists and opens files. */
export type OpenWorker = OpenCalls<FileSystemDirectoryHandle, Blob>;

/** The worker of one folder. */
export interface FolderWorker {
  /** Whether it takes calls: it is neither retired nor has it opened too many files. */
  readonly isOpen: boolean;
  /** Counts files that it opened, or read the names of: it has handles of them. */
  add(files: number): void;
  /** Resolves with the worker's answer; null if the worker fails. */
  ask<T>(call: (worker: OpenWorker) => Promise<T>): Promise<T | null>;
  /** Takes no more calls, and ends the worker with its last answer. */
  retire(): void;
}

/**
 * After this many files a worker is replaced. Each leaves a handle with a pipe to the browser's
 * process: they end with the worker, all at once. On the page they would wait for its collector, which
 * takes some 10 µs for each, in one task.
 */
const MAX_FILES = 8192;
/** An idle worker is ended after this, and the browser's side of its handles with it. */
const IDLE_MS = 2000;
/** Much less than an image's deadline: the page can do the same without a worker. */
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
  begun.catch(() => undefined); // its death says so
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
