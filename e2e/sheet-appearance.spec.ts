import { join } from 'node:path';

import type { Page } from '@playwright/test';
import axe from 'axe-core';

import { planFolder, pressStart, runToResult } from '../tools/drive/drive-page.ts';
import { colouredFolder } from './coloured-folder.ts';
import { cellOf, isSettled, openSheet, pressed } from './sheet-page.ts';
import { slowDecoding } from './slow-decoding.ts';
import { waitForDone } from './stored-run.ts';
import { expect, test } from './test.ts';
import { VARIED } from './varied-folder.ts';

/** Looks for mistakes, light and dark, on a phone and on a screen; keeps pictures if it is told where. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [390, 1280]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 844 });
      const found = await page.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const result = await window.axe?.run({ resultTypes: ['violations'] });
        return result?.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
      });
      expect(found).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      const folder = process.env['PIXELPOOL_SCREENSHOTS'];
      if (folder === undefined) continue;
      const path = join(folder, `${name}-${colorScheme}-${width}.png`);
      await page.screenshot({ path, fullPage: !name.endsWith('row') });
    }
  }
  await page.setViewportSize({ width: 800, height: 480 });
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

test('A1 the sheet and a large row are accessible, light and dark, on a phone and on a screen', async ({
  open,
  page,
  makeFolder,
}) => {
  await open('width=64&height=64');
  await page.evaluate(axe.source);
  await planFolder(
    page,
    await makeFolder('photos', { ...VARIED, 'd/broken.jpg': 'truncated.jpg' }),
  );
  await runToResult(page);
  await openSheet(page);
  await page.getByLabel('Group by').selectOption('label');
  await cellOf(page, 'a/cmyk.jpg').focus();
  await pressed(page, 'x');
  await isSettled(page, 1);
  await looksRight(page, 'sheet-grid');
  await cellOf(page, 'b/photo.jpg').click();
  await looksRight(page, 'sheet-row');
});

test('A1 a mosaic while the run goes on, and what is in the result, are accessible', async ({
  open,
  page,
  makeFolder,
}) => {
  const slowed = await slowDecoding(page, 5);
  await open('decode=canvas');
  await page.evaluate(axe.source);
  await planFolder(page, await makeFolder('many', colouredFolder(20)));
  await pressStart(page);
  await waitForDone(page, 2);
  await expect(page.getByLabel('Rows of the run')).toBeVisible();
  await looksRight(page, 'mosaic');
  await slowed.release();
  const summary = page.getByText('What is in it: statistics and findings');
  await summary.focus();
  await pressed(page, 'Enter');
  await expect(page.getByLabel(/^Row of /).first()).toBeVisible();
  await looksRight(page, 'inspection');
});
