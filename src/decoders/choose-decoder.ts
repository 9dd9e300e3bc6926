import type { Recipe } from '../core/recipe.ts';
import type { ImageHeader } from '../core/sniff.ts';
import type { Decoder } from './decoder.ts';

/** The first of the decoders, in their order of preference, that takes this format and recipe. */
export function chooseDecoder(
  decoders: readonly Decoder[],
  header: ImageHeader,
  recipe: Recipe,
): Decoder | null {
  return decoders.find((decoder) => decoder.canDecode(header, recipe)) ?? null;
}
