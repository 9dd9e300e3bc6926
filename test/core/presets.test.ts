import { describe, expect, test } from 'vitest';
import { presetOf, PRESETS, withPreset } from '../../src/core/presets.ts';
import { DEFAULT_RECIPE, READY_DECODE_MODES, type Recipe } from '../../src/core/recipe.ts';

/** Differs from every preset in every field. */
const OWN: Recipe = {
  width: 17,
  height: 5,
  decode: 'turbo',
  resample: 'lanczos',
  fit: 'contain',
  alpha: '#ff8000',
  orientation: 'apply',
  pad: '#808080',
};

describe('presets', () => {
  test('U5 the page opens with the first: what Pillow does by itself', () => {
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

  test('U5 no preset asks for a way of decoding that is not there', () => {
    for (const { choices } of PRESETS) expect(READY_DECODE_MODES).toContain(choices.decode);
  });

  const { width: _width, height: _height, pad: _pad, ...others } = OWN;
  test.each(Object.entries(others))('U5 with %s=%s it is your own', (field, value) => {
    expect(presetOf({ ...DEFAULT_RECIPE, [field]: value })).toBeNull();
  });

  test('U5 the pad colour makes no recipe your own where there are no bars', () => {
    expect(presetOf({ ...DEFAULT_RECIPE, pad: '#808080' })).toBe('Pillow today');
    expect(presetOf({ ...DEFAULT_RECIPE, pad: '#808080', fit: 'contain' })).toBeNull();
  });
});
