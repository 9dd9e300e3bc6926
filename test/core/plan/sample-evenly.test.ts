import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleEvenly } from '../../../src/core/plan/sample-evenly.ts';

describe('sampleEvenly', () => {
  test.each([
    { of: 10, count: 5, sample: [0, 2, 4, 6, 8] },
    { of: 10, count: 3, sample: [0, 3, 6] },
    { of: 7, count: 4, sample: [0, 1, 3, 5] },
    { of: 5, count: 1, sample: [0] },
    { of: 5, count: 0, sample: [] },
    { of: 3, count: 3, sample: [0, 1, 2] },
    { of: 3, count: 100, sample: [0, 1, 2] },
    { of: 0, count: 4, sample: [] },
  ])('C3 $count of $of items are $sample', ({ of, count, sample }) => {
    const items = Array.from({ length: of }, (_, i) => i);
    expect(sampleEvenly(items, count)).toEqual(sample);
  });

  test('C3 samples three class folders in proportion', () => {
    const labels = 'a'.repeat(600).concat('b'.repeat(300), 'c'.repeat(100)).split('');
    const sample = sampleEvenly(labels, 100);
    const counts = ['a', 'b', 'c'].map((label) => sample.filter((item) => item === label).length);
    expect(counts).toEqual([60, 30, 10]);
  });

  test('C3 returns exactly count different items, with gaps that differ by at most one', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(sizes, ([length, count]) => {
        const sample = sampleEvenly(
          Array.from({ length }, (_, i) => i),
          count,
        );
        const ends = [...sample.slice(1), length];
        const gaps = sample.map((item, i) => (ends[i] ?? NaN) - item);
        expect(sample).toHaveLength(Math.min(count, length));
        expect(sample[0]).toBe(0);
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
      }),
      { seed: 1 },
    );
  });
});
