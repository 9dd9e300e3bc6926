import { describe, expect, test } from 'vitest';

import {
  countedPasses,
  judgePasses,
  workingCores,
} from '../../../src/core/comparison/judge-passes.ts';
import type { CoreProbe, Pass } from '../../../src/core/comparison/report.ts';
import { madeReport, madeSeries, passesOf, type MadeCell } from './made-report.ts';

const QUIET: readonly CoreProbe[] = [1, 2, 3, 4, 5].map((round) => ({ round, one: 100, all: 200 }));
const cellOf = (...times: number[]): MadeCell => ({ way: 'exact', workers: 1, batch: null, times });

/** Cell and round of each disturbed pass, and why. */
function disturbedIn(passes: readonly Pass[], probes = QUIET): readonly string[] {
  return judgePasses(passes, probes).flatMap(({ cell, round, disturbance }) =>
    disturbance === null ? [] : [`${cell}.${round} ${disturbance}`],
  );
}

describe('C7 judgePasses', () => {
  test('the usual noise disturbs nothing', () => {
    const cells = [cellOf(10, 10.4, 9.8, 10.1, 10.9), cellOf(5, 5.1, 5.3, 4.9, 5.2)];
    expect(disturbedIn(passesOf(cells))).toEqual([]);
  });

  test('a pass that is slower than the noise explains is named', () => {
    const cells = [cellOf(10, 10.1, 13, 9.9, 10), cellOf(5, 5, 5.1, 5, 5)];
    expect(disturbedIn(passesOf(cells))).toEqual(['0.3 slow']);
  });

  test('on a noisy machine the same pass is within the noise', () => {
    const noisy = cellOf(8, 12, 13, 9, 10);
    expect(disturbedIn(passesOf([noisy, noisy, cellOf(10, 10.1, 13, 9.9, 10)]))).toEqual([]);
  });

  test('two passes are too few to call one of them slow', () => {
    expect(disturbedIn(passesOf([cellOf(10, 30)]))).toEqual([]);
  });

  test.each([
    { name: 'one core', probe: { round: 2, one: 80, all: 200 } },
    { name: 'all cores', probe: { round: 2, one: 100, all: 160 } },
  ])('a round before which $name did less is busy', ({ probe }) => {
    const probes = QUIET.map((each) => (each.round === 2 ? probe : each));
    const passes = passesOf([cellOf(10, 10, 10), cellOf(5, 5, 5)]);
    expect(disturbedIn(passes, probes)).toEqual(['0.2 busy', '1.2 busy']);
  });

  test('a machine that is busy all the time has no busy rounds, but fewer cores', () => {
    const probes = QUIET.map((probe) => ({ ...probe, all: 130 }));
    expect(disturbedIn(passesOf([cellOf(10, 10, 10)]), probes)).toEqual([]);
    expect(workingCores(probes)).toEqual({ median: 1.3, min: 1.3, max: 1.3 });
  });

  test('a hidden tab stays the reason, whatever the time', () => {
    const cell = { ...cellOf(10, 40, 10), disturbances: [null, 'hidden', 'throttled'] as const };
    expect(disturbedIn(passesOf([cell]))).toEqual(['0.2 hidden', '0.3 throttled']);
  });

  test('a verdict changes when more passes are known', () => {
    const first = judgePasses(passesOf([cellOf(10, 10, 13)]), QUIET);
    expect(first.map(({ disturbance }) => disturbance)).toEqual([null, null, 'slow']);
    const later = passesOf([cellOf(10, 10, 13, 13, 13, 13)]).map((pass, i) => first[i] ?? pass);
    expect(judgePasses(later, QUIET).every(({ disturbance }) => disturbance === null)).toBe(true);
  });
});

test('C7 disturbed passes do not count, unless there are no others', () => {
  const [cell] = madeSeries('exact', 10, 1, [1]);
  if (cell === undefined) throw new Error('no cell');
  const some = madeReport([{ ...cell, disturbances: ['busy', null, 'slow', null, null] }]);
  expect(countedPasses(some, 0).map(({ round }) => round)).toEqual([2, 4, 5]);
  const all = madeReport([{ ...cell, disturbances: ['busy', 'busy', 'busy', 'busy', 'busy'] }]);
  expect(countedPasses(all, 0)).toHaveLength(5);
});

test('without a probe nothing is said of the cores', () => {
  expect(workingCores([])).toBeNull();
});
