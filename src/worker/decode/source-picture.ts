import { channelsOf, DEFAULT_RECIPE, rowBytesOf, type Recipe } from '../../core/recipe/recipe.ts';
import { rowToRgba } from '../../core/row-pixels.ts';
import type { KernelKeeper } from '../../kernel/kernel-keeper.ts';
import { finishRow, type DecodedImage } from '../../pipeline/make-row.ts';

/** Twice the longer side of a source as shown, for screens with two device pixels per CSS pixel. */
const SOURCE_SIDE = 256;

/** The recipe for a small picture of the image as stored, with its aspect ratio and its transparency. */
export function sourceRecipe(width: number, height: number, isTransparent: boolean): Recipe {
  const scale = Math.min(1, SOURCE_SIDE / Math.max(width, height));
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * scale));
  return {
    ...DEFAULT_RECIPE,
    width: side(width),
    height: side(height),
    mode: isTransparent ? 'RGBA' : 'RGB',
    resample: 'box',
  };
}

/** Converts an image to RGBA of the recipe's size, with alpha; null if it makes no row. */
export async function drawSource(
  image: DecodedImage,
  recipe: Recipe,
  kernels: KernelKeeper,
): Promise<ImageData | null> {
  const { width, height } = recipe;
  const row = new Uint8Array(rowBytesOf(recipe));
  const { outcome } = await finishRow(image, recipe, kernels, row);
  if (outcome.verdict === 'failed') return null;
  const rgba = new Uint8ClampedArray(width * height * 4);
  rowToRgba(row, channelsOf(recipe), rgba);
  return new ImageData(rgba, width, height);
}
