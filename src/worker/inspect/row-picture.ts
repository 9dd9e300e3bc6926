import type { Recipe } from '../../core/recipe/recipe.ts';

/** An RGB row as an opaque picture. */
export function pictureOf(
  row: Uint8Array,
  { width, height }: Pick<Recipe, 'width' | 'height'>,
): Promise<ImageBitmap> {
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; from < row.length; from += 3, to += 4) {
    image.data[to] = row[from] ?? 0;
    image.data[to + 1] = row[from + 1] ?? 0;
    image.data[to + 2] = row[from + 2] ?? 0;
    image.data[to + 3] = 255;
  }
  return createImageBitmap(image);
}
