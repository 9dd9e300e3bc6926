import { describe, expect, test } from 'vitest';
import { presetOf, PRESETS, withPreset, withTurbo } from '../../../src/core/recipe/presets.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';

/** Differs from every preset in every field except `decode`. */
const OWN: Recipe = {
  width: 17,
  height: 5,
  decode: 'exact',
  mode: 'RGBA',
  resample: 'lanczos',
  fit: 'contain',
  alpha: '#ff8000',
  orientation: 'apply',
  pad: '#808080',
};

describe('presets', () => {
  test('U5 the page opens with the first, which is Pillow’s default', () => {
    expect(PRESETS.map(({ name }) => name)).toEqual([
      'Pillow today',
      'Talk 2019',
      'Browser canvas',
    ]);
    expect(presetOf(DEFAULT_RECIPE)).toBe('Pillow today');
  });

  test.each<[name: (typeof PRESETS)[number]['name'], differs: Partial<Recipe>]>([
    ['Pillow today', {}],
    ['Talk 2019', { resample: 'nearest' }],
    ['Browser canvas', { decode: 'canvas' }],
  ])('U5 %s sets every field but the size, and is known again', (name, differs) => {
    const recipe = withPreset(OWN, name);
    expect(recipe).toEqual({ ...DEFAULT_RECIPE, ...differs, width: 17, height: 5 });
    expect(presetOf(recipe)).toBe(name);
  });

  test.each(['Pillow today', 'Talk 2019'] as const)('U5 turbo goes with %s', (name) => {
    const recipe = withPreset({ ...OWN, decode: 'turbo' }, name);
    expect(recipe).toEqual({ ...withPreset(OWN, name), decode: 'turbo' });
    expect(presetOf(recipe)).toBe(name);
    expect(withTurbo(recipe, false)).toEqual(withPreset(OWN, name));
    expect(withTurbo(withPreset(OWN, name), true)).toEqual(recipe);
  });

  test('U5 turbo does not go with the browser’s canvas', () => {
    const recipe = withPreset({ ...OWN, decode: 'turbo' }, 'Browser canvas');
    expect(recipe.decode).toBe('canvas');
    expect(withTurbo(recipe, true)).toEqual(recipe);
    expect(withTurbo(recipe, false)).toEqual(recipe);
    expect(withPreset(recipe, 'Pillow today').decode).toBe('exact');
  });

  const { width: _width, height: _height, pad: _pad, decode: _decode, ...others } = OWN;
  test.each(Object.entries(others))('U5 with %s=%s a recipe is your own', (field, value) => {
    expect(presetOf({ ...DEFAULT_RECIPE, [field]: value })).toBeNull();
  });

  test('U5 the canvas with other choices is your own', () => {
    expect(presetOf({ ...DEFAULT_RECIPE, decode: 'canvas', resample: 'nearest' })).toBeNull();
  });

  test('U5 without bars, the pad colour does not make a recipe your own', () => {
    expect(presetOf({ ...DEFAULT_RECIPE, pad: '#808080' })).toBe('Pillow today');
    expect(presetOf({ ...DEFAULT_RECIPE, pad: '#808080', fit: 'contain' })).toBeNull();
  });
});
