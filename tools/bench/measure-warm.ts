import { availableParallelism } from 'node:os';

import type { Browser, Page } from '@playwright/test';

import { DEFAULT_RECIPE, type DecodeMode } from '../../src/core/recipe/recipe.ts';
import type { Contender, Measurement } from './warm-contender.ts';
import { addressWith, planFolder, receiptOf, runPlan } from '../drive/drive-page.ts';
import { launchProfile } from '../drive/launch-browser.ts';
import { serveDist } from '../drive/serve-dist.ts';
import { cpuMs, untilQuiet } from './until-quiet.ts';

export interface MeasuredPage {
  readonly contenders: readonly Contender[];
  close(): Promise<void>;
}

/**
 * Opens the built page once for each mode and worker count, with the folder planned; an untimed run
 * goes before each measurement. The clock is the page's own: first dispatch to last row stored.
 */
export async function openMeasuredPage(
  folder: string,
  modes: readonly DecodeMode[],
  workerCounts: readonly number[],
): Promise<MeasuredPage> {
  const served = await serveDist();
  const profile = await launchProfile();
  const { browser } = profile;
  const contenders: Contender[] = [];
  for (const decode of modes) {
    for (const workers of workerCounts) {
      const page = await profile.context.newPage();
      const recipe = { ...DEFAULT_RECIPE, decode };
      await page.goto(
        addressWith(served.address, { recipe, workers, failed: 'drop', hidden: 'in' }),
      );
      await planFolder(page, folder);
      await untilQuiet(browser);
      contenders.push({
        mode: `pixelpool ${decode}`,
        isNative: false,
        workers,
        measure: (seconds) => measureRuns(browser, page, seconds),
      });
    }
  }
  return {
    contenders,
    async close() {
      await profile.close();
      await served.close();
    },
  };
}

async function measureRuns(browser: Browser, page: Page, seconds: number): Promise<Measurement> {
  await page.bringToFront();
  await runPlan(page); // untimed, as the peers' first images are: the page was in the background
  const sums = { wallMs: 0, images: 0, cpuMs: 0, elapsedMs: 0 };
  while (sums.wallMs < seconds * 1000) {
    const cpuBefore = await cpuMs(browser);
    const startedAt = performance.now();
    await page.evaluate(runToEnd);
    sums.elapsedMs += performance.now() - startedAt;
    sums.cpuMs += (await cpuMs(browser)) - cpuBefore;
    const { timings, counts } = await receiptOf(page);
    sums.wallMs += timings.wallMs;
    sums.images += counts.ok + counts.warned + counts.failed;
  }
  return {
    imagesPerSecond: sums.images / (sums.wallMs / 1000),
    busy: sums.cpuMs / (sums.elapsedMs * availableParallelism()),
  };
}

/**
 * Runs in the page: presses Start and waits for the end. Playwright's own waiting asks twice a second,
 * which is long after a short run, when the cores are idle again.
 */
export function runToEnd(): Promise<void> {
  const buttons = [...document.querySelectorAll('button')];
  buttons.find(({ textContent }) => textContent === 'Start')?.click();
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      const failure = document.querySelector('.error[role="alert"]');
      const hasResult = document.querySelector('#result-heading') !== null;
      if (!hasResult && failure === null) return;
      observer.disconnect();
      if (failure === null) resolve();
      else reject(new Error(failure.textContent));
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}
