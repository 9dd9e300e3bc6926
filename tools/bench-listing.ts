import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { median } from './contender.ts';
import { planFolder } from './drive-page.ts';
import { launchBrowser } from './launch-browser.ts';
import { serveDist } from './serve-dist.ts';

const FILES_A_FOLDER = 1000;
const ROUNDS = 5;

/** From the drop to the plan, and the longest task on the page's thread meanwhile. Milliseconds. */
export interface ListingFigures {
  readonly files: number;
  readonly listMs: readonly number[];
  readonly longestTaskMs: readonly number[];
  readonly text: string;
}

/** Drops a folder of so many generated files, 1,000 in each folder, on a fresh page, several times. */
export async function listGeneratedFiles(files: number): Promise<ListingFigures> {
  const folder = await generateFiles(files);
  const served = await serveDist();
  const browser = await launchBrowser();
  const listMs: number[] = [];
  const longestTaskMs: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const page = await browser.newPage();
      await page.goto(served.address);
      await watchTasks(page);
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

async function generateFiles(files: number): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'pixelpool-list-'));
  for (let start = 0; start < files; start += FILES_A_FOLDER) {
    const folder = join(root, `folder-${String(start / FILES_A_FOLDER).padStart(4, '0')}`);
    await mkdir(folder);
    const count = Math.min(FILES_A_FOLDER, files - start);
    const names = Array.from(
      { length: count },
      (_, i) => `image-${String(i).padStart(4, '0')}.jpg`,
    );
    await Promise.all(names.map((name) => writeFile(join(folder, name), 'x')));
  }
  return root;
}

declare global {
  interface Window {
    longestTaskMs?: number;
  }
}

function watchTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.longestTaskMs = 0;
    const observer = new PerformanceObserver((tasks) => {
      const durations = tasks.getEntries().map((task) => task.duration);
      window.longestTaskMs = Math.max(window.longestTaskMs ?? 0, ...durations);
    });
    observer.observe({ type: 'longtask' });
  });
}

async function readListing(page: Page): Promise<{ listMs: number; longestTaskMs: number }> {
  const listMs = Number(await page.getByTestId('plan').getAttribute('data-list-ms'));
  const longestTaskMs = await page.evaluate(() => window.longestTaskMs ?? 0);
  return { listMs, longestTaskMs };
}
