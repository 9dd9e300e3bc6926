import { channelsOf, type Recipe } from '../recipe/recipe.ts';

/** Rows of one channel have no axis for it, as NumPy has none for an image of mode L. */
export type ArrayShape = readonly [rows: number, ...RowShape];

export type RowShape =
  | readonly [height: number, width: number]
  | readonly [height: number, width: number, channels: number];

export function arrayShape(rows: number, recipe: Recipe): ArrayShape {
  return [rows, ...rowShape(recipe)];
}

export function rowShape(recipe: Pick<Recipe, 'width' | 'height' | 'mode'>): RowShape {
  const { width, height } = recipe;
  const channels = channelsOf(recipe);
  return channels === 1 ? [height, width] : [height, width, channels];
}

/** `(7, 64, 64, 3)`, as NumPy prints it; `(7,)` of one axis. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape.join('')},)` : `(${shape.join(', ')})`;
}
