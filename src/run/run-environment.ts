import type { FileStat } from '../core/plan/file-stat.ts';
import type { FileStats } from '../core/plan/file-stats.ts';
import type { Listing, RunPlan } from '../core/plan/plan.ts';
import type { StoredRun } from '../core/plan/stored-run.ts';
import type { QueuedImage } from '../pool/batch-queue.ts';
import type { RunParameters } from '../core/recipe/recipe-parameters.ts';
import type { Situation } from './run-machine.ts';
import type { ProgressView } from './run-progress.ts';
import type { RunSink } from './run-sink.ts';

/** A folder's files, and how they were found. */
export interface FolderListing<Source, Folder> extends Listing<Source> {
  /** A picker and an input silently omit some files; a drop lists them all. */
  readonly via: 'drop' | 'input' | 'picker' | 'samples';
  /** The handle of the folder that contains all paths, or null. Never rejects. */
  readonly root: Promise<Folder | null>;
}

/** A plan, with the facts about its files that a run needs. */
export interface PlannedFiles<Source, Folder> extends Pick<
  FolderListing<Source, Folder>,
  'via' | 'root'
> {
  readonly plan: RunPlan<Source>;
  readonly stats: FileStats;
  readonly listMs: number;
}

/** The files of a stored run, found again, and the parameters of the run. */
export interface AttachedFiles<Source, Folder> {
  readonly planned: PlannedFiles<Source, Folder>;
  /** The sum of the known file sizes. */
  readonly knownBytes: number;
  readonly parameters: RunParameters;
}

/** An estimate, in bytes. */
export interface StorageSpace {
  readonly usedBytes: number;
  readonly freeBytes: number;
}

/** The state of runs that the page shows. It never contains pixels. */
export interface RunView extends Situation {
  /** Null if there is no run. */
  readonly progress: ProgressView | null;
  /** Runs on this disk except the current one, latest first; null until they are known. */
  readonly storedRuns: readonly StoredRun[] | null;
  readonly space: StorageSpace | null;
}

/**
 * Everything that a run needs from its environment. `Source` is a reference to a file's bytes,
 * `Folder` is a handle of a folder, `Sink` stores the rows.
 */
export interface RunEnvironment<Source, Folder, Sink extends RunSink> {
  readonly userAgent: string;
  /** The version of pixelpool that the receipt names. */
  readonly version: string;
  show(changed: Partial<RunView>): void;
  /** The run that Start begins; null if nothing is planned. */
  nextRun(): {
    readonly planned: PlannedFiles<Source, Folder>;
    readonly parameters: RunParameters;
  } | null;
  /** The files of a stored run replace the plan. */
  onAttached(attached: AttachedFiles<Source, Folder>): void;
  spawnSink(): Sink;
  newRunId(): string;
  statFile(source: Source): Promise<FileStat>;
  /**
   * Opens files whose batch comes soon. Size and time of last change of each; null if it was not opened
   * now, for whatever reason. Never rejects.
   */
  openAhead(images: readonly QueuedImage<Source>[]): Promise<readonly (FileStat | null)[]>;
  /** A source for the current bytes of a file, even if it was opened before; null if none. */
  reopenSource(folder: Folder | null, path: string, source: Source | null): Promise<Source | null>;
  /** Whether the folder no longer has this file; false if that is unknown. */
  isGone(folder: Folder, path: string): Promise<boolean>;
  /** Lists a folder and shows the count; null, with a notice, if that fails. */
  listFolder(folder: Folder): Promise<FolderListing<Source, Folder> | null>;
  saveFolder(runId: string, folder: Folder): Promise<void>;
  savedFolder(runId: string): Promise<Folder | null>;
  deleteFolder(runId: string): Promise<void>;
  isReadable(folder: Folder): Promise<boolean>;
  /** Whether the folder may be read; asks the user if necessary. */
  askToRead(folder: Folder): Promise<boolean>;
  /** Marks the run if the page is closed cleanly; returns the release. */
  markCleanExit(runId: string): () => void;
  wasCleanExit(runId: string): boolean;
  clearCleanExit(runId: string): void;
  /** Keeps the machine from going to sleep; returns the release. */
  keepAwake(): () => void;
  askToPersist(): Promise<void>;
  /** Null if the browser does not report it. */
  askSpace(): Promise<StorageSpace | null>;
}
