import { readFile } from 'node:fs/promises';

import type { Locator, Page } from '@playwright/test';

import { projectionsOf, seriesOf, type Projection } from '../../src/core/comparison/facts.ts';
import { readComparison } from '../../src/core/comparison/read-report.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { median } from '../../src/core/statistics.ts';
import { addressWith, planFolder } from '../drive/drive-page.ts';
import { launchProfile } from '../drive/launch-browser.ts';
import { serveDist } from '../drive/serve-dist.ts';
import { benchWarm, type WarmOptions } from './bench-warm.ts';
import { runToEnd } from './measure-warm.ts';
import { untilMeasured } from './until-measured.ts';
import { untilQuiet } from './until-quiet.ts';
import type { Measured } from './warm-contender.ts';

export interface PanelOptions extends WarmOptions {
  /** The time of the page's comparison, one of those that it offers. */
  readonly panelSeconds: number;
}

/** A projection of the page, and the time of real runs from Start to finished. */
export interface ProjectedRun {
  readonly projection: Projection;
  readonly realMs: readonly number[];
}

export interface PanelReport {
  readonly report: ComparisonReport;
  readonly runs: readonly ProjectedRun[];
  readonly warm: readonly Measured[];
  readonly text: string;
}

/**
 * The page's own comparison, its projections beside real runs, and its figures beside bench's, which are
 * measured if they are not given.
 */
export async function benchPanel(
  options: PanelOptions,
  given: readonly Measured[] | null = null,
): Promise<PanelReport> {
  const { report, runs } = await comparePage(options);
  const warm = given ?? (await benchWarm(options)).warm;
  return { report, runs, warm, text: `${figureTable(report, warm)}\n${runTable(runs)}` };
}

/** Presses Compare on a fresh page, and then runs the folder with each choice that it offers. */
async function comparePage({
  folder,
  panelSeconds,
  rounds,
}: PanelOptions): Promise<Pick<PanelReport, 'report' | 'runs'>> {
  const served = await serveDist();
  const profile = await launchProfile();
  try {
    const page = await profile.context.newPage();
    const parameters = {
      recipe: DEFAULT_RECIPE,
      workers: 1,
      failed: 'drop',
      hidden: 'in',
    } as const;
    await page.goto(addressWith(served.address, parameters));
    await planFolder(page, folder);
    await untilMeasured(page);
    await untilQuiet(profile.browser);
    const panel = page.getByRole('region', { name: 'Comparison' });
    const report = await compare(page, panel, panelSeconds);
    const runs: ProjectedRun[] = [];
    for (const projection of projectionsOf(report)) {
      runs.push({ projection, realMs: await timeRuns(page, panel, projection, rounds) });
    }
    return { report, runs };
  } finally {
    await profile.close();
    await served.close();
  }
}

async function compare(page: Page, panel: Locator, seconds: number): Promise<ComparisonReport> {
  await page.getByLabel(/workers and ways/).selectOption(String(seconds));
  await page.getByRole('button', { name: 'Compare', exact: true }).press('Enter');
  await panel
    .locator('.facts')
    .getByText(/each time · \d+ passes$/)
    .waitFor({ timeout: 0 });
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 0 }),
    panel.getByRole('button', { name: 'Save as JSON' }).press('Enter'),
  ]);
  const report = readComparison(await readFile(await download.path(), 'utf8'));
  if ('reason' in report) throw new Error(`The comparison cannot be read: ${report.reason}.`);
  return report;
}

/** Milliseconds from Start to finished, after a run that is not timed. */
async function timeRuns(
  page: Page,
  panel: Locator,
  { point }: Projection,
  rounds: number,
): Promise<readonly number[]> {
  const workers = `${point.workers} ${point.workers === 1 ? 'worker' : 'workers'}`;
  const way = point.way === 'turbo' ? 'Turbo' : 'Exact';
  await panel.getByRole('button', { name: `Use for Start: ${way}, ${workers}` }).press('Enter');
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const startedAt = performance.now();
    await page.evaluate(runToEnd);
    if (round > 0) times.push(performance.now() - startedAt);
  }
  return times;
}

function figureTable(report: ComparisonReport, warm: readonly Measured[]): string {
  const lines = [
    '| images/s | workers | panel | bench, warm | panel to bench |',
    '|---|--:|--:|--:|--:|',
  ];
  for (const { way, points } of seriesOf(report)) {
    for (const { workers, rate } of points) {
      const same = (each: Measured): boolean =>
        each.mode === `pixelpool ${way}` && each.workers === workers;
      const measured = warm.find(same);
      if (measured === undefined) continue;
      const bench = median(measured.imagesPerSecond);
      lines.push(
        `| ${way} | ${workers} | ${rate.median.toFixed(1)} | ${bench.toFixed(1)} | ${(rate.median / bench).toFixed(2)} |`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function runTable(runs: readonly ProjectedRun[]): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  const lines = runs.map(({ projection, realMs }) => {
    const { point, ms, lowMs, highMs } = projection;
    const real = median(realMs);
    const interval = `${seconds(lowMs)} … ${seconds(highMs)}`;
    return `| ${point.way} | ${point.workers} | ${seconds(ms)} | ${interval} | ${seconds(real)} | ${(ms / real).toFixed(2)} |`;
  });
  return [
    '| from Start to finished | workers | projected, s | interval | real, s | projected to real |',
    '|---|--:|--:|--:|--:|--:|',
    ...lines,
    '',
  ].join('\n');
}
