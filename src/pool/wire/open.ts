// The contract between the page and the worker that lists and opens files.
import type { FileStat } from '../../core/plan/file-stat.ts';
import type { FoundNames } from '../../core/plan/read-folder.ts';

/** Files that were opened together, their bytes concatenated. */
export interface OpenedBundle<Bytes> {
  readonly bytes: Bytes;
  /** One for each requested path; null if the file did not open, and so has no bytes here. */
  readonly stats: readonly (FileStat | null)[];
}

/** The calls of a worker that lists and opens the files in one folder tree. */
export interface OpenCalls<Folder, Bytes> {
  /** Must be called first. */
  begin(root: Folder): Promise<void>;
  /**
   * Lists the names in the folder at this path; '' is the root. Awaits `onFound` for each chunk of
   * names. Resolves with false if the folder cannot be read to its end.
   */
  list(path: string, onFound: (names: FoundNames) => void): Promise<boolean>;
  /** Size and modification time of the files at these paths; null for a file that did not open. */
  stat(paths: readonly string[]): Promise<readonly (FileStat | null)[]>;
  /** Opens the files at these paths, each group as one bundle. */
  open(groups: readonly (readonly string[])[]): Promise<readonly OpenedBundle<Bytes>[]>;
}
