import { HIDDEN_FOLDERS } from '../../../src/core/plan/ignored-files.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FAILED_ROWS,
  parseRunParameters,
  runParameterTexts,
  type RunParameters,
} from '../../../src/core/recipe/recipe-parameters.ts';
import {
  alphaConflict,
  DECODE_MODES,
  DEFAULT_RECIPE,
  FITS,
  MAX_SIDE,
  MODES,
  ORIENTATIONS,
  RESAMPLE_FILTERS,
  type Colour,
  type Recipe,
} from '../../../src/core/recipe/recipe.ts';

const WORKERS = { fallback: 4, max: 16 };

function parse(query: string) {
  const address = new URLSearchParams(query);
  return parseRunParameters((name) => address.get(name), WORKERS);
}

const DEFAULTS: RunParameters = {
  recipe: DEFAULT_RECIPE,
  workers: 4,
  failed: 'drop',
  hidden: 'in',
};

function withRecipe(recipe: Partial<Recipe>): RunParameters {
  return { ...DEFAULTS, recipe: { ...DEFAULT_RECIPE, ...recipe } };
}

describe('parseRunParameters', () => {
  test('U1 an address without parameters is the default recipe', () => {
    expect(parse('')).toEqual({ parameters: DEFAULTS, invalid: [] });
    expect(DEFAULT_RECIPE).toEqual({
      mode: 'RGB',
      width: 64,
      height: 64,
      decode: 'exact',
      resample: 'bicubic',
      fit: 'stretch',
      alpha: 'drop',
      orientation: 'ignore',
      pad: '#000000',
    });
  });

  test.each<[query: string, recipe: Partial<Recipe>]>([
    ['width=32', { width: 32 }],
    ['height=1', { height: 1 }],
    ['width=1024&height=7', { width: 1024, height: 7 }],
    ['width=%2032%20', { width: 32 }],
    ['decode=exact', {}],
    ['decode=turbo', { decode: 'turbo' }],
    ['decode=TURBO', { decode: 'turbo' }],
    ['decode=canvas', { decode: 'canvas' }],
    ...RESAMPLE_FILTERS.map((resample): [string, Partial<Recipe>] => [
      `resample=${resample}`,
      { resample },
    ]),
    ['resample=LANCZOS', { resample: 'lanczos' }],
    ...FITS.map((fit): [string, Partial<Recipe>] => [`fit=${fit}`, { fit }]),
    ['fit=Cover', { fit: 'cover' }],
    ['alpha=drop', {}],
    ['alpha=ffffff', { alpha: '#ffffff' }],
    ['alpha=%23ff8000', { alpha: '#ff8000' }],
    ['alpha=FF8000', { alpha: '#ff8000' }],
    ['orientation=apply', { orientation: 'apply' }],
    ['pad=123abc', { pad: '#123abc' }],
    ['pad=%23ABCDEF', { pad: '#abcdef' }],
  ])('U1 reads %s', (query, recipe) => {
    expect(parse(query)).toEqual({ parameters: withRecipe(recipe), invalid: [] });
  });

  test.each([
    ['workers=1', { workers: 1 }],
    ['workers=16', { workers: 16 }],
    ['failed=zero', { failed: 'zero' }],
    ['failed=drop', { failed: 'drop' }],
    ['hidden=out', { hidden: 'out' }],
    ['hidden=IN', { hidden: 'in' }],
  ])('U1 reads %s', (query, choice) => {
    expect(parse(query)).toEqual({ parameters: { ...DEFAULTS, ...choice }, invalid: [] });
  });

  const NO_SIDE = 'is not a whole number from 1 to 1024';
  const NO_COUNT = 'is not a whole number from 1 to 16';
  const NO_PAD = 'is not a colour such as ffffff';
  const NO_ALPHA = 'is neither drop nor a colour such as ffffff';

  test.each([
    ['width', '0', NO_SIDE, '64'],
    ['width', '1025', NO_SIDE, '64'],
    ['width', '-5', NO_SIDE, '64'],
    ['width', '64.5', NO_SIDE, '64'],
    ['width', '1e2', NO_SIDE, '64'],
    ['width', '0x10', NO_SIDE, '64'],
    ['width', 'wide', NO_SIDE, '64'],
    ['width', '', NO_SIDE, '64'],
    ['height', '99999999999999999999', NO_SIDE, '64'],
    ['height', 'NaN', NO_SIDE, '64'],
    ['workers', '0', NO_COUNT, '4'],
    ['workers', '17', NO_COUNT, '4'],
    ['workers', 'all', NO_COUNT, '4'],
    ['decode', 'pillow', 'is not one of exact, turbo, canvas', 'exact'],
    [
      'resample',
      'cubic',
      'is not one of bicubic, nearest, box, bilinear, hamming, lanczos',
      'bicubic',
    ],
    ['fit', 'constructor', 'is not one of stretch, cover, contain', 'stretch'],
    ['orientation', '6', 'is not one of ignore, apply', 'ignore'],
    ['failed', 'keep', 'is not one of drop, zero', 'drop'],
    ['alpha', 'white', NO_ALPHA, 'drop'],
    ['alpha', '#fff', NO_ALPHA, 'drop'],
    ['alpha', '', NO_ALPHA, 'drop'],
    ['pad', 'drop', NO_PAD, '000000'],
    ['pad', 'fffffg', NO_PAD, '000000'],
    ['pad', '##ffffff', NO_PAD, '000000'],
  ])('U2 reports %s=%s, with the default used instead', (name, value, expected, fallback) => {
    const { parameters, invalid } = parse(new URLSearchParams({ [name]: value }).toString());
    const reason = `${name}=${value} ${expected}`;
    expect(invalid).toEqual([{ name, value, reason, fallback }]);
    expect(parameters).toEqual(DEFAULTS);
  });

  test('U2 applies the others beside invalid ones, and reports each invalid one', () => {
    const { parameters, invalid } = parse('width=x&height=32&fit=cover&pad=red&workers=2');
    expect(parameters).toEqual({ ...withRecipe({ height: 32, fit: 'cover' }), workers: 2 });
    expect(invalid.map(({ name }) => name)).toEqual(['width', 'pad']);
  });

  test('U2 ignores parameters that are not its own', () => {
    expect(parse('utm_source=x&Width=7').invalid).toEqual([]);
  });
});

