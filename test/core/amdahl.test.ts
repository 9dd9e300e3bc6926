import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amdahlSpeedup, parallelFraction } from '../../src/core/amdahl.ts';

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

describe('parallelFraction', () => {
  test.each([
    { speedup: 4 / 3, n: 2, p: 0.5 },
    { speedup: 1, n: 4, p: 0 },
    { speedup: 4, n: 4, p: 1 },
  ])('C1 $speedup times as fast with $n workers is p = $p', ({ speedup, n, p }) => {
    expect(parallelFraction(speedup, n)).toBeCloseTo(p, 12);
  });

  test('C1 is the inverse of the speed-up', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(p, workers, (fraction, n) => {
        expect(parallelFraction(amdahlSpeedup(fraction, n), n)).toBeCloseTo(fraction, 9);
      }),
      { seed: SEED },
    );
  });

  test('C2 noise is shown, not clamped: if n workers are slower than one, p is below 0', () => {
    expect(parallelFraction(0.8, 2)).toBeCloseTo(-0.5, 12);
    expect(parallelFraction(3, 2)).toBeCloseTo(4 / 3, 12);
  });

  test.each([1, 0, -1])('C1 throws for %d workers', (n) => {
    expect(() => parallelFraction(2, n)).toThrow(RangeError);
  });
});
