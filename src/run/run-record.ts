import type { Exclusions } from '../core/exclusion/exclusions.ts';
import type { FileStats } from '../core/plan/file-stats.ts';
import type { RunPlan } from '../core/plan/plan.ts';
import type { RunHead, RunSums } from '../core/plan/stored-run.ts';
import type { SlotOutcome } from '../core/verdict.ts';
import type { RowStorage } from '../pool/wire/sink.ts';
import type { RunProgress } from './run-progress.ts';

/** Everything that is known about a run, and the open sink that stores its rows. */
export interface RunRecord<Source, Folder, Sink> {
  readonly head: RunHead;
  readonly plan: RunPlan<Source>;
  readonly stats: FileStats;
  /** Never replaced during a run: records with the same one belong to the same run. */
  readonly progress: RunProgress;
  /** Like `progress`; changes in place. */
  readonly exclusions: Exclusions;
  readonly sink: Sink;
  readonly storage: RowStorage;
  readonly sums: RunSums;
  /** Slots that were in a worker when a tab crashed. */
  readonly suspects: readonly number[];
  /** Outcomes that are not in the journal yet. */
  readonly uncommitted: readonly SlotOutcome[];
  /** A stored run has only the paths of its files until its folder is found again. */
  readonly hasFiles: boolean;
  /** The handle of the folder that contains all files, if there is one. */
  readonly folder: Folder | null;
}
