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

/** One image to be shown as it is and as its row. */
export interface PreviewRequest<Bytes> {
  /** The file's own number, by which a worker knows the pixels that it has kept of it. */
  readonly id: number;
  readonly bytes: Bytes;
  readonly recipe: Recipe;
  /** Pixels of the image, by its header: they decide how long the preview may take. */
  readonly pixels: number;
  /** Whether the image as it is stored is wanted too: that does not depend on the recipe. */
  readonly wantsSource: boolean;
  /** Whether, instead of pictures, the times of `exact` and `turbo` are wanted. */
  readonly wantsTimes?: boolean;
}

/** How long a file's decoding and resampling take, one image at a time, in milliseconds. */
export interface DecodeTimes {
  readonly exactMs: number;
  readonly turboMs: number;
}

/** The row under `decode: exact`, beside the row under `decode: turbo`. */
export interface ExactRow<Drawn extends Picture = Picture> {
  readonly row: Drawn | null;
  /** Null if one of the two rows is missing. */
  readonly differences: RowDifferences | null;
}

/** The result that a run would have for a file. The receiver draws or closes the pictures. */
export interface Preview<Drawn extends Picture = Picture> {
  readonly outcome: Verdict & ImageFacts;
  /** The bytes of the row, opaque; null if there is no row. */
  readonly row: Drawn | null;
  /** The stored image, small, with its alpha; null if it was not asked for, or is no image. */
  readonly source: Drawn | null;
  /** There under `decode: turbo` alone. */
  readonly exact?: ExactRow<Drawn>;
  /** Present if they were asked for and there is a row; then there are no pictures. */
  readonly times?: DecodeTimes;
}
