import type { HiddenFolders } from '../plan/ignored-files.ts';
import type { VerdictCounts } from './outcome-summary.ts';
import type { FailedRows } from '../recipe/recipe-parameters.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { ArrayShape } from './array-shape.ts';
import type { FormId } from './forms.ts';
import type { Normaliser } from './normalisation.ts';
import type { Output } from './output.ts';

/** Milliseconds, summed over all images, except listMs and wallMs, which are elapsed time. */
export interface RunTimings {
  readonly listMs: number;
  /** From the dispatch of the first batch until the last row is stored. */
  readonly wallMs: number;
  readonly readMs: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly writeMs: number;
}

/** How the array was saved, if not as the stored rows in NAME.npy. */
export interface SavedAs extends Output {
  readonly form: FormId;
  /** Of the saved array, whose type is `dtype`. */
  readonly shape: readonly number[];
  /** What was subtracted and divided by, of each channel; null if nothing. */
  readonly normaliser: Normaliser | null;
}

/** The contents of NAME.recipe.json: enough to make the array again, and to know its origin. */
export interface Receipt {
  readonly pixelpool: string;
  readonly name: string;
  readonly shape: ArrayShape;
  readonly dtype: 'uint8';
  readonly recipe: Recipe;
  readonly failed: FailedRows;
  /** Whether images in hidden folders were part of the plan. */
  readonly hidden: HiddenFolders;
  readonly counts: VerdictCounts;
  /** Files by failure or warning code. */
  readonly codes: Readonly<Record<string, number>>;
  /** Whether every file has a verdict. False if the run was stopped or gave up. */
  readonly isComplete: boolean;
  readonly workers: number;
  readonly timings: RunTimings;
  /** Rows by the decoder that made them. */
  readonly decoders: Readonly<Record<string, number>>;
  readonly approximateRows: number;
  readonly userAgent: string;
  /** What was made of the rows when they were saved; it is missing if they were saved as they are stored. */
  readonly saved?: SavedAs;
  /** A script that makes the array again; under `canvas` one that loads it. */
  readonly python: string;
}
