import { describe, expect, test } from 'vitest';

import {
  batchPointsOf,
  boundOf,
  ladderOf,
  projectionsOf,
  seriesOf,
} from '../../../src/core/comparison/facts.ts';
import type { StageTimes } from '../../../src/core/comparison/report.ts';
import { madeReport, madeSeries, withChange } from './made-report.ts';

const COUNTS = [1, 2, 4, 8, 16];

describe('C4 seriesOf', () => {
  test('has rates, speed-ups and the serial fraction of each point', () => {
    const [exact] = seriesOf(madeReport(madeSeries('exact', 10, 0.9, COUNTS)));
    expect(exact?.points.map(({ workers }) => workers)).toEqual(COUNTS);
    expect(exact?.points[0]?.rate.median).toBeCloseTo(100, 6);
    expect(exact?.points[0]?.rate.max).toBeCloseTo(100 / 0.99, 6);
    expect(exact?.points[3]?.speedup).toBeCloseTo(1 / (0.1 + 0.9 / 8), 9);
    expect(exact?.points[3]?.serial).toBeCloseTo(0.1, 9);
    expect(exact?.points[0]?.serial).toBeNull();
  });

  test('fits the points up to the cores only', () => {
    const cells = madeSeries('exact', 10, 0.9, COUNTS).map((cell) =>
      // beyond the cores it is much slower
      withChange(cell, { times: cell.times.map((ms) => (cell.workers > 8 ? ms * 10 : ms)) }),
    );
    expect(seriesOf(madeReport(cells))[0]?.fit?.p).toBeCloseTo(0.9, 2);
  });

  test('has no fit of two points', () => {
    const report = madeReport(madeSeries('exact', 10, 0.9, [1, 2]));
    expect(seriesOf(report)[0]?.fit).toBeNull();
    expect(seriesOf({ ...report, machine: { cores: 1, memoryGiB: null } })[0]?.fit).toBeNull();
  });

  test('leaves out ways that were not timed, and points without a pass', () => {
    const report = madeReport(madeSeries('turbo', 1, 0.9, [1, 2]));
    const begun = { ...report, passes: report.passes.filter(({ cell }) => cell === 0) };
    expect(seriesOf(begun).map(({ way, points }) => [way, points.length])).toEqual([['turbo', 1]]);
  });

  test('batch sizes are points of their own', () => {
    const batches = [64, 8, 1].map((batch) => ({
      way: 'turbo' as const,
      workers: 8,
      batch,
      times: [1 / batch],
    }));
    const report = madeReport([...madeSeries('turbo', 1, 0.9, [1, 8]), ...batches]);
    expect(batchPointsOf(report).map(({ batch }) => batch)).toEqual([1, 8, 64]);
    expect(seriesOf(report)[0]?.points).toHaveLength(2);
  });
});

test('the ladder goes up way by way, and ends with the best number of workers', () => {
  const report = madeReport([
    ...madeSeries('turbo', 1, 0.9, [1, 4, 8]),
    ...madeSeries('canvas', 20, 0.5, [1, 8]),
    ...madeSeries('exact', 5, 0.9, [1, 8]),
  ]);
  const steps = ladderOf(seriesOf(report));
  expect(steps.map(({ point }) => `${point.way} ${point.workers}`)).toEqual([
    'canvas 1',
    'exact 1',
    'turbo 1',
    'turbo 8',
  ]);
  expect(steps.map(({ factor }) => factor?.toFixed(2))).toEqual([
    undefined,
    '4.00',
    '5.00',
    (1 / (0.1 + 0.9 / 8)).toFixed(2),
  ]);
});

describe('C10 projectionsOf', () => {
  const cells = [...madeSeries('exact', 10, 1, [1, 4, 8]), ...madeSeries('turbo', 2, 1, [1, 8])];

  test('are of exact and turbo with one worker and all cores, and of the whole folder', () => {
    const projections = projectionsOf(madeReport(cells));
    expect(projections.map(({ point, ms }) => [point.way, point.workers, Math.round(ms)])).toEqual([
      ['exact', 1, 350_500],
      ['exact', 8, 44_250],
      ['turbo', 1, 70_500],
      ['turbo', 8, 9250],
    ]);
    for (const { ms, lowMs, highMs } of projections) {
      expect(lowMs).toBeLessThan(ms);
      expect(lowMs).toBeGreaterThan(ms * 0.96);
      expect(highMs).toBeGreaterThan(ms);
      expect(highMs).toBeLessThan(ms * 1.04);
    }
  });

  test('reach to the projection by bytes if the sample has smaller files than the folder', () => {
    const report = madeReport(cells, { sample: { images: 100, bytes: 50_000 } });
    const [exact] = projectionsOf(report);
    expect(exact?.ms).toBeCloseTo(350_500, 0);
    expect(exact?.highMs).toBeGreaterThan(700_000);
    expect(exact?.lowMs).toBeGreaterThan(340_000);
  });

  test('unknown sizes change nothing', () => {
    const known = projectionsOf(madeReport(cells));
    const unknown = projectionsOf(madeReport(cells, { folder: { images: 35_000, bytes: null } }));
    expect(unknown).toEqual(known);
  });
});

describe('C4 boundOf', () => {
  const boundWith = (stages: Partial<StageTimes>) => {
    const none = { open: 0, read: 0, decode: 0, scale: 0, write: 0, wait: 0 };
    // one worker and sixteen are bound by something else
    const cells = madeSeries('exact', 10, 1, [1, 8, 16]).map((cell) =>
      withChange(cell, {
        stages: cell.workers === 8 ? { ...none, ...stages } : { ...none, open: 10 },
      }),
    );
    const [series] = seriesOf(madeReport(cells));
    return series && boundOf(series, 8);
  };

  test.each([
    { stages: { decode: 5, scale: 3, read: 2 }, kind: 'cores', share: 0.8 },
    { stages: { decode: 3, scale: 1, read: 5, wait: 1 }, kind: 'read', share: 0.5 },
    { stages: { decode: 3, write: 6, wait: 1 }, kind: 'write', share: 0.6 },
    { stages: { decode: 3, open: 6, wait: 1 }, kind: 'open', share: 0.6 },
    { stages: { decode: 3, wait: 7 }, kind: 'wait', share: 0.7 },
  ])('$stages are bound by $kind', ({ stages, kind, share }) => {
    const bound = boundWith(stages);
    expect(bound).toMatchObject({ kind });
    expect(bound?.share).toBeCloseTo(share, 9);
    expect(bound?.point.workers).toBe(8);
    expect(bound?.next.share).toBeGreaterThan(0);
  });

  test('no time, no bound', () => {
    expect(boundWith({})).toBeNull();
  });
});
