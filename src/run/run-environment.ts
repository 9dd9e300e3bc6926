import type { FileStat } from '../core/plan/file-stat.ts';
import type { FileStats } from '../core/plan/file-stats.ts';
import type { Listing, RunPlan } from '../core/plan/plan.ts';
import type { StoredRun } from '../core/plan/stored-run.ts';
import type { RunParameters } from '../core/recipe/recipe-parameters.ts';
import type { Situation } from './run-machine.ts';
import type { ProgressView } from './run-progress.ts';
import type { RunSink } from './run-sink.ts';

/** A folder's files, and how they were found. */
export interface FolderListing<Source, Folder> extends Listing<Source> {
  /** A picker and an input leave files out without saying so; a drop lists them all. */
  readonly via: 'drop' | 'input' | 'picker' | 'samples';
  /** The folder that all paths are below, if there is one and it has a handle; never rejects. */
  readonly root: Promise<Folder | null>;
}

/** What a run is made of. */
export interface PlannedFiles<Source, Folder> extends Pick<
  FolderListing<Source, Folder>,
  'via' | 'root'
> {
  readonly plan: RunPlan<Source>;
  readonly stats: FileStats;
  readonly listMs: number;
}

/** The files of a stored run, found again, with the run's own parameters. */
export interface AttachedFiles<Source, Folder> {
  readonly planned: PlannedFiles<Source, Folder>;
  /** The sum of the sizes that are known. */
  readonly knownBytes: number;
  readonly parameters: RunParameters;
}

/** An estimate, in bytes. */
export interface StorageSpace {
  readonly usedBytes: number;
  readonly freeBytes: number;
}

/** What is shown of runs. Pixels are never in it. */
export interface RunView extends Situation {
  /** How far the run is; null if there is none. */
  readonly progress: ProgressView | null;
  /** Runs on this disk, the latest first, without the current one; null until they are known. */
  readonly storedRuns: readonly StoredRun[] | null;
  readonly space: StorageSpace | null;
}

/**
 * All that a run needs of the place that it runs in. `Source` leads to a file's bytes, `Folder` is a
 * handle of a folder, `Sink` keeps the rows.
 */
export interface RunEnvironment<Source, Folder, Sink extends RunSink> {
  readonly userAgent: string;
  /** The version of pixelpool that the receipt names. */
  readonly version: string;
  show(changed: Partial<RunView>): void;
  /** What Start starts; null if nothing is planned. */
  nextRun(): {
    readonly planned: PlannedFiles<Source, Folder>;
    readonly parameters: RunParameters;
  } | null;
  /** The files of a stored run take the place of what was planned. */
  onAttached(attached: AttachedFiles<Source, Folder>): void;
  spawnSink(): Sink;
  /** A name that no other run has. */
  newRunId(): string;
  statFile(source: Source): Promise<FileStat>;
  /** Leads to a file's bytes as they are now, whatever was opened before; null if nothing does. */
  reopenSource(folder: Folder | null, path: string, source: Source | null): Promise<Source | null>;
  /** Whether the folder has no such file; false if nobody can tell. */
  isGone(folder: Folder, path: string): Promise<boolean>;
  /** Lists a folder, showing the count; null if that fails, which it says itself. */
  listFolder(folder: Folder): Promise<FolderListing<Source, Folder> | null>;
  saveFolder(runId: string, folder: Folder): Promise<void>;
  savedFolder(runId: string): Promise<Folder | null>;
  deleteFolder(runId: string): Promise<void>;
  isReadable(folder: Folder): Promise<boolean>;
  /** Asks the user whether the folder may be read, if need be. */
  askToRead(folder: Folder): Promise<boolean>;
  /** Marks the run if the page is closed in order; returns the release. */
  markCleanExit(runId: string): () => void;
  wasCleanExit(runId: string): boolean;
  clearCleanExit(runId: string): void;
  /** Keeps the machine from going to sleep; returns the release. */
  keepAwake(): () => void;
  askToPersist(): Promise<void>;
  /** Null if the browser does not say. */
  askSpace(): Promise<StorageSpace | null>;
}
