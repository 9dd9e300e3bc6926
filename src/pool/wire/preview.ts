// One image shown before a run: plain data between the page and a decode worker.
import type { Recipe } from '../../core/recipe/recipe.ts';
import type { RowDifferences } from '../../core/row-differences.ts';
import type { ImageFacts, Verdict } from '../../core/verdict.ts';

/** The part of an ImageBitmap that is needed here. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** One image to show both as stored and as its row. */
export interface PreviewRequest<Bytes> {
  /** Identifies the file, so that a worker finds its cached pixels. */
  readonly id: number;
  readonly bytes: Bytes;
  readonly recipe: Recipe;
  /** The image's pixel count from its header, which decides how long the preview may take. */
  readonly pixels: number;
  /** Whether to include the image as stored, which does not depend on the recipe. */
  readonly wantsSource: boolean;
  /** Whether to return the times of `exact` and `turbo` instead of pictures. */
  readonly wantsTimes?: boolean;
}

/** How long it takes to decode and resample one file on its own, in milliseconds. */
export interface DecodeTimes {
  readonly exactMs: number;
  readonly turboMs: number;
}

/** The row with `decode: exact`, to compare with the row of `decode: turbo`. */
export interface ExactRow<Drawn extends Picture = Picture> {
  readonly row: Drawn | null;
  /** Null if one of the two rows is missing. */
  readonly differences: RowDifferences | null;
}

/** The result a run would have for a file. The receiver must draw or close the pictures. */
export interface Preview<Drawn extends Picture = Picture> {
  readonly outcome: Verdict & ImageFacts;
  /** The row as an opaque picture; null if there is no row. */
  readonly row: Drawn | null;
  /** The image as stored, scaled down, with its alpha; null if not requested, or not available. */
  readonly source: Drawn | null;
  /** Present only with `decode: turbo`. */
  readonly exact?: ExactRow<Drawn>;
  /** Present if requested and there is a row; there are then no pictures. */
  readonly times?: DecodeTimes;
}
