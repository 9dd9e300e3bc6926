import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Browser, BrowserContext, Page } from '@playwright/test';

import { planFolder, runPlan } from '../tools/drive/drive-page.ts';
import { colouredFolder } from './coloured-folder.ts';
import { readResult } from './stored-run.ts';

export type RunOutcome = Awaited<ReturnType<typeof readResult>>;

/** The number of pictures in the folder: enough to disturb a run in its middle. */
export const PHOTOS = 90;
export const QUERY = 'decode=canvas&workers=2';

/** Runs the folder of pictures without any disturbance. */
export async function readUndisturbed(browser: Browser, address: string): Promise<RunOutcome> {
  const root = await mkdtemp(join(tmpdir(), 'pixelpool-e2e-'));
  const context = await browser.newContext();
  try {
    for (const [path, bytes] of Object.entries(colouredFolder(PHOTOS))) {
      const target = join(root, 'photos', path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
    }
    const page = await openTab(context, address);
    await planFolder(page, join(root, 'photos'));
    await runPlan(page);
    return await readResult(page);
  } finally {
    await context.close();
    await rm(root, { recursive: true, force: true });
  }
}

/** Opens the page in a new tab that can be left during a run: its question is accepted. */
export async function openTab(
  context: BrowserContext,
  address: string,
  query = QUERY,
): Promise<Page> {
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  await page.goto(`${address}?${query}`);
  return page;
}
