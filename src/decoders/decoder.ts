import type { Recipe } from '../core/recipe.ts';
import type { ImageHeader } from '../core/sniff.ts';
import type { Failure } from '../core/verdict.ts';

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

export type Decoded = ScaledPixels | { readonly kind: 'failed'; readonly failure: Failure };

/** One way from a file's bytes to pixels. The failure of an image is a value; it never rejects. */
export interface Decoder {
  /** The manifest's `decoder`. */
  readonly name: string;
  /** Whether its rows may differ from Pillow's. */
  readonly isApproximate: boolean;
  canDecode(header: ImageHeader, recipe: Recipe): boolean;
  /** May change `bytes`, which are the whole file. */
  decode(bytes: Uint8Array<ArrayBuffer>, header: ImageHeader, recipe: Recipe): Promise<Decoded>;
}
