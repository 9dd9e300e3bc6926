import { channelsOf, type Recipe } from '../../core/recipe/recipe.ts';
import { rowToRgba } from '../../core/row-pixels.ts';

/** A row as a picture. */
export function pictureOf(
  row: Uint8Array,
  recipe: Pick<Recipe, 'width' | 'height' | 'mode'>,
): Promise<ImageBitmap> {
  const image = new ImageData(recipe.width, recipe.height);
  rowToRgba(row, channelsOf(recipe), image.data);
  return createImageBitmap(image);
}
