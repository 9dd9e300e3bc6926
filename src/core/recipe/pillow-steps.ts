import type { Recipe } from './recipe.ts';

/** The version that rows are byte-identical to. */
export const PILLOW_VERSION = '12.3.0';

/** Whether Pillow makes the rows of this recipe; under `canvas` the browser has a say. */
export function isPillowRecipe({ decode }: Pick<Recipe, 'decode'>): boolean {
  return decode !== 'canvas';
}

/**
 * What a recipe means to Pillow: the statements that turn `im`, an image as `Image.open` gives it,
 * into an RGB image of the row's size. Only what the recipe needs; the order is part of its meaning.
 */
export function pillowSteps(recipe: Recipe): readonly string[] {
  const { decode, orientation, alpha } = recipe;
  return [
    ...(decode === 'turbo' ? [`im.draft("RGB", ${sizeOf(recipe)})`] : []),
    ...(orientation === 'apply' ? ['im = ImageOps.exif_transpose(im)'] : []),
    ...(alpha === 'drop'
      ? ['im = im.convert("RGB")']
      : [
          'im = im.convert("RGBA")',
          `ground = Image.new("RGBA", im.size, "${alpha}")`,
          'im = Image.alpha_composite(ground, im).convert("RGB")',
        ]),
    `im = ${scaling(recipe)}`,
  ];
}

/** `from PIL import ...`, with what `pillowSteps` needs. */
export function pillowImport(recipe: Recipe): string {
  const hasImageOps = pillowSteps(recipe).some((step) => step.includes('ImageOps.'));
  return `from PIL import Image${hasImageOps ? ', ImageOps' : ''}`;
}

function scaling(recipe: Recipe): string {
  const size = sizeOf(recipe);
  const filter = `Image.Resampling.${recipe.resample.toUpperCase()}`;
  switch (recipe.fit) {
    case 'stretch':
      return `im.resize(${size}, ${filter})`;
    case 'cover':
      return `ImageOps.fit(im, ${size}, ${filter})`;
    case 'contain':
      return `ImageOps.pad(im, ${size}, ${filter}, color="${recipe.pad}")`;
  }
}

function sizeOf({ width, height }: Recipe): string {
  return `(${width}, ${height})`;
}
