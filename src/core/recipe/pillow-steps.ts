import type { Recipe } from './recipe.ts';

/** The version that rows are byte-identical to. */
export const PILLOW_VERSION = '12.3.0';

/** Whether the rows of this recipe are Pillow's; under `canvas` they are the browser's. */
export function isPillowRecipe({ decode }: Pick<Recipe, 'decode'>): boolean {
  return decode !== 'canvas';
}

/** The Pillow statements of each option, in the order in which they run. */
const STATEMENTS: Readonly<Record<keyof Recipe, (recipe: Recipe) => readonly string[]>> = {
  decode: (recipe) => (recipe.decode === 'turbo' ? [draft(recipe)] : []),
  orientation: ({ orientation }) =>
    orientation === 'apply' ? ['im = ImageOps.exif_transpose(im)'] : [],
  mode: ({ mode, alpha }) =>
    alpha === 'drop'
      ? [`im = im.convert("${mode}")`]
      : [
          'im = im.convert("RGBA")',
          `ground = Image.new("RGBA", im.size, "${alpha}")`,
          `im = Image.alpha_composite(ground, im).convert("${mode}")`,
        ],
  // an argument of the conversion
  alpha: () => [],
  fit: (recipe) => [`im = ${scaling(recipe)}`],
  // arguments of the scaling
  width: () => [],
  height: () => [],
  resample: () => [],
  pad: () => [],
};

/**
 * The meaning of a recipe: the Pillow statements that turn `im`, an image as `Image.open` returns it,
 * into an image of the row's mode and size. Only those that the recipe needs.
 */
export function pillowSteps(recipe: Recipe): readonly string[] {
  return Object.values(STATEMENTS).flatMap((statementsOf) => statementsOf(recipe));
}

/** `from PIL import ...`, with the modules that `pillowSteps` needs. */
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

function draft(recipe: Recipe): string {
  return `im.draft("${recipe.mode === 'L' ? 'L' : 'RGB'}", ${sizeOf(recipe)})`;
}

function sizeOf({ width, height }: Recipe): string {
  return `(${width}, ${height})`;
}
