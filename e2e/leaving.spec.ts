import { planFolder } from '../tools/drive/drive-page.ts';
import { colouredFolder } from './coloured-folder.ts';
import { dropAndStart, expectUndisturbed, test } from './disturbed-run.ts';
import { slowDecoding } from './slow-decoding.ts';
import { button, clickInLatest, earlierRuns, readResult, startAndWait } from './stored-run.ts';
import { expect } from './test.ts';
import { openIn, PHOTOS, QUERY } from './undisturbed.ts';

test('T13 during a run, but not after it, the page asks before it is closed, and the screen is kept awake', async ({
  page,
  photos,
  served,
}) => {
  await page.addInitScript(() => {
    const locks = { held: 0 };
    const request = async () => {
      locks.held += 1;
      return { release: async () => void (locks.held -= 1) };
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
    Object.assign(window, { locks });
  });
  const locksHeld = () =>
    page.evaluate(() => (Reflect.get(window, 'locks') as { readonly held: number }).held);
  const slowed = await slowDecoding(page, 10);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.goto(`${served.address}?${QUERY}`);
  await planFolder(page, photos);
  expect(await locksHeld()).toBe(0);
  await startAndWait(page, 5);
  await expect.poll(locksHeld).toBe(1);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await button(page, 'Pause').click();
  await expect.poll(locksHeld).toBe(0);
  await button(page, 'Resume').click();
  await expect.poll(locksHeld).toBe(1);
  await slowed.release(page);
  await readResult(page);
  expect(await locksHeld()).toBe(0);
  await page.reload();
  await expect(earlierRuns(page)).toBeVisible();
  expect(asked).toEqual(['beforeunload']);
});

test('T7 runs of two folders with the same name stay apart', async ({
  page,
  makeFolder,
  photos,
  served,
  undisturbed,
}) => {
  const slowed = await slowDecoding(page, 10);
  await openIn(page, served.address);
  await dropAndStart(page, photos, 15);
  await page.reload();
  const other = await makeFolder('photos', { ...colouredFolder(50), '00000.bmp': 'red.png' });
  await dropAndStart(page, other, 5);
  await slowed.release();
  await page.reload();
  await expect(earlierRuns(page)).toBeVisible();
  const entries = earlierRuns(page).getByRole('listitem');
  await expect(entries).toHaveCount(2);
  await expect(entries.nth(0)).toContainText(/photos.*of 50 done/s);
  await expect(entries.nth(1)).toContainText(new RegExp(`photos.*of ${PHOTOS} done`, 's'));
  await clickInLatest(page, 'Resume');
  expect((await readResult(page)).shape).toEqual([50, 64, 64, 3]);
  await page.reload();
  const older = earlierRuns(page)
    .getByRole('listitem')
    .filter({ hasText: `of ${PHOTOS} done` });
  await expect(earlierRuns(page)).toBeVisible();
  if (!(await older.isVisible())) await earlierRuns(page).locator('summary').click();
  await older.getByRole('button', { name: 'Resume' }).click();
  expectUndisturbed(await readResult(page), undisturbed);
});
