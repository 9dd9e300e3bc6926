// One image shown before a run: plain data between the page and a decode worker.
import type { Recipe } from '../../core/recipe/recipe.ts';
import type { RowDifferences } from '../../core/row-differences.ts';
import type { ImageFacts, Verdict } from '../../core/verdict.ts';

/** What can be drawn: an ImageBitmap, of which no more than this is needed here. */
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
  /** Of the image, as its header says: they are what takes time. */
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

/** What `decode: exact` makes of a file, beside its row of `decode: turbo`. */
export interface ExactRow<Drawn extends Picture = Picture> {
  readonly row: Drawn | null;
  /** Null where one of the two rows is missing. */
  readonly differences: RowDifferences | null;
}

/** What a run would make of a file; whoever gets the pictures draws or closes them. */
export interface Preview<Drawn extends Picture = Picture> {
  readonly outcome: Verdict & ImageFacts;
  /** The row's very bytes, opaque; null where there is no row. */
  readonly row: Drawn | null;
  /** The image as stored, small, with its alpha; null where it was not asked for, or is none. */
  readonly source: Drawn | null;
  /** There under `decode: turbo` alone. */
  readonly exact?: ExactRow<Drawn>;
  /** There where they were asked for, and there is a row; then there are no pictures. */
  readonly times?: DecodeTimes;
}
