import type { BrowserFacts } from '../../core/browser-facts.ts';
import type { ChosenFile } from '../../formats/choose-samples.ts';
import type { VerdictCounts } from '../../core/output/outcome-summary.ts';
import type { RunPlan } from '../../core/plan/plan.ts';
import type { Receipt } from '../../core/output/receipt.ts';
import type { RowDifferences } from '../../core/row-differences.ts';
import type { RunParameters } from '../../core/recipe/recipe-parameters.ts';
import type { SurveyCounts } from '../../formats/survey.ts';
import type { StoredRun } from '../../core/plan/stored-run.ts';
import type { FailureCode, ImageFacts, Verdict, WarningCode } from '../../core/verdict.ts';
import type { Comparison } from '../../pool/compare-workers.ts';
import type { Blocker } from '../../pool/wire/blocker.ts';
import type { DecodeTimes } from '../../pool/wire/preview.ts';
import type { RowStorage } from '../../pool/wire/sink.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { StorageSpace } from '../platform/storage-space.ts';
import type { FolderListing } from '../platform/files/list-folder.ts';
import type { FileStats } from '../../core/plan/file-stats.ts';
import type { Measured } from './plan/measure-files.ts';

/** A file that failed, or has a row to look twice at. */
export interface Finding {
  readonly path: string;
  readonly verdict: 'warned' | 'failed';
  readonly code: FailureCode | WarningCode;
  readonly detail: string;
}

/** What the page shows of a run. Pixels are never in here. */
export interface RunView {
  /** `broken`: its rows are gone. A run that is paused or stopped can be gone on with. */
  readonly status:
    'running' | 'pausing' | 'stopping' | 'paused' | 'stopped' | 'finished' | 'broken';
  /** What made it pause; null where the user did. */
  readonly pausedBy: PauseCause | null;
  /** Why it paused by itself, or broke: a sentence. */
  readonly reason: string | null;
  /** Where its rows are; null while that is being found out. */
  readonly storage: RowStorage | null;
  readonly total: number;
  readonly done: number;
  readonly elapsedMs: number;
  /** Grows in place while the run goes on; `findingCount` says that it did. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
}

/**
 * What makes a run pause by itself: something in the way of every image; workers that die one after the
 * other; files that are out of reach until their folder is dropped again.
 */
export type PauseCause = Blocker['kind'] | 'workers' | 'folder';

/** A run that waits for its folder: dropping or choosing it goes on. */
export interface AwaitedFolder {
  readonly runId: string;
  /** The folder's name, or `images` where several things were dropped together. */
  readonly name: string;
  /** What happens then: the rest of the run, or its failed images once more. */
  readonly purpose: 'go-on' | 'retry';
  /** Images that are waiting. */
  readonly images: number;
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

export interface PlanView extends Pick<FolderListing, 'via' | 'root'> {
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
  /** Runs that this browser keeps, the latest first, without the one at hand; null: not known yet. */
  readonly storedRuns: readonly StoredRun[] | null;
  readonly awaited: AwaitedFolder | null;
  /** Whether a stored run is being opened. */
  readonly isOpening: boolean;
  /** Null where the browser does not say. */
  readonly space: StorageSpace | null;
  /** Whether the browser lets the user pick a file to write the array to. */
  readonly canSaveAs: boolean;
  /** How far the array is written to a file that was picked, in bytes; null when none is. */
  readonly saving: { readonly bytes: number; readonly total: number } | null;
}

/** Whether a run or a comparison is under way, opened, or rests: nothing else may begin then. */
export function isBusy(state: Pick<SessionState, 'run' | 'comparison' | 'isOpening'>): boolean {
  const { run, comparison, isOpening } = state;
  const isResting = run?.status === 'paused';
  return isOpening || isGoing(run) || isResting || comparison?.status === 'running';
}

export function isGoing(run: RunView | null): boolean {
  const status = run?.status;
  return status === 'running' || status === 'pausing' || status === 'stopping';
}
