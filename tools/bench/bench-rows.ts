import type { Browser, Page } from '@playwright/test';

import { median } from '../../src/core/statistics.ts';
import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { addressWith, runPlan } from '../drive/drive-page.ts';
import { launchProfile } from '../drive/launch-browser.ts';
import { memoryNow } from './memory-slope.ts';
import { pageHeapBytes } from './page-heap.ts';
import { rowsText } from './rows-text.ts';
import { serveScale } from './serve-scale.ts';
import { untilMeasured } from './until-measured.ts';
import { longestOf, readLongTasks, watchLongTasks } from './watch-tasks.ts';

export interface RowsOptions {
  readonly slots: number;
  readonly side: number;
  readonly workers: number;
  /** Pairs of runs, with and without a mosaic. */
  readonly rounds: number;
}

/** What one thing that a user does with the rows costs. */
export interface StepFigures {
  readonly name: string;
  readonly ms: number;
  /** On the page's thread; 0 if none took 50 ms. */
  readonly longestTaskMs: number;
  /** After it: the heap of the page's thread, and the private memory of the tab with its workers. */
  readonly heapMib: number;
  readonly tabMib: number;
}

export interface RowsFigures extends RowsOptions {
  readonly steps: readonly StepFigures[];
  /** The page's own clock of a run, in pairs. */
  readonly wallMs: readonly { readonly without: number; readonly with: number }[];
  readonly text: string;
}

/** Looks through the rows of a run of made-up pictures as a user does. */
export async function measureRows(options: RowsOptions): Promise<RowsFigures> {
  const { slots, side, workers, rounds } = options;
  const recipe = { ...DEFAULT_RECIPE, width: side, height: side };
  const parameters: RunParameters = { recipe, workers, failed: 'drop', hidden: 'in' };
  const served = await serveScale();
  const profile = await launchProfile();
  try {
    const page = await profile.context.newPage();
    await page.goto(addressWith(served.address, parameters));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await watchLongTasks(page);
    await page.evaluate((files) => window.scale?.dropFiles(files), slots);
    await untilMeasured(page);
    await runWith(page, true); // starts workers
    const wallMs: { without: number; with: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      // the first of a pair changes, too
      const first = await runWith(page, round % 2 === 0);
      const second = await runWith(page, round % 2 === 1);
      wallMs.push(
        round % 2 === 0 ? { with: first, without: second } : { without: first, with: second },
      );
    }
    const steps = await measureSteps(page, profile.browser, slots);
    const figures = { ...options, steps, wallMs };
    return { ...figures, text: rowsText(figures, median) };
  } finally {
    await profile.close();
    await served.close();
  }
}

async function runWith(page: Page, hasMosaic: boolean): Promise<number> {
  await page.evaluate((has) => {
    if (window.scale !== undefined) window.scale.hasMosaic = has;
  }, hasMosaic);
  const { timings } = await runPlan(page);
  return timings.wallMs;
}

async function measureSteps(
  page: Page,
  browser: Browser,
  slots: number,
): Promise<readonly StepFigures[]> {
  const figures: StepFigures[] = [];
  const good = slots - Math.floor(slots / 100);
  const button = (name: RegExp | string) => page.getByRole('button', { name });
  const status = page.getByRole('status').filter({ hasText: 'shown' });
  async function step(name: string, act: () => Promise<unknown>): Promise<void> {
    await readLongTasks(page);
    const startedAt = performance.now();
    await act();
    const ms = performance.now() - startedAt;
    const longestTaskMs = longestOf(await readLongTasks(page));
    const heapMib = (await pageHeapBytes(page)) / 2 ** 20;
    const { tabMib } = await memoryNow(browser, 0);
    figures.push({ name, ms, longestTaskMs, heapMib, tabMib });
    process.stderr.write(`${name}: ${ms.toFixed(0)} ms\n`);
  }
  await step('before', async () => undefined);
  await step('open the sheet', async () => {
    await button('Show all rows').click();
    await page.locator('.sheet-cell canvas[data-small]').first().waitFor();
  });
  await step('scroll through, 300 steps', () => scrollThrough(page, 300));
  await step('show the files that are ok', async () => {
    await page.getByRole('combobox', { name: 'Show' }).selectOption('ok');
    await page.getByRole('grid', { name: good.toLocaleString('en') }).waitFor({ timeout: 0 });
  });
  await step('exclude them', async () => {
    await button(/^Exclude all/).click();
    await status.filter({ hasText: 'excluded' }).waitFor({ timeout: 0 });
  });
  await step('undo', async () => {
    await button('Undo').click();
    await status.filter({ hasNotText: 'excluded' }).waitFor({ timeout: 0 });
  });
  await step('statistics and findings', async () => {
    await page.getByText('What is in it: statistics and findings').click();
    const heading = page.getByRole('heading', { name: 'Mean and standard deviation' });
    await heading.waitFor({ timeout: 0 });
  });
  return figures;
}

/** From the first to the last line of the sheet, a frame a step. */
async function scrollThrough(page: Page, steps: number): Promise<void> {
  await page.getByRole('grid', { name: /^Contact sheet/ }).evaluate(async (grid, count) => {
    const scroller = grid.closest('.sheet-scroller') ?? grid;
    const whole = scroller.scrollHeight - scroller.clientHeight;
    for (let i = 1; i <= count; i++) {
      scroller.scrollTop = (whole * i) / count;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, steps);
}
