import type { BrowserProbe } from '../browser-probe.ts';
import type { VerdictCounts } from './outcome-summary.ts';
import type { FailedRows } from '../recipe/recipe-parameters.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { ArrayShape } from './array-shape.ts';

/** Summed over all images, except listMs and wallMs, which are times on a clock. Milliseconds. */
export interface RunTimings {
  readonly listMs: number;
  /** From the first batch's dispatch to the last row's being stored. */
  readonly wallMs: number;
  readonly readMs: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly writeMs: number;
}

/** What NAME.recipe.json says: enough to make the array again, and to know what made it. */
export interface Receipt {
  readonly pixelpool: string;
  readonly name: string;
  readonly shape: ArrayShape;
  readonly dtype: 'uint8';
  readonly recipe: Recipe;
  readonly failed: FailedRows;
  readonly counts: VerdictCounts;
  /** Files by failure or warning code. */
  readonly codes: Readonly<Record<string, number>>;
  /** Whether every file has its verdict: not so where the user stopped the run, or it gave up. */
  readonly isComplete: boolean;
  readonly workers: number;
  readonly timings: RunTimings;
  /** Rows by the decoder that made them. */
  readonly decoders: Readonly<Record<string, number>>;
  readonly approximateRows: number;
  readonly userAgent: string;
  /** What was found about the browser's own decoders before the run; null where it did not begin. */
  readonly probe: BrowserProbe | null;
  /** A script that makes the array again; under `canvas` one that loads it. */
  readonly python: string;
}
