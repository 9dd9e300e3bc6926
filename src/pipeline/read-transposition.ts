import { transpositionOf, UPRIGHT, type Transposition } from '../formats/exif/orientation.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { ImageHeader } from '../formats/sniff.ts';

/**
 * What the recipe's orientation does to a file, as far as its bytes say. Under `canvas` it refuses none:
 * the browser's own rows are compared with nothing.
 */
export function readTransposition(
  bytes: Uint8Array,
  { format }: ImageHeader,
  { orientation, decode }: Recipe,
): Transposition {
  if (orientation !== 'apply') return UPRIGHT;
  const transposition = transpositionOf(bytes, format);
  return decode === 'canvas' ? { ...transposition, failure: null } : transposition;
}
