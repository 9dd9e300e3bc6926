import { DEFAULT_RECIPE, rowBytesOf, type Colour, type Recipe } from '../../core/recipe/recipe.ts';
import type { KernelKeeper } from '../../kernel/kernel-keeper.ts';
import { finishRow, type DecodedImage } from '../../pipeline/make-row.ts';

/** Twice the longer side at which sources are shown, for screens of two pixels a unit. */
const SOURCE_SIDE = 256;

/** The recipe that makes a small picture of an image as it is stored, in its own proportions. */
export function sourceRecipe(width: number, height: number, alpha: Recipe['alpha']): Recipe {
  const scale = Math.min(1, SOURCE_SIDE / Math.max(width, height));
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * scale));
  return { ...DEFAULT_RECIPE, width: side(width), height: side(height), resample: 'box', alpha };
}

/** Pixels to RGBA of the recipe's size, with their alpha; null if they make no row. */
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
 * RGBA of what was composited over black and over white: where the two differ by d, alpha is 255 -
 * d. The kernel makes no alpha of its own, because no row has any. Of a row alone it is opaque.
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
