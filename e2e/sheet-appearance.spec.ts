import { join } from 'node:path';

import axe from 'axe-core';

import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { cellOf, isSettled, openSheet, paintedHash, pressed } from './sheet-page.ts';
import { expect, test } from './test.ts';
import { VARIED } from './varied-folder.ts';

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
  for (const isLarge of [false, true]) {
    if (isLarge) await cellOf(page, 'b/photo.jpg').click();
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [390, 1280]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 844 });
        await paintedHash(page, '[data-slot="0"]', [64, 64]);
        const found = await page.evaluate(async () => {
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
        const name = `sheet-${isLarge ? 'row' : 'grid'}-${colorScheme}-${width}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: !isLarge });
      }
    }
  }
  await page.setViewportSize({ width: 800, height: 480 });
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
});
