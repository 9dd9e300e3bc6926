import type { DraftScale } from '../core/recipe/draft.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ResampleJob } from '../kernel/resample/resample-job.ts';
import type { PixelLayout } from '../kernel/resample/pixel-layout.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { Transposition } from '../formats/exif/orientation.ts';
import type { ImageHeader } from '../formats/sniff.ts';
import type { Failure, Warning } from '../core/verdict.ts';

/** Pixels as stored, not rotated. The receiver calls `close` when done. */
export interface DecodedPixels {
  readonly kind: 'pixels';
  readonly layout: PixelLayout;
  readonly width: number;
  readonly height: number;
  /** 1 for the image's own size, else that of a draft at 1/scale. */
  readonly scale: DraftScale;
  readonly decodeMs: number;
  /** Whether the decoder found damage, which Pillow may decode differently. */
  readonly isDamaged: boolean;
  /** For the user of the row, although the pixels are Pillow's. */
  readonly warning: Warning | null;
  /** What Pillow's `exif_transpose` does, if the decoder can read metadata that are compressed. */
  readonly transposition?: Transposition;
  /** Writes whole rows to the front of `target`, which has room for them, and may have more. */
  copyRows(firstRow: number, rows: number, target: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): void;
}

/**
 * An image that is decoded only while its row is made, in the kernel's own memory, so that its pixels
 * never exist as a whole. Its row can be made more than once.
 */
export interface DeferredImage {
  readonly kind: 'deferred';
  readonly layout: PixelLayout;
  /** Size as decoded, not rotated. */
  readonly width: number;
  readonly height: number;
  /** As of DecodedPixels. */
  readonly scale: DraftScale;
  readonly isDamaged: false;
  /** The whole file, which is kept as it is. */
  readonly bytes: Uint8Array;
  /**
   * Decodes the image and makes its row: `row` receives height × width × channels uint8, unless there is a
   * failure. Without a job there is only a verdict. Throws KernelMemoryError if it is too large.
   */
  makeRow(kernel: Kernel, job: ResampleJob | null, row: Uint8Array): DeferredRow;
}

export interface DeferredRow {
  readonly failure: Failure | null;
  readonly decodeMs: number;
  readonly resampleMs: number;
}

/** Pixels that a decoder has already scaled to the row's size: RGBA, not premultiplied. */
export interface ScaledPixels {
  readonly kind: 'scaled-rgba';
  /** The recipe's height × width × 4. */
  readonly rgba: Uint8ClampedArray;
  /** Size of the image as stored. */
  readonly width: number;
  readonly height: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
}

export interface DecodeFailure {
  readonly kind: 'failed';
  readonly failure: Failure;
}

export type Decoded = DecodedPixels | DeferredImage | ScaledPixels | DecodeFailure;

/**
 * Decodes files to pixels. The failure of an image is a value; `decode` rejects only if the file is not
 * to blame, for example if the decoder itself could not be loaded.
 */
export interface Decoder {
  /** The manifest's `decoder`. */
  readonly name: string;
  /** How it would decode such a file under the recipe. */
  accepts(header: ImageHeader, recipe: Recipe): Acceptance;
  /** May change `bytes`, which are the whole file. */
  decode(bytes: Uint8Array<ArrayBuffer>, header: ImageHeader, recipe: Recipe): Promise<Decoded>;
}

/** How a decoder decodes a kind of file: to Pillow's very pixels, to similar ones, or not at all. */
export type Acceptance = 'exact' | 'approximate' | 'no';
