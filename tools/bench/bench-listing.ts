import { rm } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { median } from '../../src/core/statistics.ts';
import { planFolder } from '../drive/drive-page.ts';
import { generateFiles } from './generate-files.ts';
import { launchBrowser } from '../drive/launch-browser.ts';
import { serveDist } from '../drive/serve-dist.ts';
import { longestOf, readLongTasks, watchLongTasks } from './watch-tasks.ts';

const ROUNDS = 5;

/** From the drop to the plan, and the longest task on the page's thread meanwhile. Milliseconds. */
export interface ListingFigures {
  readonly files: number;
  readonly listMs: readonly number[];
  readonly longestTaskMs: readonly number[];
  readonly text: string;
}

/** Drops generated files, 1,000 in each folder, on a fresh page, several times. */
export async function listGeneratedFiles(files: number): Promise<ListingFigures> {
  const folder = await generateFiles(files, () => 'x');
  const served = await serveDist();
  const browser = await launchBrowser();
  const listMs: number[] = [];
  const longestTaskMs: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const page = await browser.newPage({ serviceWorkers: 'block' });
      await page.goto(served.address);
      await watchLongTasks(page);
      await planFolder(page, folder);
      const measured = await readListing(page);
      listMs.push(measured.listMs);
      longestTaskMs.push(measured.longestTaskMs);
      await page.close();
    }
  } finally {
    await browser.close();
    await served.close();
    await rm(folder, { recursive: true, force: true });
  }
  const text =
    `${files} files: median ${median(listMs).toFixed(0)} ms from drop to plan ` +
    `(${listMs.map((ms) => ms.toFixed(0)).join(', ')}); longest task on the page's thread ` +
    `${Math.max(...longestTaskMs).toFixed(0)} ms (0: none over 50 ms)\n`;
  return { files, listMs, longestTaskMs, text };
}

async function readListing(page: Page): Promise<{ listMs: number; longestTaskMs: number }> {
  const listMs = Number(await page.getByTestId('plan').getAttribute('data-list-ms'));
  const longestTaskMs = longestOf(await readLongTasks(page));
  return { listMs, longestTaskMs };
}
