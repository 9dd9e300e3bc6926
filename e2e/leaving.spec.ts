import type { Page } from '@playwright/test';

import { planFolder } from '../tools/drive/drive-page.ts';
import { colouredFolder } from './coloured-folder.ts';
import { dropAndStart, expectUndisturbed, test } from './disturbed-run.ts';
import { slowDecoding } from './slow-decoding.ts';
import { button, clickInLatest, earlierRuns, readResult } from './stored-run.ts';
import { expect } from './test.ts';
import { openTab } from './undisturbed.ts';

test('T13 the page asks before it is closed during a run, but not after it', async ({
  page,
  photos,
  served,
}) => {
  const slowed = await slowDecoding(page, 10);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.goto(`${served.address}?decode=canvas&workers=2`);
  await dropAndStart(page, photos, 5);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await slowed.release(page);
  await readResult(page);
  await page.reload();
  await expect(earlierRuns(page)).toBeVisible();
  expect(asked).toEqual(['beforeunload']);
});

test('T13 the screen is kept awake while a run is active, and no longer', async ({
  context,
  photos,
  served,
}) => {
  await context.addInitScript(() => {
    const locks = { held: 0 };
    const request = async () => {
      locks.held += 1;
      return { release: async () => void (locks.held -= 1) };
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
    Object.assign(window, { locks });
  });
  const locksHeld = (page: Page) =>
    page.evaluate(() => (Reflect.get(window, 'locks') as { readonly held: number }).held);
  const slowed = await slowDecoding(context, 10);
  const page = await openTab(context, served.address);
  await planFolder(page, photos);
  expect(await locksHeld(page)).toBe(0);
  await button(page, 'Start').click();
  await expect.poll(() => locksHeld(page)).toBe(1);
  await button(page, 'Pause').click();
  await expect.poll(() => locksHeld(page)).toBe(0);
  await button(page, 'Resume').click();
  await expect.poll(() => locksHeld(page)).toBe(1);
  await slowed.release(page);
  await readResult(page);
  expect(await locksHeld(page)).toBe(0);
});

test('T7 runs of two folders with the same name stay apart', async ({
  context,
  makeFolder,
  photos,
  served,
  undisturbed,
}) => {
  const slowed = await slowDecoding(context, 15);
  const page = await openTab(context, served.address);
  await dropAndStart(page, photos, 20);
  await page.reload();
  const other = await makeFolder('photos', { ...colouredFolder(60), '00000.bmp': 'red.png' });
  await dropAndStart(page, other, 10);
  await slowed.release();
  await page.reload();
  await expect(earlierRuns(page)).toBeVisible();
  const entries = earlierRuns(page).getByRole('listitem');
  await expect(entries).toHaveCount(2);
  await expect(entries.nth(0)).toContainText(/photos.*of 60 done/s);
  await expect(entries.nth(1)).toContainText(/photos.*of 90 done/s);
  await clickInLatest(page, 'Resume');
  expect((await readResult(page)).shape).toEqual([60, 64, 64, 3]);
  await page.reload();
  const older = earlierRuns(page).getByRole('listitem').filter({ hasText: 'of 90 done' });
  await expect(earlierRuns(page)).toBeVisible();
  if (!(await older.isVisible())) await earlierRuns(page).locator('summary').click();
  await older.getByRole('button', { name: 'Resume' }).click();
  expectUndisturbed(await readResult(page), undisturbed);
});
