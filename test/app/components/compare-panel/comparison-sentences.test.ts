import { describe, expect, test } from 'vitest';

import markdownText from '../../../fixtures/comparison/photos.md?raw';
import savedText from '../../../fixtures/comparison/photos.json?raw';
import { comparisonMarkdown } from '../../../../src/app/components/compare-panel/comparison-markdown.ts';
import { sentencesOf } from '../../../../src/app/components/compare-panel/comparison-sentences.ts';
import { durationRangeText } from '../../../../src/app/components/compare-panel/comparison-texts.ts';
import { readComparison } from '../../../../src/core/comparison/read-report.ts';
import { madeReport, madeSeries, type MadeCell } from '../../../core/comparison/made-report.ts';

const COUNTS = [1, 2, 4, 8];

function saysOfSpeed(cells: readonly MadeCell[]): string {
  const { speed } = sentencesOf(madeReport(cells));
  expect(speed).toHaveLength(1);
  return speed[0] ?? '';
}

describe('C4 C5 what is said of the speed', () => {
  test('p with its interval, and the limit', () => {
    expect(saysOfSpeed(madeSeries('exact', 10, 0.9, COUNTS, 0.001))).toMatch(
      /^Exact: 100 images\/s with 1 worker, 471 images\/s with 8, which is 4\.71 × as fast as one\. By Amdahl’s law p is 0\.900 \(0\.\d{3} to 0\.\d{3}\): no number of workers would exceed 9\.\d\d × to 10\.\d ×\.$/,
    );
  });

  test.each([
    { p: 0, says: 'Hardly any of the work is shared' },
    { p: 1, says: 'All of the work is shared' },
    { p: -0.5, says: 'More workers are slower, which Amdahl’s law does not describe' },
    { p: 1.05, says: '8 workers are faster than Amdahl’s law allows' },
  ])('no p, but a sentence, if p were $p', ({ p, says }) => {
    const text = saysOfSpeed(madeSeries('exact', 10, p, COUNTS, 0.01));
    expect(text).toContain(says);
    expect(text).not.toMatch(/p is/);
  });

  test('two numbers of workers have a speed-up and no p', () => {
    expect(saysOfSpeed(madeSeries('turbo', 1, 0.9, [1, 2]))).toBe(
      'Turbo: 1,000 images/s with 1 worker, 1,818 images/s with 2, which is 1.82 × as fast as one.',
    );
  });

  test('one number of workers has neither', () => {
    expect(saysOfSpeed(madeSeries('canvas', 4, 1, [1]))).toBe(
      'Browser canvas: 250 images/s with 1 worker.',
    );
  });

  test.each([
    { ms: 0.7, says: '16 workers make 79 % more.' },
    { ms: 1.25, says: '16 workers make no more.' },
    { ms: 2, says: '16 workers make 38 % less.' },
  ])('beyond the cores: $says', ({ ms, says }) => {
    const beyond = { way: 'exact', workers: 16, batch: null, times: [ms, ms, ms] } as const;
    expect(saysOfSpeed([...madeSeries('exact', 10, 1, [1, 8]), beyond])).toContain(says);
  });
});

describe('C7 what is said of noise', () => {
  const cells = madeSeries('exact', 10, 0.9, [1, 8]);

  test('a quiet machine has none', () => {
    expect(sentencesOf(madeReport(cells)).noise).toEqual([]);
  });

  test('cores that did less than their number', () => {
    const probes = [1, 2].map((round) => ({ round, one: 1000, all: 4000 + round * 500 }));
    expect(sentencesOf(madeReport(cells, { probes })).noise).toEqual([
      'Noise: this machine’s 8 cores did the work of 4.5 to 5.0. Other programs were at work, or cores share their parts; the figures are lower for it.',
    ]);
  });

  test('passes that do not count, and why', () => {
    const [one, eight] = cells;
    if (one === undefined || eight === undefined) throw new Error('no cells');
    const report = madeReport([
      { ...one, disturbances: [null, 'hidden', null, null, null] },
      { ...eight, disturbances: [null, 'hidden', null, 'slow', null] },
    ]);
    expect(sentencesOf(report).noise).toEqual([
      'Disturbed: 3 passes in 2 rounds (2, 4): the tab was hidden; it took longer than the usual noise explains. They do not count.',
    ]);
    expect(sentencesOf({ ...report, rounds: 4 }).noise[0]).toContain('and were repeated.');
  });
});

test('C9 cells that were left out are named', () => {
  const leftOut = [
    { way: 'plain', workers: 2, batch: null },
    { way: 'plain', workers: 1, batch: null },
    { way: 'canvas', workers: 3, batch: null },
  ] as const;
  expect(sentencesOf(madeReport([], { leftOut, seconds: 5 })).leftOut).toEqual([
    'Left out, because 5 s are too short for your images: Browser canvas with 3 workers; Plain TypeScript with 1, 2 workers.',
  ]);
});

test('C2 a comparison that has just begun says nothing', () => {
  const { speed, ladder, bounds, projection } = sentencesOf(madeReport([], { passes: [] }));
  expect([speed, ladder, bounds, projection]).toEqual([[], [], [], []]);
});

test.each([
  { low: 1_260_000, high: 1_390_000, text: '21 min 0 s to 23 min 10 s' },
  { low: 21_200, high: 22_400, text: '21 to 22 s' },
  { low: 5010, high: 5020, text: '5.0 s' },
  { low: 90_000, high: 130_000, text: '90 s to 2 min 10 s' },
])('C10 an interval reads $text', ({ text, ...interval }) => {
  expect(durationRangeText(interval)).toBe(text);
});

describe('C11 a comparison of camera photos and a real machine', () => {
  const report = readComparison(savedText);
  if ('reason' in report) throw new Error(report.reason);

  test('has the same sentences and tables as when it was saved', () => {
    expect(comparisonMarkdown(report)).toBe(markdownText);
  });

  test('is Markdown without a number that is none, or a name', () => {
    expect(comparisonMarkdown(report)).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});
