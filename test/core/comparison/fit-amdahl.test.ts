import { describe, expect, test } from 'vitest';

import { amdahlSpeedup, karpFlatt } from '../../../src/core/comparison/amdahl.ts';
import { fitAmdahl, meaningOf } from '../../../src/core/comparison/fit-amdahl.ts';
import { seededRandom } from '../../../tools/parity/damage/seeded-random.ts';

const WORKERS = [1, 2, 4, 8, 16];
const ROUNDS = 5;

/** Normal noise of a standard deviation, by Box and Muller. */
function noiseOf(seed: number, sd: number): () => number {
  const random = seededRandom(`noise ${seed}`);
  const uniform = (): number => (random.between(0, 2 ** 31) + 0.5) / 2 ** 31;
  return () => 1 + sd * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Times of work of which a fraction p is shared, with noise. */
function timesOf(p: number, seed = 1, sd = 0.02, workers = WORKERS) {
  const noise = noiseOf(seed, sd);
  return workers.map((n) => ({
    workers: n,
    times: Array.from({ length: ROUNDS }, () => (10 / amdahlSpeedup(p, n)) * noise()),
  }));
}

/**
 * The smallest standard deviation of p that an unbiased estimate can have (Cramér and Rao), of times with
 * independent normal noise whose deviation is a known share of each.
 */
function leastDeviation(p: number, sd = 0.02): number {
  const sums = { w: 0, x: 0, xx: 0 };
  for (const n of WORKERS) {
    const weight = ROUNDS * (amdahlSpeedup(p, n) / sd) ** 2;
    sums.w += weight;
    sums.x += weight / n;
    sums.xx += weight / n ** 2;
  }
  const determinant = sums.w * sums.xx - sums.x ** 2;
  const variance = p * p * sums.xx + 2 * p * (1 - p) * sums.x + (1 - p) ** 2 * sums.w;
  return Math.sqrt(variance / determinant);
}

describe('C4 fitAmdahl', () => {
  const SEEDS = 200;
  const errors = (p: number): readonly number[] =>
    Array.from({ length: SEEDS }, (_, i) => (fitAmdahl(timesOf(p, i + 1))?.p ?? NaN) - p);
  const all = Array.from({ length: 51 }, (_, i) => i / 50);

  test.each(all.filter((p) => p >= 0.6))(
    'finds p = %d within 0.02 with every seed, for 1 to 16 workers, five rounds and 2 % noise',
    (p) => {
      expect(Math.max(...errors(p).map(Math.abs))).toBeLessThan(0.02);
    },
  );

  test.each(all)('misses p = %d by no more than the noise makes any fit miss it', (p) => {
    const found = errors(p);
    const mean = found.reduce((sum, error) => sum + error, 0) / SEEDS;
    const squares = found.reduce((sum, error) => sum + error ** 2, 0) / SEEDS;
    const least = leastDeviation(p);
    // of work that is hardly shared, one fit in twelve lies beyond 0.02, whatever its method
    expect(least).toBeLessThan(0.012);
    expect(Math.abs(mean)).toBeLessThan(0.25 * least);
    expect(Math.sqrt(squares)).toBeLessThan(1.15 * least);
  });

  test('its interval has the true p about as often as it says', () => {
    const seeds = Array.from({ length: 400 }, (_, i) => i + 1);
    const hits = seeds.filter((seed) => {
      const fit = fitAmdahl(timesOf(0.9, seed));
      return fit !== null && fit.low <= 0.9 && fit.high >= 0.9;
    });
    expect(hits.length / seeds.length).toBeGreaterThan(0.91);
    expect(hits.length / seeds.length).toBeLessThan(0.985);
  });

  test('without noise it is the law itself', () => {
    const fit = fitAmdahl(timesOf(0.75, 1, 0));
    expect(fit?.p).toBeCloseTo(0.75, 12);
    expect(fit?.low).toBeCloseTo(0.75, 6);
    expect(fit?.high).toBeCloseTo(0.75, 6);
  });

  test.each([
    { workers: [], title: 'no point' },
    { workers: [1], title: 'one point' },
    { workers: [1, 2], title: 'two points' },
  ])('fits nothing through $title', ({ workers }) => {
    expect(fitAmdahl(timesOf(0.9, 1, 0.02, workers))).toBeNull();
  });

  test('fits nothing to times that are no times', () => {
    expect(fitAmdahl([1, 2, 4].map((workers) => ({ workers, times: [0, 0, 0] })))).toBeNull();
  });
});

describe('C5 meaningOf', () => {
  const meaning = (points: ReturnType<typeof timesOf>): string | null => {
    const fit = fitAmdahl(points);
    return fit && meaningOf(fit);
  };

  test.each([
    { p: 0.5, expected: 'p' },
    { p: 0.9, expected: 'p' },
    { p: 0, expected: 'none-shared' },
    { p: 1, expected: 'all-shared' },
    // 1 / T(n) grows faster, or falls
    { p: 1.02, expected: 'too-fast' },
    { p: -0.5, expected: 'slower' },
  ])('p = $p: $expected', ({ p, expected }) => {
    expect(meaning(timesOf(p, 3, 0.004))).toBe(expected);
  });

  test('noise that leaves everything open', () => {
    expect(meaning([1, 2, 3].map((workers) => ({ workers, times: [9, 30, 60] })))).toBe('open');
  });
});

describe('C6 karpFlatt', () => {
  test.each([
    { speedup: 4, n: 4, serial: 0 },
    { speedup: 1, n: 4, serial: 1 },
    { speedup: 2, n: 3, serial: 0.25 },
    // slower with more workers: not clamped
    { speedup: 0.5, n: 2, serial: 3 },
  ])('$speedup times as fast with $n workers', ({ speedup, n, serial }) => {
    expect(karpFlatt(speedup, n)).toBeCloseTo(serial, 12);
  });

  test('one worker shares nothing', () => {
    expect(karpFlatt(1, 1)).toBeNull();
  });

  test('is what Amdahl’s law does not share', () => {
    expect(karpFlatt(amdahlSpeedup(0.87, 12), 12)).toBeCloseTo(0.13, 12);
  });
});
