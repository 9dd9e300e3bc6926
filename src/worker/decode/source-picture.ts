import { DEFAULT_RECIPE, rowBytesOf, type Colour, type Recipe } from '../../core/recipe/recipe.ts';
import type { KernelKeeper } from '../../kernel/kernel-keeper.ts';
import { finishRow, type DecodedImage } from '../../pipeline/make-row.ts';

/** Twice the longer side of a source as shown, for screens with two device pixels per CSS pixel. */
const SOURCE_SIDE = 256;

/** The recipe for a small picture of the image as stored, with its aspect ratio. */
export function sourceRecipe(width: number, height: number, alpha: Recipe['alpha']): Recipe {
  const scale = Math.min(1, SOURCE_SIDE / Math.max(width, height));
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * scale));
  return { ...DEFAULT_RECIPE, width: side(width), height: side(height), resample: 'box', alpha };
}

/** Converts an image to RGBA of the recipe's size, with alpha; null if it makes no row. */
export async function drawSource(
  lend: () => DecodedImage,
  recipe: Recipe,
  kernels: KernelKeeper,
): Promise<ImageData | null> {
  const { width, height } = recipe;
  const image = lend();
  if ('pixels' in image && image.pixels.kind === 'scaled-rgba') {
    return new ImageData(Uint8ClampedArray.from(image.pixels.rgba), width, height);
  }
  const over = async (alpha: Colour): Promise<Uint8Array | null> => {
    const row = new Uint8Array(rowBytesOf(recipe));
    const { outcome } = await finishRow(lend(), { ...recipe, alpha }, kernels, row);
    return outcome.verdict === 'failed' ? null : row;
  };
  const overBlack = await over('#000000');
  if (overBlack === null) return null;
  const overWhite = recipe.alpha === 'drop' ? overBlack : await over('#ffffff');
  return overWhite === null ? null : new ImageData(rgbaOf(overBlack, overWhite), width, height);
}

/**
 * Recovers RGBA from an image composited over black and over white: a difference of d means an
 * alpha of 255 - d. The kernel itself produces no alpha, because rows have none. One row alone is
 * opaque.
 */
export function rgbaOf(
  overBlack: Uint8Array,
  overWhite: Uint8Array = overBlack,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((overBlack.length / 3) * 4);
  for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
    const green = overBlack[from + 1] ?? 0;
    const alpha = 255 - Math.max(0, (overWhite[from + 1] ?? 0) - green);
    const scale = alpha === 0 ? 0 : 255 / alpha;
    rgba[to] = (overBlack[from] ?? 0) * scale;
    rgba[to + 1] = green * scale;
    rgba[to + 2] = (overBlack[from + 2] ?? 0) * scale;
    rgba[to + 3] = alpha;
  }
  return rgba;
}
