import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';

import type { Receipt } from '../../src/core/output/receipt.ts';
import { runParameterTexts, type RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { dropFiles } from './drop-files.ts';

/** The address of the page with these parameters in it. */
export function addressWith(address: string, parameters: RunParameters): string {
  // the page's default number of workers may be another than this process would guess
  const texts = runParameterTexts(parameters, null);
  const query = new URLSearchParams(texts.map(([name, text]) => [name, text]));
  return `${address}?${query.toString()}`;
}

/** Drops a folder and waits for its plan. If there is none, throws the reason that the page shows. */
export async function planFolder(page: Page, folder: string): Promise<void> {
  await dropFiles(page, [folder]);
  const plan = page.getByRole('heading', { name: 'Plan', exact: true });
  const notice = page.getByRole('alert');
  await plan.or(notice).first().waitFor({ timeout: 0 });
  if (!(await plan.isVisible())) throw new Error((await notice.innerText()).split('\n')[0]);
}

/** Clicks Start, waits for the run's end, and returns its receipt. */
export async function runPlan(page: Page): Promise<Receipt> {
  await runToResult(page);
  return receiptOf(page);
}

/** Clicks Start and waits for the result. If there is none, throws the reason that the page shows. */
export async function runToResult(page: Page): Promise<void> {
  await pressStart(page);
  const result = page.getByRole('heading', { name: 'Result', exact: true });
  const failure = page.getByText(/^The run (failed|paused)/);
  await result.or(failure).first().waitFor({ timeout: 0 });
  if (!(await result.isVisible())) throw new Error(await failure.innerText());
}

export async function pressStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
}

/** The receipt of the run that has ended. */
export async function receiptOf(page: Page): Promise<Receipt> {
  const receipt = await clickToDownload(page, 'Receipt');
  return JSON.parse(await readFile(await receipt.path(), 'utf8')) as Receipt;
}

/** Clicks a button of the result, and returns the downloaded file. */
export async function clickToDownload(
  page: Page,
  name: 'Download' | 'Manifest' | 'Failed files (CSV)' | 'Receipt' | 'Verify script',
): Promise<Download> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 0 }),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return download;
}
