import type { Recipe } from '../core/recipe/recipe.ts';
import type { ImageHeader } from '../formats/sniff.ts';
import type { Decoder } from './decoder.ts';

export interface ChosenDecoder {
  readonly decoder: Decoder;
  /** Whether its rows may differ from Pillow's. */
  readonly isApproximate: boolean;
}

/**
 * The first of the decoders, in their order of preference, that gives Pillow's very pixels of such a
 * file; else the first that gives similar ones; else null.
 */
export function chooseDecoder(
  decoders: readonly Decoder[],
  header: ImageHeader,
  recipe: Recipe,
): ChosenDecoder | null {
  let similar: Decoder | null = null;
  for (const decoder of decoders) {
    const acceptance = decoder.accepts(header, recipe);
    if (acceptance === 'exact') return { decoder, isApproximate: false };
    if (acceptance === 'approximate') similar ??= decoder;
  }
  return similar === null ? null : { decoder: similar, isApproximate: true };
}
