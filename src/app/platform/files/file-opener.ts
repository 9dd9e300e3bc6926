import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { FoundNames } from '../../../core/plan/read-folder.ts';
import type { OpenedPack } from '../../../pool/wire/open.ts';
import { createOpenLane, type OpenLane, type OpenWorker } from './open-lane.ts';
import { nextTask } from '../../../run/run-in-slices.ts';

/** Opens files below a folder, each group of paths as one pack; null where that is not possible now. */
export type OpenByHandle = (
  root: FileSystemDirectoryHandle,
  groups: readonly (readonly string[])[],
) => Promise<readonly OpenedPack<Blob>[] | null>;

/** Has workers list and open files below a folder. It is never needed: the page can do each of these. */
export interface FileOpener {
  readonly open: OpenByHandle;
  /** Size and time of last change; null where the file does not open so. */
  stat(root: FileSystemDirectoryHandle, path: string): Promise<FileStat | null>;
  /** Gives the names in a folder; false where they were not read to their end. */
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
export function createFileOpener(spawn: () => OpenWorker): FileOpener {
  const lanes = new Map<FileSystemDirectoryHandle, OpenLane>();
  const questions = new Map<FileSystemDirectoryHandle, Questions>();
  const seen = new WeakSet<FileSystemDirectoryHandle>();
  let failures = 0;

  function startLane(root: FileSystemDirectoryHandle): OpenLane {
    const lane = createOpenLane(root, spawn(), {
      onFailure: () => {
        failures += 1;
      },
      onRetired: () => {
        if (lanes.get(root) === lane) lanes.delete(root);
      },
    });
    return lane;
  }

  function laneFor(root: FileSystemDirectoryHandle): OpenLane | null {
    if (!seen.has(root)) {
      seen.add(root);
      failures = 0; // what hindered workers may be over
    }
    const there = lanes.get(root);
    if (there !== undefined && !there.isFull) return there;
    there?.retire();
    if (failures >= MAX_FAILURES) return null;
    try {
      const lane = startLane(root);
      lanes.set(root, lane);
      return lane;
    } catch {
      failures += 1; // an engine may refuse a worker at once
      return null;
    }
  }

  /**
   * Asks a worker, which opens `files` files for it; null where it fails, or none is there. `heard` is
   * for signs of life, with the files that it had handles of since the last.
   */
  async function ask<T>(
    root: FileSystemDirectoryHandle,
    files: number,
    call: (worker: OpenWorker, heard: (files: number) => void) => Promise<T>,
  ): Promise<T | null> {
    const lane = laneFor(root);
    if (lane === null) return null;
    lane.add(files);
    const answer = await lane.ask((worker, heard) =>
      call(worker, (more) => {
        heard();
        lane.add(more);
      }),
    );
    if (answer !== null) failures = 0;
    return answer;
  }

  function questionsOf(root: FileSystemDirectoryHandle): Questions {
    const paths: string[] = [];
    // who asks many things in turn waits for a task of its own before each: those come first
    const answers = nextTask().then(() => {
      questions.delete(root);
      return ask(root, paths.length, (worker) => worker.stat(paths));
    });
    const asked = { paths, answers };
    questions.set(root, asked);
    return asked;
  }

  return {
    open(root, groups) {
      const files = groups.reduce((sum, { length }) => sum + length, 0);
      return ask(root, files, (worker) => worker.open(groups));
    },
    async stat(root, path) {
      const { paths, answers } = questions.get(root) ?? questionsOf(root);
      const index = paths.push(path) - 1;
      return (await answers)?.[index] ?? null;
    },
    async list(root, path, onFound) {
      let isOver = false;
      const isWhole = await ask(root, 0, (worker, heard) =>
        worker.list(path, (names) => {
          if (isOver) return; // it was on its way when the worker failed
          heard(names.files.length + names.folders.length);
          onFound(names);
        }),
      );
      isOver = true;
      return isWhole === true;
    },
  };
}
