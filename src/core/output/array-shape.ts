import { channelsOf, type Recipe } from '../recipe/recipe.ts';

export type ArrayShape = readonly [rows: number, height: number, width: number, channels: number];

export function arrayShape(rows: number, recipe: Recipe): ArrayShape {
  return [rows, ...rowShape(recipe)];
}

export function rowShape(
  recipe: Recipe,
): readonly [height: number, width: number, channels: number] {
  return [recipe.height, recipe.width, channelsOf(recipe)];
}

/** `(7, 64, 64, 3)`, as NumPy prints it; `(7,)` of one axis. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape.join('')},)` : `(${shape.join(', ')})`;
}
