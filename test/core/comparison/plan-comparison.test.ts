import { describe, expect, test } from 'vitest';

import { cellsByImportance, workerCounts } from '../../../src/core/comparison/cell.ts';
import { planComparison, type WayRates } from '../../../src/core/comparison/plan-comparison.ts';

/** Images per second with one worker on a usual machine. */
const PHOTOS: WayRates = { canvas: 7, plain: 4, exact: 13, turbo: 51 };
const THUMBNAILS: WayRates = { canvas: 300, plain: 150, exact: 600, turbo: 1600 };

/** How long a round lasts if the rates are right. */
function roundMs(plan: ReturnType<typeof planComparison>, rates: WayRates, cores: number): number {
  return plan.cells.reduce((sum, { way, workers, repeats }) => {
    return sum + (plan.images * repeats * 1000) / (rates[way] * Math.min(workers, cores));
  }, 0);
}

describe('C2 the numbers of workers', () => {
  test.each([
    { cores: 1, counts: [1, 2] },
    { cores: 2, counts: [1, 2, 3] },
    { cores: 4, counts: [1, 2, 3, 4, 8] },
    { cores: 6, counts: [1, 2, 3, 4, 6, 8] },
    { cores: 8, counts: [1, 2, 3, 4, 8, 16] },
    { cores: 12, counts: [1, 2, 3, 4, 8, 12, 16] },
  ])('of $cores cores are $counts', ({ cores, counts }) => {
    expect(workerCounts(cores)).toEqual(counts);
  });

  test('every way has all of them, and the batch sizes have one way', () => {
    const cells = cellsByImportance(2, 'turbo');
    expect(cells).toHaveLength(4 * 3 + 3);
    expect(new Set(cells.map((cell) => JSON.stringify(cell))).size).toBe(cells.length);
    expect(cells.filter(({ batch }) => batch !== null)).toEqual(
      [1, 8, 64].map((batch) => ({ way: 'turbo', workers: 2, batch })),
    );
  });
});

describe('C9 planComparison', () => {
  const cells = cellsByImportance(2, null);
  const plan = (rates: WayRates, seconds: number, images: number) =>
    planComparison(cells, { images, cores: 2 }, rates, seconds * 1000);

  test.each([
    { name: 'photos', rates: PHOTOS, seconds: 5 },
    { name: 'photos', rates: PHOTOS, seconds: 20 },
    { name: 'photos', rates: PHOTOS, seconds: 120 },
    { name: 'thumbnails', rates: THUMBNAILS, seconds: 5 },
    { name: 'thumbnails', rates: THUMBNAILS, seconds: 20 },
    { name: 'thumbnails', rates: THUMBNAILS, seconds: 120 },
  ])('$seconds s are kept with $name', ({ rates, seconds }) => {
    const planned = plan(rates, seconds, 35_000);
    const ms = planned.rounds * roundMs(planned, rates, 2);
    expect(ms).toBeLessThan(seconds * 1150);
    expect(ms).toBeGreaterThan(seconds * 600);
    expect(planned.rounds).toBeGreaterThanOrEqual(3);
  });

  test('thumbnails have all cells in 20 s, and photos in 2 min', () => {
    expect(plan(THUMBNAILS, 20, 35_000).leftOut).toEqual([]);
    expect(plan(PHOTOS, 120, 35_000).leftOut).toEqual([]);
    expect(plan(PHOTOS, 120, 36)).toMatchObject({ images: 36, leftOut: [] });
  });

  test('if the time is short there are fewer cells, not cells of single images', () => {
    const planned = plan(PHOTOS, 5, 35_000);
    expect(planned.cells.map(({ way, workers }) => `${way} ${workers}`)).toEqual([
      'exact 1',
      'exact 2',
      'turbo 1',
      'turbo 2',
    ]);
    expect(planned.images).toBeGreaterThanOrEqual(8);
    expect(planned.leftOut).toHaveLength(cells.length - 4);
  });

  test('the canvas and the plain code with one worker stay longest', () => {
    const kept = plan(PHOTOS, 20, 35_000).cells.map(({ way, workers }) => `${way} ${workers}`);
    expect(kept).toEqual(expect.arrayContaining(['canvas 1', 'plain 1', 'exact 2', 'turbo 2']));
    expect(kept).not.toContain('plain 3');
  });

  test('a pass that would be too short runs the sample more than once', () => {
    const planned = plan(THUMBNAILS, 20, 12);
    expect(planned.images).toBe(12);
    for (const { way, workers, repeats } of planned.cells) {
      const seconds = (12 * repeats) / (THUMBNAILS[way] * Math.min(2, workers));
      expect(seconds).toBeGreaterThanOrEqual(0.25);
      expect(seconds).toBeLessThan(0.6);
    }
  });

  test('a way and its workers come one after the other, batches last', () => {
    const all = cellsByImportance(2, 'exact');
    const planned = planComparison(all, { images: 1000, cores: 2 }, THUMBNAILS, 60_000);
    expect(planned.cells.map(({ way, workers, batch }) => `${way} ${workers} ${batch}`)).toEqual([
      ...['canvas', 'plain', 'exact', 'turbo'].flatMap((way) =>
        [1, 2, 3].map((workers) => `${way} ${workers} null`),
      ),
      'exact 2 1',
      'exact 2 8',
      'exact 2 64',
    ]);
  });

  test('one image is enough, and one core', () => {
    const alone = cellsByImportance(1, null);
    const planned = planComparison(alone, { images: 1, cores: 1 }, PHOTOS, 5000);
    expect(planned.images).toBe(1);
    expect(planned.cells.length).toBeGreaterThanOrEqual(2);
  });
});
