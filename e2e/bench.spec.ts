import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { costByKind } from '../tools/bench/user-path/path-text.ts';
import type { SmokeReport } from '../tools/bench/smoke.ts';
import { expect, test } from './test.ts';

const execute = promisify(execFile);
const BENCH = fileURLToPath(new URL('../tools/bench/bench.ts', import.meta.url));

test('bench measures every contender on the user’s path, the warm page, and the page’s comparison', async () => {
  const json = test.info().outputPath('bench.json');
  const args = ['--import', import.meta.resolve('tsx'), BENCH, '--smoke', '--json', json];
  const { stdout } = await execute(process.execPath, args);
  const { userPath, warm, panel } = JSON.parse(await readFile(json, 'utf8')) as SmokeReport;
  const { images, firstTouchUs, results } = userPath;
  expect(images).toBe(24 * userPath.copies);
  expect(firstTouchUs).toBeGreaterThan(0);
  expect(results.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'pixelpool exact',
      'pixelpool turbo',
      'reading, Blobs of 32',
      'reading, files into one buffer',
      'reading, Blobs of 32 into kept buffers',
    ]),
  );
  for (const { name, kind, rounds } of results) {
    expect(stdout).toContain(`| ${name} | 2 |`);
    expect(rounds).toHaveLength(1);
    for (const figures of rounds) {
      expect(figures.images).toBe(images);
      expect(figures.imagesPerSecond).toBeGreaterThan(0);
      if (kind === 'page') expect(figures.downloadMs).toBeGreaterThan(0);
    }
    if (process.platform !== 'linux' || kind === 'native') continue;
    expect(costByKind(rounds, 'faults')?.get('renderer')).toBeGreaterThan(0);
    expect(rounds[0]?.peakMib).not.toBeNull();
  }
  expect(warm.warm[0]).toMatchObject({ mode: 'pixelpool turbo', workers: 2 });
  expect(warm.warm[0]?.imagesPerSecond[0]).toBeGreaterThan(0);
  expect(panel.runs.map(({ projection }) => projection.point.way)).toContain('turbo');
  for (const { realMs } of panel.runs) expect(realMs[0]).toBeGreaterThan(0);
  expect(stdout).toContain('| images/s | workers | panel | bench, warm | panel to bench |\n');
});