describe('mode', () => {
  test.each([
    ['mode=L', 'L'],
    ['mode=rgba', 'RGBA'],
    ['mode=', 'RGB'],
  ])('U1 %s has rows of mode %s', (query, mode) => {
    expect(parse(query).parameters.recipe.mode).toBe(mode);
  });

  test('U2 a colour under transparency is refused with RGBA, and dropped', () => {
    const { parameters, invalid } = parse('mode=RGBA&alpha=ffffff');
    expect(parameters.recipe).toMatchObject({ mode: 'RGBA', alpha: 'drop' });
    const reason = 'alpha=ffffff does not go with mode=RGBA, whose rows keep their transparency';
    expect(invalid).toEqual([{ name: 'alpha', value: 'ffffff', reason, fallback: 'drop' }]);
  });
});

describe('runParameterTexts', () => {
  test('U1 omits defaults', () => {
    expect(runParameterTexts(DEFAULTS, 4)).toEqual([]);
  });

  test('U1 has the values that differ, colours without #, in the same order for equal recipes', () => {
    const parameters: RunParameters = {
      failed: 'zero',
      hidden: 'out',
      workers: 2,
      recipe: {
        pad: '#ffffff',
        orientation: 'apply',
        alpha: '#00ff00',
        fit: 'contain',
        resample: 'box',
        decode: 'canvas',
        mode: 'L',
        height: 16,
        width: 32,
      },
    };
    expect(runParameterTexts(parameters, 4)).toEqual([
      ['width', '32'],
      ['height', '16'],
      ['decode', 'canvas'],
      ['mode', 'L'],
      ['resample', 'box'],
      ['fit', 'contain'],
      ['alpha', '00ff00'],
      ['orientation', 'apply'],
      ['pad', 'ffffff'],
      ['workers', '2'],
      ['failed', 'zero'],
      ['hidden', 'out'],
    ]);
  });

  test('U1 is the inverse of parseRunParameters, for every recipe', () => {
    const side = fc.integer({ min: 1, max: MAX_SIDE });
    const colour = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value): Colour => `#${value.toString(16).padStart(6, '0')}`);
    const parameters: fc.Arbitrary<RunParameters> = fc.record({
      recipe: fc
        .record({
          width: side,
          height: side,
          decode: fc.constantFrom(...DECODE_MODES),
          mode: fc.constantFrom(...MODES),
          resample: fc.constantFrom(...RESAMPLE_FILTERS),
          fit: fc.constantFrom(...FITS),
          alpha: fc.oneof(fc.constant('drop' as const), colour),
          orientation: fc.constantFrom(...ORIENTATIONS),
          pad: colour,
        })
        .filter((recipe) => alphaConflict(recipe) === null),
      workers: fc.integer({ min: 1, max: WORKERS.max }),
      failed: fc.constantFrom(...FAILED_ROWS),
      hidden: fc.constantFrom(...HIDDEN_FOLDERS),
    });
    fc.assert(
      fc.property(parameters, (chosen) => {
        const texts = runParameterTexts(chosen, WORKERS.fallback);
        const query = new URLSearchParams(
          texts.map(([name, text]): [string, string] => [name, text]),
        );
        expect(parse(query.toString())).toEqual({ parameters: chosen, invalid: [] });
      }),
      { seed: 1 },
    );
  });
});
