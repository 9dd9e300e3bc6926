import { describe, expect, it } from 'vitest';

import {
  allDifferencesText,
  pairDifferenceText,
  pairTimesText,
  speedUpText,
} from '../../../../src/app/components/preview-strip/turbo-texts.ts';
import type { PreviewView, PreviewPair } from '../../../../src/app/state/session-state.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../../src/core/recipe/recipe.ts';
import type { ImageFormat } from '../../../../src/formats/registry.ts';
import { NOTHING_COUNTED } from '../../../../src/formats/survey.ts';

const RECIPE: Recipe = { ...DEFAULT_RECIPE, decode: 'turbo' };

function pairOf(
  format: ImageFormat,
  side: number,
  [largest, sum]: readonly [largest: number, sum: number],
  times: PreviewPair['times'] = null,
): PreviewPair {
  const size = { width: side, height: side };
  const nothing = {
    slot: 0,
    failure: null,
    variant: null,
    hasAlpha: false,
    isOdd: false,
    orientation: 1,
  };
  const differences = { largest, sum, bytes: 1000 };
  return {
    id: side,
    path: 'a.jpg',
    chosen: { file: { format, ...size, ...nothing }, difference: 'ordinary' },
    outcome: { verdict: 'ok', format, ...size, decoder: 'any', approximate: false },
    hasSource: true,
    exact: { hasRow: true, differences },
    times,
  };
}

function lookAt(...pairs: readonly PreviewPair[]): PreviewView {
  const rest = { counts: NOTHING_COUNTED, files: pairs.length, isBehind: false, reason: null };
  return { ...rest, pairs, isTiming: false };
}

const plain = (text: string | null): string | undefined => text?.replaceAll('\u00a0', ' ');

describe('pairDifferenceText', () => {
  it('A9 names the largest and the mean difference, and the times', () => {
    const pair = pairOf('jpeg', 640, [23, 610], { exactMs: 40.6, turboMs: 6.25 });
    expect(pairDifferenceText(pair, RECIPE)).toBe('largest difference 23, mean 0.61');
    expect(plain(pairTimesText(pair))).toBe('41 ms exact, 6.3 ms Turbo');
    expect(pairDifferenceText(pairOf('jpeg', 640, [1, 2]), RECIPE)).toBe(
      'largest difference 1, mean under 0.01',
    );
    expect(pairTimesText(pairOf('jpeg', 640, [1, 2]))).toBeNull();
  });

  it('A9 says why the rows are identical', () => {
    const text = (format: ImageFormat, side: number) =>
      pairDifferenceText(pairOf(format, side, [0, 0]), RECIPE);
    expect(text('jpeg', 127)).toBe('identical: smaller than twice the row, nothing to skip');
    expect(text('png', 640)).toBe('identical: not a JPEG, nothing to skip');
    expect(text('jpeg', 128)).toBe('identical');
    // never against what was seen
    expect(pairDifferenceText(pairOf('png', 640, [2, 10]), RECIPE)).toMatch(/^largest .* 2, /);
  });

  it('A9 says nothing if a row is missing', () => {
    const pair = pairOf('jpeg', 640, [0, 0]);
    const exact = { hasRow: false, differences: null };
    expect(pairDifferenceText({ ...pair, exact }, RECIPE)).toBeNull();
    expect(pairDifferenceText({ ...pair, exact: null }, RECIPE)).toBeNull();
  });
});

describe('the summary of all files', () => {
  const differing = pairOf('jpeg', 640, [23, 900], { exactMs: 60, turboMs: 10 });
  const other = pairOf('jpeg', 200, [9, 300], { exactMs: 9, turboMs: 5 });
  const same = pairOf('png', 640, [0, 0]);

  it('A9 names the largest difference and the mean over all rows', () => {
    expect(allDifferencesText(lookAt(differing, other, same))).toBe(
      'Exact and Turbo: 2 of 3 rows differ. Largest difference 23 of 255, mean 0.40 over all 3 rows.',
    );
    expect(allDifferencesText(lookAt(same))).toBe('Exact and Turbo: no byte differs in 1 row.');
    expect(allDifferencesText({ ...lookAt(), isBehind: true })).toBe(
      'Comparing exact with Turbo …',
    );
    expect(
      allDifferencesText(lookAt({ ...same, exact: { hasRow: false, differences: null } })),
    ).toBe('There are no rows to compare.');
  });

  it('A9 times only the files decoded at reduced size', () => {
    const text = (look: PreviewView) => plain(speedUpText(look, RECIPE));
    expect(text(lookAt(differing, other, same))).toBe(
      'Turbo decodes 2 JPEGs at reduced size: about 4.6 × as fast, one image at a time.',
    );
    expect(text(lookAt({ ...differing, times: { exactMs: 10, turboMs: 20 } }))).toContain(
      ': slower (0.5 × as fast)',
    );
    expect(text(lookAt({ ...differing, times: { exactMs: 10, turboMs: 10.1 } }))).toContain(
      ': as fast as exact',
    );
    expect(text({ ...lookAt(differing), isTiming: true })).toMatch(/^Measuring /);
    expect(text(lookAt(same))).toMatch(/^No JPEG here is at least twice /);
    expect(text(lookAt({ ...differing, times: null }))).toBeUndefined();
  });
});
