import { describe, expect, it } from 'vitest';

import { othersShare } from '../../tools/bench/machine-busy.ts';
import { median, medianRatio } from '../../src/core/statistics.ts';
import { chooseCopies } from '../../tools/bench/user-path/copy-folder.ts';
import type { PathFigures, PathResult } from '../../tools/bench/user-path/path-contender.ts';
import { costByKind, pathText } from '../../tools/bench/user-path/path-text.ts';

describe('figures of several rounds', () => {
  it('have a median, which is between the middle two of an even number', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 6])).toBe(5.5);
    expect(median([])).toBe(0);
  });

  it('are compared in pairs: the median of the ratios, not the ratio of the medians', () => {
    expect(medianRatio([10, 40, 90], [10, 20, 30])).toBe(2);
    expect(medianRatio([10, 20, 90], [30, 10, 20])).toBe(2);
    expect(medianRatio([10, 30], [10, 10, 1])).toBe(2);
    expect(medianRatio([], [1])).toBeNull();
  });
});

describe('copies of a folder', () => {
  const MEMORY = 1000;

  it('keep something with a known rate busy for some seconds', () => {
    expect(chooseCopies({ files: 36, bytes: 1 }, 74, 10, MEMORY)).toBe(21);
    expect(chooseCopies({ files: 600, bytes: 1 }, 2984, 10, MEMORY)).toBe(50);
  });

  it('are never less than one', () => {
    expect(chooseCopies({ files: 5000, bytes: 1 }, 100, 10, MEMORY)).toBe(1);
    expect(chooseCopies({ files: 10, bytes: 2 * MEMORY }, 100, 10, MEMORY)).toBe(1);
  });

  it('fit in a quarter of the memory', () => {
    expect(chooseCopies({ files: 1, bytes: 100 }, 10, 10, MEMORY)).toBe(2);
  });
});

function figures(imagesPerSecond: number, others: Partial<PathFigures> = {}): PathFigures {
  const unknown = { downloadMs: null, usage: null, peakMib: null, others: null };
  return { images: 10, imagesPerSecond, ...unknown, ...others };
}

function result(name: string, kind: PathResult['kind'], rounds: PathFigures[]): PathResult {
  return { name, kind, workers: 2, baseline: null, rounds };
}

describe('the report of the user’s path', () => {
  const used = (cpuMs: number) => ({
    usage: { renderer: { cpuMs, faults: 50 }, gpu: { cpuMs: 0, faults: 0 } },
  });
  const page = result('pixelpool exact', 'page', [
    figures(20, { downloadMs: 900, peakMib: 100, others: 0.02, ...used(400) }),
    figures(44, { downloadMs: 800, peakMib: 120, others: 0.61, ...used(600) }),
    figures(30, { downloadMs: 850, peakMib: 110, ...used(500) }),
  ]);
  const pillow = result('pillow', 'native', [figures(10), figures(11), figures(12)]);
  const draft = result('pillow-draft', 'native', [figures(40), figures(40), figures(40)]);
  const linesOf = (text: string, name: string) =>
    text.split('\n').filter((line) => line.startsWith(`| ${name} |`));

  it('has the speed with the ratios of each round', () => {
    const [speed] = linesOf(pathText([page, pillow, draft]), 'pixelpool exact');
    expect(speed).toBe('| pixelpool exact | 2 | 30.0 | 20.0 … 44.0 | 2.50 | 0.75 | 850 ms |');
  });

  it('has the cost of an image, by the processes that have a share', () => {
    const [, cost] = linesOf(pathText([page, pillow]), 'pixelpool exact');
    expect(cost).toBe(
      '| pixelpool exact | 2 | 50.0 (renderer 50.0) | 5.00 (renderer 5.00) | 110 MiB | 61 % |',
    );
    expect(costByKind(page.rounds, 'cpuMs')?.get('renderer')).toBe(50);
    expect(linesOf(pathText([pillow]), 'pillow')[1]).toBe('| pillow | 2 | n/a | n/a | – | – |');
  });

  it('compares another build with the first', () => {
    const name = 'pixelpool exact, build 2';
    const baseline = page.name;
    const build = { ...page, name, baseline, rounds: [40, 44, 60].map((speed) => figures(speed)) };
    const text = pathText([page, build]);
    expect(text).toContain('| to build 1 |');
    expect(linesOf(text, name)[0]).toBe(`| ${name} | 2 | 44.0 | 40.0 … 60.0 | – | – | 2.00 | – |`);
  });

  it('names the best way of reading as the limit', () => {
    const blobs = result('reading, Blobs of 16', 'reading', [figures(300)]);
    const streams = result('reading, streams', 'reading', [figures(250)]);
    expect(pathText([page, streams, blobs])).toContain(
      'the tab’s limit of reading, 2 workers: 300 images/s (reading, Blobs of 16)',
    );
  });
});

describe('the share of the machine that other programs use', () => {
  const before = { busyMs: 100, allMs: 1000 };

  it('is the busy time of all cores without that of the measured ones', () => {
    expect(othersShare(before, { busyMs: 900, allMs: 2000 }, 500)).toBe(0.3);
  });

  it('is never below 0, and 0 if the system counts no time', () => {
    expect(othersShare(before, { busyMs: 400, allMs: 2000 }, 310)).toBe(0);
    expect(othersShare(before, before, 0)).toBe(0);
  });
});
