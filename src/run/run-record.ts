import type { BrowserProbe } from '../core/browser-probe.ts';
import type { FileStats } from '../core/plan/file-stats.ts';
import type { RunPlan } from '../core/plan/plan.ts';
import type { RunHead, RunSums } from '../core/plan/stored-run.ts';
import type { SlotOutcome } from '../core/verdict.ts';
import type { RowStorage } from '../pool/wire/sink.ts';
import type { RunProgress } from './run-progress.ts';

/** All that is known of a run, and the open sink that has its rows. */
export interface RunRecord<Source, Folder, Sink> {
  readonly head: RunHead;
  readonly plan: RunPlan<Source>;
  readonly stats: FileStats;
  /** One for the life of the run: two records with the same one are of the same run. */
  readonly progress: RunProgress;
  readonly sink: Sink;
  readonly storage: RowStorage;
  readonly sums: RunSums;
  readonly probe: BrowserProbe | null;
  /** Slots that were with a worker when a tab crashed. */
  readonly suspects: readonly number[];
  /** Outcomes that are not in the journal yet. */
  readonly uncommitted: readonly SlotOutcome[];
  /** A stored run has the paths of its files only, until its folder is found again. */
  readonly hasFiles: boolean;
  /** The one folder that all files are in, if there is a handle of it. */
  readonly folder: Folder | null;
}
