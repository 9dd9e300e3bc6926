import type { Recipe } from '../core/recipe/recipe.ts';
import type { ImageHeader } from '../formats/sniff.ts';
import type { Decoder } from './decoder.ts';

export interface ChosenDecoder {
  readonly decoder: Decoder;
  /** Whether its rows may differ from Pillow's. */
  readonly isApproximate: boolean;
}

/**
 * Chooses the first decoder, in order of preference, that decodes such a file to Pillow's very pixels;
 * else the first one that decodes it to similar pixels; else null.
 */
export function chooseDecoder(
  decoders: readonly Decoder[],
  header: ImageHeader,
  recipe: Recipe,
): ChosenDecoder | null {
  let approximate: Decoder | null = null;
  for (const decoder of decoders) {
    const acceptance = decoder.accepts(header, recipe);
    if (acceptance === 'exact') return { decoder, isApproximate: false };
    if (acceptance === 'approximate') approximate ??= decoder;
  }
  return approximate === null ? null : { decoder: approximate, isApproximate: true };
}
