import type { Page } from '@playwright/test';

import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { colouredFolder, numberedPath } from './coloured-folder.ts';
import { slowDecoding } from './slow-decoding.ts';
import { downloadArray, parseNpy } from './read-result.ts';
import { button, clickInLatest, earlierRuns, latestRun, startAndWait } from './stored-run.ts';
import { expect, test, withoutHandles } from './test.ts';

test.beforeEach(({ page }) => {
  // a page that is left during a run asks first
  page.on('dialog', (dialog) => void dialog.accept());
});

/** A folder whose first `broken` images have no bytes. */
function folderWithBroken(images: number, broken: number): Readonly<Record<string, Uint8Array>> {
  const files = Array.from({ length: broken }, (_, i) => [numberedPath(i), new Uint8Array()]);
  return { ...colouredFolder(images), ...Object.fromEntries(files) };
}

/** The stage is narrow in some of these windows, so that the longer facts of a pause take two lines. */
const WIDTHS = [760, 800];

async function positionsIn(page: Page, names: readonly string[]) {
  const positions: unknown[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 480 });
    for (const name of names) positions.push(await positionOf(page, name));
  }
  return positions;
}

/** Relative to the stage, which pictures that are drawn above it may move. */
function positionOf(page: Page, name: string) {
  const stage = page.getByRole('region', { name: 'Run', exact: true });
  return stage.evaluate((element, text) => {
    const found = [...element.querySelectorAll('button')].find((b) => b.innerText === text);
    const [outer, inner] = [element.getBoundingClientRect(), found?.getBoundingClientRect()];
    return inner === undefined ? [] : [inner.x - outer.x, inner.y - outer.y];
  }, name);
}

test('A2 A11 focus and button positions stay the same when the run changes its status', async ({
  open,
  makeFolder,
  page,
}) => {
  await slowDecoding(page, 20);
  await open('decode=canvas');
  await planFolder(page, await makeFolder('photos', colouredFolder(100)));
  await startAndWait(page, 5);
  const running = await positionsIn(page, ['Pause', 'Stop']);
  await button(page, 'Pause').press('Enter');
  await expect(page.getByTestId('run-facts')).toContainText('paused');
  await expect(button(page, 'Resume')).toBeFocused();
  expect(await positionsIn(page, ['Resume', 'Stop'])).toEqual(running);
  await button(page, 'Resume').press('Enter');
  await expect(button(page, 'Pause')).toBeFocused();
  expect(await positionsIn(page, ['Pause', 'Stop'])).toEqual(running);
  await button(page, 'Pause').press('Enter');
  await expect(button(page, 'Resume')).toBeFocused();
  await button(page, 'Stop').press('Enter');
  await expect(button(page, 'Stop')).toHaveCount(0);
  // a new stage receives the focus, as after every run
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toBeFocused();
});

test('A11 when a focused button disappears, the focus moves to one nearby', async ({
  open,
  makeFolder,
  page,
}) => {
  await open('decode=canvas');
  const folder = await makeFolder('photos', colouredFolder(2));
  for (let runs = 0; runs < 2; runs++) {
    await planFolder(page, folder);
    await runToResult(page);
  }
  await page.reload();
  const entry = await latestRun(page);
  await entry.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await expect(entry.getByRole('button', { name: 'Keep', exact: true })).toBeFocused();
  await entry.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await expect(earlierRuns(page).getByRole('listitem')).toHaveCount(1);
  await expect(earlierRuns(page).locator('button:focus')).toHaveCount(1);
});

test('A12 the array can be written straight to a picked file', async ({
  open,
  makeFolder,
  page,
}) => {
  await page.addInitScript(() => {
    const pick = async ({ suggestedName }: { suggestedName: string }) =>
      (await navigator.storage.getDirectory()).getFileHandle(`picked ${suggestedName}`, {
        create: true,
      });
    Object.assign(window, { showSaveFilePicker: pick });
  });
  await open();
  await planFolder(page, await makeFolder('photos', colouredFolder(4)));
  await runToResult(page);
  const downloaded = await downloadArray(page);
  await button(page, 'Save as…').click();
  const readPicked = async () => {
    const bytes = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      // it may not have been picked yet
      const picked = await root.getFileHandle('picked photos.npy', { create: true });
      return [...new Uint8Array(await (await picked.getFile()).arrayBuffer())];
    });
    return Buffer.from(bytes);
  };
  await expect
    .poll(async () => (await readPicked()).length, { timeout: 20_000 })
    .toBe(128 + downloaded.bytes.length);
  const saved = parseNpy(await readPicked());
  expect(saved.shape).toEqual([4, 64, 64, 3]);
  expect(saved.bytes.equals(downloaded.bytes)).toBe(true);
});

test('A12 without a file picker there is no Save as button', async ({ open, page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await open();
  await button(page, 'Try 12 samples').click();
  await runToResult(page);
  await expect(button(page, 'Download')).toBeVisible();
  await expect(button(page, 'Save as…')).toHaveCount(0);
});

test('A14 a retry that waits for its folder says so', async ({ open, makeFolder, page }) => {
  await withoutHandles(page);
  await open('decode=canvas');
  await planFolder(page, await makeFolder('holiday', folderWithBroken(5, 2)));
  await runToResult(page);
  await page.reload();
  await clickInLatest(page, 'Open');
  await button(page, 'Retry failed').click();
  await expect(
    page.getByRole('heading', { name: 'Drop “holiday” again to retry its 2 failed images' }),
  ).toBeVisible();
  await expect(page.getByRole('main')).toContainText('2 images to go');
});
