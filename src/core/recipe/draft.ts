import type { Recipe } from './recipe.ts';
import type { ImageFacts } from '../verdict.ts';

/** One pixel of a draft stands for this many of the image's, across and down. */
export type DraftScale = 1 | 2 | 4 | 8;

/**
 * By how much a JPEG of width × height, as stored, is made smaller while it is decoded: what
 * `im.draft("RGB", size)` of Pillow 12.3.0 chooses, so that both sides stay as long as the
 * recipe's, or longer. 1 under any decode mode but `turbo`. How the file is turned does not matter.
 */
export function draftScale(
  recipe: Pick<Recipe, 'decode' | 'width' | 'height'>,
  width: number,
  height: number,
): DraftScale {
  if (recipe.decode !== 'turbo') return 1;
  const most = Math.min(Math.floor(width / recipe.width), Math.floor(height / recipe.height));
  if (most >= 8) return 8;
  if (most >= 4) return 4;
  return most >= 2 ? 2 : 1;
}

/** The size of a draft: a last pixel may stand for fewer than the others. */
export function draftSize(
  width: number,
  height: number,
  scale: DraftScale,
): { readonly width: number; readonly height: number } {
  return { width: Math.ceil(width / scale), height: Math.ceil(height / scale) };
}

/**
 * The scale of an image of which this is known: a JPEG's, as only JPEGs are drafted. 1 where its
 * size is not known.
 */
export function draftScaleOf(
  recipe: Pick<Recipe, 'decode' | 'width' | 'height'>,
  image: Pick<ImageFacts, 'format' | 'width' | 'height'>,
): DraftScale {
  return image.format === 'jpeg' ? draftScale(recipe, image.width ?? 0, image.height ?? 0) : 1;
}
