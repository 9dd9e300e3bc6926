import { describe, expect, test } from 'vitest';

import { cellsByImportance, type Cell, type Way } from '../../../src/core/comparison/cell.ts';
import type { Disturbance } from '../../../src/core/comparison/report.ts';
import {
  runComparison,
  type ComparisonMeter,
  type ComparisonProgress,
} from '../../../src/run/compare/run-comparison.ts';

const MS_EACH: Readonly<Record<Way, number>> = { canvas: 4, plain: 8, exact: 2, turbo: 0.5 };
const NO_STAGES = { open: 0, read: 0, decode: 0, scale: 0, write: 0, wait: 0 };

interface Made {
  /** The disturbance of the nth pass after the warm-up, and how much longer it takes. */
  readonly disturb?: (pass: number, cell: Cell) => readonly [Disturbance | null, number];
  readonly probe?: (round: number) => { readonly one: number; readonly all: number };
  /** Stops at this call of the meter. */
  readonly stopsAt?: number;
}

/** A meter with a made clock, which only its own work moves. */
function madeMeter({ disturb, probe, stopsAt = Infinity }: Made) {
  let now = 0;
  let calls = 0;
  let rounds = 0;
  let passes = 0;
  const log: string[] = [];
  const isStopped = (): boolean => (calls += 1) >= stopsAt;
  const meter: ComparisonMeter = {
    now: () => now,
    async pass(cell, images, repeats) {
      if (isStopped()) return null;
      const isWarmUp = rounds === 0;
      const [disturbance, factor] = isWarmUp ? [null, 1] : (disturb?.(passes, cell) ?? [null, 1]);
      if (!isWarmUp) passes += 1;
      const all = images * repeats;
      const wallMs = ((MS_EACH[cell.way] * all) / Math.min(cell.workers, 2)) * factor;
      now += wallMs + 10;
      log.push(`${isWarmUp ? 'warm-up' : rounds}: ${cell.way} ${cell.workers}, ${images} images`);
      const stages = { ...NO_STAGES, decode: MS_EACH[cell.way] * all };
      return { images: all, wallMs, stages, disturbance };
    },
    async probe() {
      if (isStopped()) return null;
      rounds += 1;
      now += 120;
      return probe?.(rounds) ?? { one: 100, all: 200 };
    },
  };
  return { meter, log, elapsed: () => now };
}

const REQUEST = {
  cells: cellsByImportance(2, null),
  images: 5000,
  cores: 2,
  budgetMs: 20_000,
};

async function compare(made: Made, request = REQUEST) {
  const { meter, log, elapsed } = madeMeter(made);
  const steps: ComparisonProgress[] = [];
  const isComplete = await runComparison(meter, request, (progress) => steps.push(progress));
  const last = steps.at(-1);
  if (last === undefined) throw new Error('no progress was shown');
  return { isComplete, log, last, steps, ms: elapsed() };
}

describe('C2 runComparison', () => {
  test('warms up each way, then runs the same images in rounds that follow each other', async () => {
    const { isComplete, log, last, ms } = await compare({});
    expect(isComplete).toBe(true);
    const rounds = last.plan?.rounds ?? 0;
    const counted = log.filter((line) => !line.startsWith('warm-up'));
    const cells = ['canvas', 'plain', 'exact', 'turbo'].flatMap((way) =>
      [1, 2, 3].map((workers) => `${way} ${workers}`),
    );
    expect(counted).toEqual(
      Array.from({ length: rounds }, (_, i) =>
        cells.map((cell) => `${i + 1}: ${cell}, ${last.plan?.images} images`),
      ).flat(),
    );
    const warm = log.filter((line) => line.startsWith('warm-up')).join();
    for (const way of ['canvas', 'plain', 'exact', 'turbo']) expect(warm).toContain(`${way} 3`);
    expect(last.passes).toHaveLength(rounds * cells.length);
    expect(last.passes.every(({ disturbance }) => disturbance === null)).toBe(true);
    expect(ms).toBeGreaterThan(14_000);
    expect(ms).toBeLessThan(22_000);
  });

  test('shows each step before it begins, and how far it is', async () => {
    const { steps, last } = await compare({});
    expect(steps[0]?.doing).toEqual({ kind: 'warm-up', way: 'canvas' });
    expect(steps.some(({ doing }) => doing?.kind === 'round' && doing.round === 3)).toBe(true);
    const shares = steps.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(last).toMatchObject({ doing: null, share: 1 });
  });

  test('images that fail at once do not keep it from ending', async () => {
    const { meter } = madeMeter({});
    let now = 0;
    const fast: ComparisonMeter = {
      ...meter,
      now: () => (now += 1),
      pass: async (_, images) => {
        return { images, wallMs: 0.1, stages: NO_STAGES, disturbance: null };
      },
    };
    await expect(
      runComparison(fast, { ...REQUEST, images: 3, budgetMs: 5000 }, () => undefined),
    ).resolves.toBe(true);
  });
});

describe('C7 disturbed passes', () => {
  test('are repeated after the rounds, and only they', async () => {
    const { log, last } = await compare({
      disturb: (pass) => (pass === 4 || pass === 17 ? ['hidden', 3] : [null, 1]),
    });
    const rounds = last.plan?.rounds ?? 0;
    const extra = log.filter((line) => line.startsWith(`${rounds + 1}:`));
    expect(extra.map((line) => line.split(',')[0])).toEqual([
      `${rounds + 1}: plain 2`,
      `${rounds + 1}: plain 3`,
    ]);
    const disturbed = last.passes.filter(({ disturbance }) => disturbance === 'hidden');
    expect(disturbed.map(({ cell, round }) => [cell, round])).toEqual([
      [4, 1],
      [5, 2],
    ]);
  });

  test('a whole round is repeated if other programs slowed down the cores before it', async () => {
    const { last } = await compare({
      probe: (round) => (round === 2 ? { one: 100, all: 120 } : { one: 100, all: 200 }),
    });
    const { plan, passes } = last;
    const cells = plan?.cells.length ?? 0;
    const extra = passes.filter(({ round }) => round > (plan?.rounds ?? 0));
    expect(extra).toHaveLength(cells);
    expect(passes.filter(({ disturbance }) => disturbance === 'busy')).toHaveLength(cells);
  });

  test('are not repeated for ever', async () => {
    const { last, ms, isComplete } = await compare({ disturb: () => ['throttled', 1] });
    expect(isComplete).toBe(true);
    expect(Math.max(...last.passes.map(({ round }) => round))).toBeLessThanOrEqual(
      (last.plan?.rounds ?? 0) + 2,
    );
    expect(ms).toBeLessThan(20_000 * 2);
  });
});

describe('C12 a comparison that is stopped', () => {
  test.each([1, 3, 6, 30])('at call %d keeps what is there', async (stopsAt) => {
    const { isComplete, log, last } = await compare({ stopsAt });
    expect(isComplete).toBe(false);
    const counted = log.filter((line) => !line.startsWith('warm-up'));
    // the last pass is shown with the next step
    expect(counted.length - last.passes.length).toBeLessThanOrEqual(1);
  });
});
