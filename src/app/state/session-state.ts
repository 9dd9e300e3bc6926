import type { ComparisonReport } from '../../core/comparison/report.ts';
import type { RowFilters } from '../../core/sheet/row-filter.ts';
import type { BrowserFacts } from '../../core/browser-facts.ts';
import type { SaveChoice } from '../../core/output/save-choice.ts';
import type { RunParameters } from '../../core/recipe/recipe-parameters.ts';
import type { RowDifferences } from '../../core/row-differences.ts';
import type { ImageFacts, Verdict } from '../../core/verdict.ts';
import type { ChosenFile } from '../../formats/choose-samples.ts';
import type { SurveyCounts } from '../../formats/survey.ts';
import type { DecodeTimes } from '../../pool/wire/preview.ts';
import type { PlannedFiles, RunView } from '../../run/run-environment.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { RootHandle } from '../platform/files/root-handle.ts';
import type { ComparisonSettings, ComparisonView } from './comparison/comparison-view.ts';
import type { InspectionView } from './inspection/inspection-view.ts';
import type { Measured } from './plan/measure-files.ts';

/** A file of the plan and its row. The pictures themselves are not in the state. */
export interface PreviewPair {
  readonly id: number;
  readonly path: string;
  readonly chosen: ChosenFile;
  /** The outcome that a run would have; null until it is known. */
  readonly outcome: (Verdict & ImageFacts) | null;
  /** Whether there is a picture of the original image. */
  readonly hasSource: boolean;
  /** With `decode: turbo`, the row of `exact` to compare with. */
  readonly exact: ExactBeside | null;
  /** The times of both, once they have been measured. */
  readonly times: DecodeTimes | null;
}

/** The row of `exact` that is shown beside the row of `turbo`. */
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
  /** Whether any row shown was made with an earlier recipe. */
  readonly isBehind: boolean;
  /** Whether `decode: turbo` is still being timed. */
  readonly isTiming: boolean;
  /** The reason if there is no preview, else null. */
  readonly reason: string | null;
}

/** The plan, and how much of it has been measured. */
export interface PlanView extends PlannedFiles<FileSource, RootHandle> {
  /** `stats` grows in place; this changes with it. */
  readonly measured: Measured;
}

export interface SessionState extends RunView {
  readonly cores: number;
  readonly userAgent: string;
  readonly maxWorkers: number;
  readonly parameters: RunParameters;
  /** How the array will be saved. */
  readonly saveChoice: SaveChoice;
  /** Files found so far while a folder is being listed; null when none is. */
  readonly listing: number | null;
  readonly planned: PlanView | null;
  readonly preview: PreviewView | null;
  /** Null until requested; an empty object until the answer arrives. */
  readonly about: { readonly facts?: BrowserFacts; readonly reason?: string } | null;
  readonly comparisonSettings: ComparisonSettings;
  readonly comparison: ComparisonView | null;
  /** A comparison that was saved, by this page or another one, to show beside. */
  readonly savedComparison: ComparisonReport | null;
  /** Null until the rows of a result were looked through. */
  readonly inspection: InspectionView | null;
  /** Filters of the contact sheet; they are shown while their run is open. */
  readonly rowFilters: RowFilters | null;
  /** Whether the browser can write the array to a file that the user picks. */
  readonly canSaveAs: boolean;
}
