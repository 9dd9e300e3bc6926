import { describe, expect, test } from 'vitest';
import { arrayShape, pythonThatLoads, shapeText } from '../../src/core/receipt.ts';
import { DEFAULT_RECIPE } from '../../src/core/recipe.ts';

describe('the Python that loads the array', () => {
  test('M4 names the file, and has the shape as NumPy prints it', () => {
    const shape = arrayShape(7, { ...DEFAULT_RECIPE, width: 32, height: 48 });
    expect(shape).toEqual([7, 48, 32, 3]);
    expect(shapeText(shape)).toBe('(7, 48, 32, 3)');
    expect(pythonThatLoads('photos.npy', shape)).toBe(
      'import numpy as np\nimages = np.load("photos.npy")  # (7, 48, 32, 3) uint8',
    );
  });

  test.each([
    ['quote".npy', '"quote\\".npy"'],
    ["it's.npy", '"it\'s.npy"'],
    ['back\\slash.npy', '"back\\\\slash.npy"'],
    ['new\nline.npy', '"new\\nline.npy"'],
    ['日本.npy', '"日本.npy"'],
  ])('M4 %j is written as a Python string', (name, literal) => {
    expect(pythonThatLoads(name, [1, 1, 1, 3])).toContain(`np.load(${literal})`);
  });
});
