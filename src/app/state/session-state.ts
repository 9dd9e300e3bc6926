import type { BrowserFacts } from '../../core/browser-facts.ts';
import type { RunParameters } from '../../core/recipe/recipe-parameters.ts';
import type { RowDifferences } from '../../core/row-differences.ts';
import type { ImageFacts, Verdict } from '../../core/verdict.ts';
import type { ChosenFile } from '../../formats/choose-samples.ts';
import type { SurveyCounts } from '../../formats/survey.ts';
import type { Comparison } from '../../pool/compare-workers.ts';
import type { DecodeTimes } from '../../pool/wire/preview.ts';
import type { PlannedFiles, RunView } from '../../run/run-environment.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { Measured } from './plan/measure-files.ts';

export interface ComparisonView {
  readonly status: 'running' | 'finished' | 'stopped' | 'broken';
  readonly phase: 'warm-up' | 'one' | 'many';
  readonly done: number;
  readonly images: number;
  readonly workers: number;
  readonly comparison: Comparison | null;
  readonly reason: string | null;
}

/** A file of the plan, as it is and as its row. The pictures themselves are never in here. */
export interface PreviewPair {
  readonly id: number;
  readonly path: string;
  readonly chosen: ChosenFile;
  /** The outcome that a run would have; null until it is known. */
  readonly outcome: (Verdict & ImageFacts) | null;
  /** Whether there is a picture of the image as it is stored. */
  readonly hasSource: boolean;
  /** Under `decode: turbo`, the row of `exact`. */
  readonly exact: ExactBeside | null;
  /** How long either takes, once that was measured. */
  readonly times: DecodeTimes | null;
}

/** The row of `exact` beside one of `turbo`. */
export interface ExactBeside {
  readonly hasRow: boolean;
  /** Null if one of the two rows is missing. */
  readonly differences: RowDifferences | null;
}

/** A preview of the plan's files before a run. */
export interface PreviewView {
  readonly counts: SurveyCounts;
  /** Files that can be previewed. */
  readonly files: number;
  readonly pairs: readonly PreviewPair[];
  /** Whether a row that is shown was made with earlier choices. */
  readonly isBehind: boolean;
  /** Whether times of `decode: turbo` are still being measured. */
  readonly isTiming: boolean;
  /** Why there is no preview; null if there is one. */
  readonly reason: string | null;
}

/** What is planned, and how much of it is known. */
export interface PlanView extends PlannedFiles<FileSource, FileSystemDirectoryHandle> {
  /** Its sizes grow in place in `stats`; then this changes. */
  readonly measured: Measured;
}

export interface SessionState extends RunView {
  readonly cores: number;
  readonly userAgent: string;
  readonly maxWorkers: number;
  readonly parameters: RunParameters;
  /** Files found so far while a folder is being listed; null when none is. */
  readonly listing: number | null;
  readonly planned: PlanView | null;
  readonly preview: PreviewView | null;
  /** Null until somebody asks; neither facts nor a reason while the answer is awaited. */
  readonly about: { readonly facts?: BrowserFacts; readonly reason?: string } | null;
  readonly sampleSize: number;
  readonly comparison: ComparisonView | null;
  /** Whether the browser lets the user pick a file to write the array to. */
  readonly canSaveAs: boolean;
}
