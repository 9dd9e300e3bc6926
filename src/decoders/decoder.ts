import type { DraftScale } from '../core/recipe/draft.ts';
import type { PixelLayout } from '../kernel/resample/pixel-layout.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { ImageHeader } from '../formats/sniff.ts';
import type { Failure, Warning } from '../core/verdict.ts';

/** Pixels as they are stored, not turned; whoever gets them calls `close` when done. */
export interface DecodedPixels {
  readonly kind: 'pixels';
  readonly layout: PixelLayout;
  readonly width: number;
  readonly height: number;
  /** 1: they have the image's own size; else that of its draft at 1/scale. */
  readonly scale: DraftScale;
  readonly decodeMs: number;
  /** Whether the decoder saw damage, of which Pillow may make something else. */
  readonly isDamaged: boolean;
  /** What the row's user should know of the pixels, though they are Pillow's. */
  readonly warning: Warning | null;
  /**
   * Writes whole rows into the front of `target`, which holds at least `layoutBytes` of them. Of
   * layouts with chroma planes of half height, `firstRow` is even, and so is `rows` unless they are
   * the image's last.
   */
  copyRows(firstRow: number, rows: number, target: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): void;
}

/** Pixels that a decoder has already brought to the row's size: RGBA, not premultiplied. */
export interface ScaledPixels {
  readonly kind: 'scaled-rgba';
  /** height × width × 4 of the recipe. */
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

export type Decoded = DecodedPixels | ScaledPixels | DecodeFailure;

/**
 * One way from a file's bytes to pixels. The failure of an image is a value; `decode` rejects only
 * where no file is to blame: the decoder itself could not be loaded, say.
 */
export interface Decoder {
  /** The manifest's `decoder`. */
  readonly name: string;
  /** What it makes of such a file under the recipe. */
  accepts(header: ImageHeader, recipe: Recipe): Acceptance;
  /** May change `bytes`, which are the whole file. */
  decode(bytes: Uint8Array<ArrayBuffer>, header: ImageHeader, recipe: Recipe): Promise<Decoded>;
}

/** What a decoder makes of a kind of file: Pillow's very pixels, similar ones, or nothing. */
export type Acceptance = 'exact' | 'approximate' | 'no';
