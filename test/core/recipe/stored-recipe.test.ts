import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { readStoredRecipe } from '../../../src/core/recipe/stored-recipe.ts';

const OWN: Recipe = {
  width: 17,
  height: 5,
  decode: 'turbo',
  mode: 'L',
  resample: 'lanczos',
  fit: 'contain',
  alpha: '#ff8000',
  orientation: 'apply',
  pad: '#808080',
};

describe('readStoredRecipe', () => {
  test.each([DEFAULT_RECIPE, OWN])('J1 a recipe can be read back', (recipe) => {
    const stored: object = JSON.parse(JSON.stringify(recipe));
    expect(readStoredRecipe(stored)).toEqual(recipe);
  });

  test('J1 a recipe with an unknown option is refused: its rows may mean something else', () => {
    expect(readStoredRecipe({ ...OWN, sharpen: true })).toBeNull();
  });

  test('J1 a run from before there were modes has rows in RGB', () => {
    const { mode: _mode, ...stored } = OWN;
    expect(readStoredRecipe(stored)).toEqual({ ...OWN, mode: 'RGB' });
  });

  test.each(Object.keys(OWN).filter((name) => name !== 'mode'))(
    'J1 a recipe without %s is refused',
    (name) => {
      const stored = Object.entries(OWN).filter(([other]) => other !== name);
      expect(readStoredRecipe(Object.fromEntries(stored))).toBeNull();
    },
  );

  test.each([
    { width: 0 },
    { width: '17' },
    { height: null },
    { decode: 'EXACT' },
    { mode: 'l' },
    { mode: 'RGBA' }, // over a colour
    { resample: 'mitchell' },
    { alpha: 'ff8000' },
    { pad: 'drop' },
  ])('J1 a recipe with %j is refused', (changed) => {
    expect(readStoredRecipe({ ...OWN, ...changed })).toBeNull();
  });
});
