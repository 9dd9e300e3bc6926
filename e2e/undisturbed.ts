import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Browser, BrowserContext, Page } from '@playwright/test';

import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { colouredFolder } from './coloured-folder.ts';
import { readResult } from './stored-run.ts';

export type RunOutcome = Awaited<ReturnType<typeof readResult>>;

/** The number of pictures in the folder: enough to disturb a run in its middle. */
export const PHOTOS = 60;
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
    await runToResult(page);
    return await readResult(page);
  } finally {
    await context.close();
    await rm(root, { recursive: true, force: true });
  }
}

/**
 * Makes each row take 192 KiB, 11 MiB together: browsers ask for room by the megabyte. The result is
 * `enlarged(undisturbed)`.
 */
export const LARGE_QUERY = `${QUERY}&width=256&height=256`;

/** The same run with `LARGE_QUERY`: each picture has one colour. */
export function enlarged(run: RunOutcome): RunOutcome {
  const [rows = 0, height = 0, width = 0, channels = 0] = run.shape;
  const rowBytes = height * width * channels;
  const bytes = Buffer.concat(
    Array.from({ length: rows }, (_, row) => {
      const colour = run.bytes.subarray(row * rowBytes, row * rowBytes + channels);
      return Buffer.alloc(256 * 256 * channels, colour);
    }),
  );
  return { ...run, shape: [rows, 256, 256, channels], bytes };
}

/** Opens the page in a new tab of the context. It can be left during a run, as with `openIn`. */
export async function openTab(
  context: BrowserContext,
  address: string,
  query = QUERY,
): Promise<Page> {
  return openIn(await context.newPage(), address, query);
}

/** Opens the page in a tab that can be left during a run: its question is accepted. */
export async function openIn(page: Page, address: string, query = QUERY): Promise<Page> {
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  await page.goto(`${address}?${query}`);
  return page;
}
