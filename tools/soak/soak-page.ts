import type { BrowserContext, Page } from '@playwright/test';

import { pressStart } from '../drive/drive-page.ts';
import { dropFiles } from '../drive/drop-files.ts';
import { KILL_MESSAGE } from './kill-worker.ts';

const ANSWER_MS = 60_000;
const CRASH_MS = 10_000;

/**
 * Opens the page in a context; it may be left in the middle of a run without a question. Errors in
 * its console are logged.
 */
export async function openPage(
  context: BrowserContext,
  address: string,
  log: (line: string) => void,
): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_MS);
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  page.on('pageerror', ({ message }) => log(`error on the page: ${message}`));
  page.on('console', (message) => {
    const isKill = message.text().includes(KILL_MESSAGE);
    if (message.type() === 'error' && !isKill) log(`on the console: ${message.text()}`);
  });
  await page.goto(address);
  return page;
}

/** Drops the folder, waits for its plan and presses Start. */
export async function startRun(page: Page, folder: string): Promise<void> {
  await dropFiles(page, [folder]);
  await page.getByRole('heading', { name: 'Plan', exact: true }).waitFor();
  await pressStart(page);
  await page.getByRole('progressbar', { name: 'Images decoded' }).waitFor();
}

/**
 * Resumes the run that the page left behind, and drops the folder if the page asks for it. Returns
 * the page's words about its earlier runs, for the log.
 */
export async function resumeRun(page: Page, folder: string): Promise<string> {
  const earlier = page.getByRole('region', { name: 'Earlier runs' });
  const resume = earlier.getByRole('button', { name: 'Resume', exact: true }).first();
  const dropAgain = page.getByRole('heading', { name: /^Drop .* again to resume$/ });
  const going = page.getByRole('button', { name: 'Pause', exact: true });
  const result = page.getByRole('heading', { name: 'Result', exact: true });
  await resume.waitFor();
  const words = (await earlier.innerText()).replace(/\s+/g, ' ');
  await resume.click();
  await dropAgain.or(going).or(result).first().waitFor();
  if (await dropAgain.isVisible()) await dropFiles(page, [folder]);
  await going.or(result).first().waitFor();
  return words;
}

/**
 * Crashes the page's process. The page is lost: nothing loads in it any more. It is not closed: after
 * that no page of the context downloads anything.
 */
export async function crashPage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash', { timeout: CRASH_MS });
  // the process that would answer is gone
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
}

/** The progress of a run, as the page shows it. */
export interface RunGlance {
  readonly done: number;
  readonly isEnded: boolean;
  /** Why the run gave up; null if it did not. */
  readonly failure: string | null;
}

export function glanceAtRun(page: Page): Promise<RunGlance> {
  return page.evaluate(() => {
    const bar = document.querySelector('[role="progressbar"][aria-label="Images decoded"]');
    const buttons = [...document.querySelectorAll('button')];
    const isGoing = buttons.some(({ textContent }) => textContent === 'Stop');
    const failure = document.querySelector('.error[role="alert"]');
    return {
      done: Number(bar?.getAttribute('aria-valuenow') ?? 0),
      isEnded: !isGoing && document.querySelector('#result-heading') !== null,
      failure: isGoing ? null : (failure?.textContent ?? null),
    };
  });
}

/** The text of the page, to find out why a run does not continue. */
export async function wordsOf(page: Page): Promise<string> {
  const text = await page
    .locator('main')
    .innerText({ timeout: 5000 })
    .catch((error: unknown) => String(error));
  return text.replace(/\s+/g, ' ').slice(0, 2000);
}
