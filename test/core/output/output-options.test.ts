import { describe, expect, test } from 'vitest';

import { OUTPUT_NAMES, outputTexts, parseOutput } from '../../../src/core/output/output-options.ts';
import { DEFAULT_OUTPUT, type Output } from '../../../src/core/output/output.ts';
import { OPTION_NAMES } from '../../../src/core/recipe/recipe-options.ts';

function parsed(texts: Readonly<Record<string, string>>): ReturnType<typeof parseOutput> {
  return parseOutput((name) => texts[name] ?? null);
}

describe('parseOutput', () => {
  test('O4 is the inverse of outputTexts', () => {
    const outputs: readonly Output[] = [
      DEFAULT_OUTPUT,
      { ...DEFAULT_OUTPUT, layout: 'nchw' },
      {
        dtype: 'float16',
        layout: 'nchw',
        scale: 'unit',
        normalise: '0.5,0.25,-1/0.5,1,2.125',
      },
      { ...DEFAULT_OUTPUT, dtype: 'float32', normalise: 'data' },
    ];
    for (const output of outputs) {
      expect(parsed(Object.fromEntries(outputTexts(output)))).toEqual({ output, invalid: [] });
    }
    expect(outputTexts(DEFAULT_OUTPUT)).toEqual([]);
  });

  test.each([
    'mean',
    '0.5',
    '0.5,0.5/0.5',
    '0.5/0.5/0.5',
    '1,2,3,4,5/1,2,3,4,5',
    'a/b',
    '/',
    '1e3/1',
    'NaN/1',
  ])('O4 normalise=%s is reported', (normalise) => {
    const { output, invalid } = parsed({ dtype: 'float32', normalise });
    expect(output.normalise).toBe('none');
    expect(invalid).toHaveLength(1);
    expect(invalid[0]?.reason).toContain(`normalise=${normalise} is neither one of none, data,`);
  });

  test('O4 a deviation of 0 is reported', () => {
    const { invalid } = parsed({ dtype: 'float32', normalise: '0.5/0' });
    expect(invalid[0]?.reason).toContain('not above 0');
  });

  test('O4 choices that only floats have are reported with uint8', () => {
    const { output, invalid } = parsed({ scale: 'unit', normalise: 'clip', layout: 'nchw' });
    expect(output).toEqual({ ...DEFAULT_OUTPUT, layout: 'nchw' });
    expect(invalid.map(({ reason }) => reason)).toEqual([
      'scale=unit needs dtype=float32 or float16',
      'normalise=clip needs dtype=float32 or float16',
    ]);
  });

  test('O4 no name is also that of an option of the recipe', () => {
    const recipe: readonly string[] = OPTION_NAMES;
    expect(OUTPUT_NAMES.filter((name) => recipe.includes(name))).toEqual([]);
  });
});
