import type { BrowserFacts } from '../../core/browser-facts.ts';
import type { ChosenFile } from '../../core/choose-samples.ts';
import type { VerdictCounts } from '../../core/manifest.ts';
import type { RunPlan } from '../../core/plan.ts';
import type { Receipt } from '../../core/receipt.ts';
import type { RowDifferences } from '../../core/row-differences.ts';
import type { RunParameters } from '../../core/recipe-parameters.ts';
import type { SurveyCounts } from '../../core/survey.ts';
import type { FailureCode, ImageFacts, Verdict, WarningCode } from '../../core/verdict.ts';
import type { Comparison } from '../../pool/compare-workers.ts';
import type { DecodeTimes } from '../../pool/wire.ts';
import type { FileSource } from '../platform/file-source.ts';
import type { FileStats, Measured } from './file-stats.ts';

/** A file that failed, or has a row to look twice at. */
export interface Finding {
  readonly path: string;
  readonly verdict: 'warned' | 'failed';
  readonly code: FailureCode | WarningCode;
  readonly detail: string;
}

/** What the page shows of a run. Pixels are never in here. */
export interface RunView {
  readonly status: 'running' | 'stopping' | 'finished' | 'stopped' | 'broken';
  /** Why the run gave up, where it did. */
  readonly reason: string | null;
  readonly total: number;
  readonly done: number;
  readonly elapsedMs: number;
  /** Grows in place while the run goes on; `findingCount` says that it did. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
}

/** What can be downloaded after a run. */
export interface ResultView {
  readonly counts: VerdictCounts;
  readonly receipt: Receipt;
  readonly arrayBytes: number;
}

export interface ComparisonView {
  readonly status: 'running' | 'finished' | 'stopped' | 'broken';
  readonly phase: 'warm-up' | 'one' | 'many';
  readonly done: number;
  readonly images: number;
  readonly workers: number;
  readonly comparison: Comparison | null;
  readonly reason: string | null;
}

/** A file of the plan, as it is and as its row; the pictures themselves are never in here. */
export interface PreviewPair {
  readonly id: number;
  readonly path: string;
  readonly chosen: ChosenFile;
  /** What a run would make of it; null until that is known. */
  readonly outcome: (Verdict & ImageFacts) | null;
  /** Whether there is a picture of the image as it is stored. */
  readonly hasSource: boolean;
  /** Under `decode: turbo`, what `exact` makes of it. */
  readonly exact: ExactBeside | null;
  /** How long it takes either way, once that was measured. */
  readonly times: DecodeTimes | null;
}

/** The row of `exact` beside one of `turbo`. */
export interface ExactBeside {
  readonly hasRow: boolean;
  /** Null where one of the two rows is missing. */
  readonly differences: RowDifferences | null;
}

/** What is seen of the plan's files before a run. */
export interface LookView {
  readonly counts: SurveyCounts;
  /** Files that there are to look at. */
  readonly files: number;
  readonly pairs: readonly PreviewPair[];
  /** Whether a row that is shown is not yet what the choices make of it. */
  readonly isBehind: boolean;
  /** Whether times of `decode: turbo` are still being measured. */
  readonly isTiming: boolean;
  /** Why nothing can be looked at, where that is so. */
  readonly trouble: string | null;
}

export interface PlanView {
  readonly plan: RunPlan<FileSource>;
  readonly listMs: number;
  /** What is known of the files by now; grows in place behind `measured`. */
  readonly stats: FileStats;
  readonly measured: Measured;
}

export interface SessionState {
  readonly cores: number;
  readonly userAgent: string;
  readonly maxWorkers: number;
  readonly parameters: RunParameters;
  /** Sentences about what was asked for and could not be done. */
  readonly notices: readonly string[];
  /** Files found so far while a folder is being listed; null when none is. */
  readonly listing: number | null;
  readonly planned: PlanView | null;
  readonly look: LookView | null;
  /** Null until somebody asks; neither facts nor trouble while they are waited for. */
  readonly about: { readonly facts?: BrowserFacts; readonly trouble?: string } | null;
  readonly sampleSize: number;
  readonly run: RunView | null;
  readonly result: ResultView | null;
  readonly comparison: ComparisonView | null;
}

/** Whether workers are busy: nothing else may begin then. */
export function isBusy({ run, comparison }: Pick<SessionState, 'run' | 'comparison'>): boolean {
  return isGoing(run) || comparison?.status === 'running';
}

export function isGoing(run: RunView | null): boolean {
  return run?.status === 'running' || run?.status === 'stopping';
}
