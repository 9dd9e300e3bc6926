// The contract between the page and the worker that lists and opens files.
import type { FileStat } from '../../core/plan/file-stat.ts';
import type { FoundNames } from '../../core/plan/read-folder.ts';

/** Files that were opened together: the bytes of one after the other's. */
export interface OpenedBundle<Bytes> {
  readonly bytes: Bytes;
  /** One for each path that was asked for; null: it did not open, and has no bytes here. */
  readonly stats: readonly (FileStat | null)[];
}

/** The calls of a worker that lists and opens the files below one folder. */
export interface OpenCalls<Folder, Bytes> {
  /** Call it first. */
  begin(root: Folder): Promise<void>;
  /**
   * Reads the names in the folder at this path; '' is the one above all. Waits for `onFound` to be
   * done with each piece. False if it cannot be read to its end.
   */
  list(path: string, onFound: (names: FoundNames) => void): Promise<boolean>;
  /** Size and time of last change of the files at these paths; null: it did not open. */
  stat(paths: readonly string[]): Promise<readonly (FileStat | null)[]>;
  /** Opens the files at these paths below the folder, each group of them as one bundle. */
  open(groups: readonly (readonly string[])[]): Promise<readonly OpenedBundle<Bytes>[]>;
}
