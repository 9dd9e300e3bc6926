// The contract between the command line's main thread and its decode threads.
import type { Recipe } from '../../core/recipe/recipe.ts';
import type { BatchReport } from '../../pool/wire/batch.ts';
import type { WorkerEvents } from '../../pool/wire/decode.ts';

/** Everything that a decode thread is started with. */
export interface ThreadSetup {
  /** Compiled once, for all threads. */
  readonly kernel: WebAssembly.Module;
  /** Where the codecs' modules are, as a path that ends in a separator. */
  readonly codecFolder: string;
  /** An Int32 that is 1 once batches have to end early: a thread that decodes hears no messages. */
  readonly stopFlag: SharedArrayBuffer;
}

/** Where a run reads and writes. */
export interface RunPaths {
  /** Paths of files are below it: '' or ending in a separator. */
  readonly root: string;
  readonly rowsPath: string;
}

/** Files by their slots, and their paths below the root. */
export interface PathBatch {
  readonly slots: readonly number[];
  readonly paths: readonly string[];
}

/** With the bytes that were read. */
export interface ThreadReport extends BatchReport {
  readonly bytes: number;
}

/** The calls of a decode thread. A rejection means a bug, never a bad image. */
export interface ThreadCalls {
  begin(recipe: Recipe, paths: RunPaths, events: WorkerEvents): Promise<void>;
  /** Makes the rows of these files, and writes them at their place before it resolves. */
  decode(batch: PathBatch): Promise<ThreadReport>;
}
