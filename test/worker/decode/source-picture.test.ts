import { describe, expect, it } from 'vitest';

import { sourceRecipe } from '../../../src/worker/decode/source-picture.ts';

describe('sourceRecipe', () => {
  it('A5 keeps the proportions of an image, and leaves small ones as they are', () => {
    const sideOf = (width: number, height: number) => {
      const recipe = sourceRecipe(width, height, false);
      return [recipe.width, recipe.height, recipe.orientation, recipe.fit];
    };
    expect(sideOf(4000, 3000)).toEqual([256, 192, 'ignore', 'stretch']);
    expect(sideOf(300, 9000)).toEqual([9, 256, 'ignore', 'stretch']);
    expect(sideOf(30_000, 10)).toEqual([256, 1, 'ignore', 'stretch']);
    expect(sideOf(16, 12)).toEqual([16, 12, 'ignore', 'stretch']);
  });
});
