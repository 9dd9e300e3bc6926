import { expect, type Page } from '@playwright/test';

import { pressStart } from '../tools/drive/drive-page.ts';
import { downloadArray, downloadManifest } from './read-result.ts';

/** The button of exactly this name. */
export function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

export function earlierRuns(page: Page) {
  return page.getByRole('region', { name: 'Earlier runs' });
}

/** The entry of the latest stored run; opens the list if it is folded. */
export async function latestRun(page: Page) {
  const runs = earlierRuns(page);
  await expect(runs).toBeVisible();
  const entry = runs.getByRole('listitem').first();
  if (!(await entry.isVisible())) await runs.locator('summary').click();
  await expect(entry).toBeVisible();
  return entry;
}

export function resumeLatest(page: Page): Promise<void> {
  return clickInLatest(page, 'Resume');
}

/** Clicks a button of the latest stored run. */
export async function clickInLatest(page: Page, name: string): Promise<void> {
  const entry = await latestRun(page);
  await entry.getByRole('button', { name, exact: true }).click();
}

/** Waits for the end of the run; returns its array, its manifest, and the counts of the page. */
export async function readResult(page: Page) {
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toBeVisible();
  const counts = Object.fromEntries(
    ['listed', 'ok', 'warned', 'failed', 'ignored'].map((word) => [word, 0]),
  );
  for (const [, number = '0', word = ''] of (await result.innerText()).matchAll(
    /([\d,]+) (listed|ok|warned|failed|ignored)/g,
  )) {
    counts[word] = Number(number.replaceAll(',', ''));
  }
  const { shape, bytes } = await downloadArray(page);
  const { text, lines } = await downloadManifest(page);
  return { shape, bytes, manifest: text, lines, counts };
}

/** Clicks Start and waits until this many images are done. */
export async function startAndWait(page: Page, done: number): Promise<void> {
  await pressStart(page);
  await waitForDone(page, done);
}

export async function waitForDone(page: Page, done: number): Promise<void> {
  const progress = page.getByRole('progressbar', { name: 'Images decoded' });
  await expect
    .poll(async () => Number(await progress.getAttribute('aria-valuenow')), { intervals: [50] })
    .toBeGreaterThanOrEqual(done);
}
