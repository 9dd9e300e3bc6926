import { watchSilence, type SilenceWatch } from '../../../pool/watch-silence.ts';
import type { OpenCalls } from '../../../pool/wire/open.ts';

/** A worker that lists and opens files. */
export interface OpenWorker extends OpenCalls<FileSystemDirectoryHandle, Blob> {
  onDeath(listener: () => void): void;
  terminate(): void;
}

/** What happens to a lane that its owner has to know. */
export interface LaneEvents {
  onFailure(): void;
  /** It takes no more questions. */
  onRetired(): void;
}

/** One worker for one folder, and what is asked of it. */
export interface OpenLane {
  /** Whether it has opened so many files that another one should take its place. */
  readonly isFull: boolean;
  /** Counts files that it opened, or read the names of: it has handles of them. */
  add(files: number): void;
  /** What the worker says; null where it fails. `heard` is for signs of life before the answer. */
  ask<T>(call: (worker: OpenWorker, heard: () => void) => Promise<T>): Promise<T | null>;
  /** Takes no more questions, and ends with the last answer. */
  retire(): void;
}

/**
 * After so many files a worker is replaced. Each leaves a handle with a pipe to the browser's process:
 * they end with the worker, all at once. On the page they would wait for its collector, which takes
 * some 10 µs for each, in one task.
 */
const FILES_A_WORKER = 8192;
/** Without work for so long, a worker is ended: what its handles hold in the browser goes with it. */
const IDLE_MS = 2000;
/** As long as a worker may be silent while it is asked something: much less than an image's deadline. */
const SILENCE_MS = 5000;

export function createOpenLane(
  root: FileSystemDirectoryHandle,
  worker: OpenWorker,
  { onFailure, onRetired }: LaneEvents,
): OpenLane {
  /** Ends the waiting of each question that is unanswered. */
  const waiting = new Set<() => void>();
  let files = 0;
  let isRetired = false;
  let isEnded = false;
  let watch: SilenceWatch | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function retire(): void {
    clearTimeout(idle);
    if (!isRetired) {
      isRetired = true;
      onRetired();
    }
    if (waiting.size > 0 || isEnded) return;
    isEnded = true;
    worker.terminate();
  }

  function fail(): void {
    if (isEnded) return;
    onFailure();
    for (const giveUp of waiting) giveUp();
    waiting.clear();
    retire();
  }

  function rest(): void {
    if (waiting.size > 0) return;
    watch?.stop();
    watch = null;
    clearTimeout(idle);
    if (isRetired) retire();
    else idle = setTimeout(retire, IDLE_MS);
  }

  const begun = worker.begin(root);
  begun.catch(fail);
  worker.onDeath(fail);
  return {
    get isFull() {
      return files >= FILES_A_WORKER;
    },
    add(count) {
      files += count;
    },
    async ask<T>(call: (worker: OpenWorker, heard: () => void) => Promise<T>) {
      clearTimeout(idle);
      const hears = (watch ??= watchSilence(() => SILENCE_MS, fail));
      const answer = await new Promise<T | null>((resolve) => {
        const settle = (found: T | null): void => {
          waiting.delete(giveUp);
          hears.heard();
          resolve(found);
        };
        const giveUp = (): void => settle(null);
        waiting.add(giveUp);
        begun.then(() => call(worker, hears.heard)).then(settle, fail);
      });
      rest();
      return answer;
    },
    retire,
  };
}
