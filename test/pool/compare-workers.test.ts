import { expect, test } from 'vitest';

import { comparisonOf, compareWorkers } from '../../src/pool/compare-workers.ts';

test('C2 one untimed pass comes first, then one worker, then the pool, on the same images', async () => {
  const passes: number[] = [];
  const times = [9999, 800, 250];
  const comparison = await compareWorkers(4, async (workers) => {
    const wallMs = times[passes.length] ?? 0;
    passes.push(workers);
    return { workers, images: 64, wallMs };
  });
  expect(passes).toEqual([4, 1, 4]);
  expect(comparison?.one.wallMs).toBe(800);
  expect(comparison?.many.wallMs).toBe(250);
  expect(comparison?.speedup).toBeCloseTo(3.2);
  expect(comparison?.efficiency).toBeCloseTo(0.8);
  expect(comparison?.parallelFraction).toBeCloseTo((1 - 1 / 3.2) / (1 - 1 / 4));
});

test('C2 a pass that was stopped ends the comparison', async () => {
  let passes = 0;
  const comparison = await compareWorkers(2, async (workers) => {
    passes += 1;
    return passes === 2 ? null : { workers, images: 1, wallMs: 1 };
  });
  expect(comparison).toBeNull();
  expect(passes).toBe(2);
});

test('C2 one worker is not compared with itself', async () => {
  await expect(compareWorkers(1, async () => null)).rejects.toThrow(RangeError);
});

test('C1 a p that noise put above 1 is shown as it is', () => {
  const one = { workers: 1, images: 1, wallMs: 300 };
  const many = { workers: 2, images: 1, wallMs: 100 };
  expect(comparisonOf(one, many).parallelFraction).toBeCloseTo(4 / 3);
});
