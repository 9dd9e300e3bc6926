import { expect, test } from 'vitest';
import { arrayShape, shapeText } from '../../../src/core/output/array-shape.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';

test('M4 the shape is written as NumPy prints it', () => {
  const shape = arrayShape(7, { ...DEFAULT_RECIPE, width: 32, height: 48 });
  expect(shape).toEqual([7, 48, 32, 3]);
  expect(shapeText(shape)).toBe('(7, 48, 32, 3)');
});
