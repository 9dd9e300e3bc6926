import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amdahlSpeedup } from '../../../src/core/comparison/amdahl.ts';

const SEED = 2024;
const workers = fc.integer({ min: 2, max: 256 });

describe('amdahlSpeedup', () => {
  test.each([
    { p: 0, n: 1, speedup: 1 },
    { p: 0, n: 8, speedup: 1 },
    { p: 0, n: 1000, speedup: 1 },
    { p: 1, n: 1, speedup: 1 },
    { p: 1, n: 8, speedup: 8 },
    { p: 0.5, n: 2, speedup: 4 / 3 },
    { p: 0.9, n: 10, speedup: 100 / 19 },
  ])('C1 p = $p with $n workers is $speedup times as fast', ({ p, n, speedup }) => {
    expect(amdahlSpeedup(p, n)).toBeCloseTo(speedup, 12);
  });

  test('C1 never promises more than 1 / (1 - p)', () => {
    const p = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(p, workers, (fraction, n) => {
        const speedup = amdahlSpeedup(fraction, n);
        expect(speedup).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(speedup).toBeLessThanOrEqual(1 / (1 - fraction) + 1e-9);
      }),
      { seed: SEED },
    );
  });
});
