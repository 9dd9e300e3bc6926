import type { Page } from '@playwright/test';

import type { RunParameters } from '../../../src/core/recipe/recipe-parameters.ts';
import { addressWith, receiptOf } from '../../drive/drive-page.ts';
import { dropFiles } from '../../drive/drop-files.ts';
import { launchProfile } from '../../drive/launch-browser.ts';
import { untilQuiet } from '../until-quiet.ts';
import { pssOfTabs, withUsage } from './browser-span.ts';
import type { PathFigures } from './path-contender.ts';

/** Milliseconds of the page's clock. */
interface PathTimes {
  readonly dropMs: number;
  readonly startMs: number;
  /** The result is shown: every row is stored, and recorded. */
  readonly resultMs: number;
  /** The array can be downloaded. */
  readonly downloadMs: number;
}

declare global {
  interface Window {
    droppedAtMs?: number;
  }
}

/**
 * The way of a user, once: a new browser with a new profile, the page, a folder that is dropped on it, Start
 * as soon as there is a plan, and the wait for the array. Throws if an image of the folder failed.
 */
export async function measureUserPath(
  address: string,
  parameters: RunParameters,
  folder: string,
  samplesMemory: boolean,
): Promise<PathFigures> {
  const profile = await launchProfile();
  const { browser } = profile;
  try {
    const page = await profile.context.newPage();
    await page.goto(addressWith(address, parameters));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilQuiet(browser); // it has just been started, which is not measured
    const idleMib = samplesMemory ? await pssOfTabs(browser) : 0;
    await dropAndPlan(page, folder);
    const [times, { usage, peakMib, others }] = await withUsage(browser, samplesMemory, () =>
      page.evaluate(runToDownload),
    );
    const { counts } = await receiptOf(page);
    if (counts.failed > 0) {
      throw new Error(`${counts.failed} images failed: measure on a folder of good images only.`);
    }
    const images = counts.ok + counts.warned;
    return {
      images,
      imagesPerSecond: images / ((times.resultMs - times.startMs) / 1000),
      downloadMs: times.downloadMs - times.dropMs,
      usage,
      peakMib: peakMib === null ? null : peakMib - idleMib,
      others,
    };
  } finally {
    await profile.close();
  }
}

async function dropAndPlan(page: Page, folder: string): Promise<void> {
  await page.evaluate(() => {
    window.addEventListener('drop', () => void (window.droppedAtMs = performance.now()), {
      capture: true,
      once: true,
    });
  });
  const planned = page.evaluate(untilStartable);
  await Promise.all([dropFiles(page, [folder]), planned]);
}

/** Runs in the page. Playwright's own waiting asks twice a second only, as in all functions here. */
function untilStartable(): Promise<void> {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      const buttons = [...document.querySelectorAll('button')];
      const start = buttons.find(({ textContent }) => textContent === 'Start');
      const notice = document.querySelector('[role="alert"]');
      if (start?.disabled === false) resolve();
      else if (notice !== null) reject(new Error(notice.textContent));
      else return;
      observer.disconnect();
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
}

/** Runs in the page, once it has a plan. */
function runToDownload(): Promise<PathTimes> {
  const dropMs = window.droppedAtMs ?? NaN;
  const startMs = performance.now();
  const buttons = [...document.querySelectorAll('button')];
  buttons.find(({ textContent }) => textContent === 'Start')?.click();
  return new Promise((resolve, reject) => {
    let resultMs: number | null = null;
    const observer = new MutationObserver(() => {
      const failure = document.querySelector('.error[role="alert"]');
      if (document.querySelector('#result-heading') !== null) resultMs ??= performance.now();
      const download = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === 'Download',
      );
      if (failure !== null) reject(new Error(failure.textContent));
      else if (resultMs === null) return;
      else if (download === undefined) reject(new Error('No image of the folder was decoded.'));
      else if (download.disabled) return;
      else resolve({ dropMs, startMs, resultMs, downloadMs: performance.now() });
      observer.disconnect();
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
}
