import { describe, expect, it } from 'vitest';

import {
  isEnlarged,
  sourceStatisticsInSteps,
} from '../../../src/core/inspect/source-statistics.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';
import { NO_FACTS, type SlotOutcome } from '../../../src/core/verdict.ts';
import { walk } from '../walk-steps.ts';

function outcome(slot: number, format: string, width: number, height: number): SlotOutcome {
  return { ...NO_FACTS, slot, verdict: 'ok', format, width, height, decoder: 'd' };
}

const sizes = [
  [400, 300],
  [300, 400],
  [400, 400],
  [50, 60],
  [1000, 300],
  [4000, 3000],
] as const;

function statistics(slots: readonly number[]) {
  const outcomes = sizes.map(([width, height], slot) => {
    return outcome(slot, slot % 2 === 0 ? 'jpeg' : 'png', width, height);
  });
  const files = sizes.map((_, slot) => ({ label: slot < 4 ? 'cat' : 'dog' }));
  return walk(sourceStatisticsInSteps(Uint32Array.from(slots), files, outcomes, DEFAULT_RECIPE))
    .value;
}

describe('statistics of the images', () => {
  it('I2 labels, formats, sizes and aspect ratios of the images with rows are counted', () => {
    const all = statistics([0, 1, 2, 3, 4, 5]);
    expect(all.images).toBe(6);
    expect(all.labels).toEqual([
      ['cat', 4],
      ['dog', 2],
    ]);
    expect(all.formats).toEqual([
      ['jpeg', 3],
      ['png', 3],
    ]);
    expect(all.sizes.map(({ from, count }) => [from, count])).toEqual([
      [32, 1],
      [64, 0],
      [128, 0],
      [256, 4],
      [512, 0],
      [1024, 0],
      [2048, 1],
    ]);
    expect(all.ratios.map(({ count }) => count)).toEqual([2, 1, 2, 0, 0, 1]);
    expect(all.ratios[0]?.from).toBeCloseTo(2 / 3);
    expect(statistics([4, 5]).labels).toEqual([['dog', 2]]);
  });

  it('I3 enlarged images, odd aspect ratios and odd sizes are found', () => {
    expect(
      statistics([0, 1, 2, 3, 4, 5]).findings.map(({ name, slots }) => [name, [...slots]]),
    ).toEqual([
      ['enlarged', [3]],
      ['odd-aspect-ratio', [4]],
      ['odd-size', [3, 5]],
    ]);
    expect(statistics([]).findings.every(({ slots }) => slots.length === 0)).toBe(true);
  });

  it('I3 contain enlarges an image that is too small both ways, the others one that is either', () => {
    const wide = { width: 500, height: 40 };
    const row = { width: 64, height: 64 };
    expect(isEnlarged(wide, { ...row, fit: 'stretch' })).toBe(true);
    expect(isEnlarged(wide, { ...row, fit: 'cover' })).toBe(true);
    expect(isEnlarged(wide, { ...row, fit: 'contain' })).toBe(false);
    expect(isEnlarged({ width: 60, height: 40 }, { ...row, fit: 'contain' })).toBe(true);
    expect(isEnlarged(row, { ...row, fit: 'stretch' })).toBe(false);
  });
});
