import type { Recipe } from './recipe.ts';
import type { ImageFacts } from '../verdict.ts';

/** The width and height of an image, divided by those of its draft. */
export type DraftScale = 1 | 2 | 4 | 8;

/**
 * The scale at which a JPEG of width × height (as stored) is decoded under `turbo`, as
 * `im.draft(mode, size)` of Pillow 12.3.0 chooses it: the largest that leaves both sides at least as
 * long as the recipe's. The orientation has no influence. 1 under the other decode modes.
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

/** The size of a draft, rounded up: its last pixels may cover fewer of the image's. */
export function draftSize(
  width: number,
  height: number,
  scale: DraftScale,
): { readonly width: number; readonly height: number } {
  return { width: Math.ceil(width / scale), height: Math.ceil(height / scale) };
}

/** The scale of an image: 1 unless it is a JPEG of known size, as only JPEGs have drafts. */
export function draftScaleOf(
  recipe: Pick<Recipe, 'decode' | 'width' | 'height'>,
  image: Pick<ImageFacts, 'format' | 'width' | 'height'>,
): DraftScale {
  return image.format === 'jpeg' ? draftScale(recipe, image.width ?? 0, image.height ?? 0) : 1;
}
