import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Page } from '@playwright/test';

import { PYTHON, runPython } from '../test/core/output/run-python.ts';
import {
  clickToDownload,
  planFolder,
  pressStart,
  receiptOf,
  runToResult,
} from '../tools/drive/drive-page.ts';
import { colouredFolder, numberedPath } from './coloured-folder.ts';
import { downloadArray, parseNpy } from './read-result.ts';
import { cellOf, isSettled, openSheet, paintedHash, pressed, rowHash } from './sheet-page.ts';
import { slowDecoding } from './slow-decoding.ts';
import { button, clickInLatest, readResult, waitForDone } from './stored-run.ts';
import { changeSinkWorker, expect, test } from './test.ts';
import { VARIED } from './varied-folder.ts';

const PATHS = [...Object.keys(VARIED), 'd/broken.jpg'];
const FOLDER = { ...VARIED, 'd/broken.jpg': 'truncated.jpg' };

function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
}

test('V1 V2 the sheet has the very pixels of the array, small and large, and the file beside', async ({
  open,
  page,
  makeFolder,
}) => {
  await open('width=40&height=30');
  await planFolder(page, await makeFolder('photos', FOLDER));
  await runToResult(page);
  const array = await downloadArray(page);
  await openSheet(page);
  for (const [row, path] of Object.keys(VARIED).entries()) {
    const slot = PATHS.indexOf(path);
    const hash = await paintedHash(page, `[data-slot="${slot}"]`, [40, 30]);
    expect(hash).toEqual(rowHash(array, row));
  }
  await expect(cellOf(page, 'd/broken.jpg, failed: truncated')).toBeVisible();
  await cellOf(page, 'c/turned.jpg').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('c/turned.jpg');
  expect(await paintedHash(page, 'dialog canvas', [40, 30])).toEqual(rowHash(array, 6));
  await expect
    .poll(() => dialog.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
  await expect(dialog).toContainText('pixelpool-jpeg');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog).toContainText('c/wide.png');
  expect(await paintedHash(page, 'dialog canvas', [40, 30])).toEqual(rowHash(array, 7));
});

test('V3 T15 N5 M10 excluded rows are gone from array, manifest and Python, and come back, after a reload too', async ({
  open,
  page,
  makeFolder,
}) => {
  await open('width=40&height=30');
  const folder = await makeFolder('photos', FOLDER);
  await planFolder(page, folder);
  await runToResult(page);
  const whole = await readResult(page);
  await openSheet(page);
  await cellOf(page, 'a/alpha.png').focus();
  await pressed(page, 'x');
  await isSettled(page, 1);
  expect(await focused(page)).toBe('a/alpha.png, excluded');
  await page.getByRole('combobox', { name: 'Label' }).selectOption('b');
  await button(page, 'Exclude all 3').click();
  await isSettled(page, 4);

  const { counts } = await receiptOf(page);
  expect(counts).toMatchObject({ listed: 9, ok: 8, failed: 1, excluded: 4 });
  const some = await readResult(page);
  expect(some.shape).toEqual([4, 30, 40, 3]);
  expect(some.lines.map(({ path, row, verdict }) => [path, row, verdict])).toEqual([
    ['a/alpha.png', null, 'ok'],
    ['a/cmyk.jpg', 0, 'ok'],
    ['a/grey.jpg', 1, 'ok'],
    ['b/lossy.webp', null, 'ok'],
    ['b/photo.jpg', null, 'ok'],
    ['b/tall.png', null, 'ok'],
    ['c/turned.jpg', 2, 'ok'],
    ['c/wide.png', 3, 'ok'],
    ['d/broken.jpg', null, 'failed'],
  ]);
  for (const { path, row } of some.lines) {
    if (row === null) continue;
    const before = whole.lines.find((line) => line.path === path)?.row ?? -1;
    expect(rowHash(some, row)).toBe(rowHash(whole, before));
  }

  await page.reload();
  await clickInLatest(page, 'Open');
  expect((await readResult(page)).manifest).toBe(some.manifest);
  if (PYTHON !== null) {
    const scratch = dirname(folder);
    const script = await (await clickToDownload(page, 'Verify script')).path();
    const files = [
      ['photos.verify.py', script],
      ['photos.manifest.jsonl', await (await clickToDownload(page, 'Manifest')).path()],
      ['photos.npy', await (await clickToDownload(page, 'Download')).path()],
    ] as const;
    for (const [name, path] of files) await copyFile(path, join(scratch, name));
    expect(runPython(scratch, 'photos.verify.py', 'photos')).toMatchObject({
      code: 0,
      stdout: '4 of 4 exact rows are equal\n',
    });
    await writeFile(join(scratch, 'make.py'), (await receiptOf(page)).python);
    expect(runPython(scratch, 'make.py')).toMatchObject({ code: 0, stderr: '' });
    const made = parseNpy(await readFile(join(scratch, 'photos.npy')));
    expect([made.shape, made.bytes.equals(some.bytes)]).toEqual([some.shape, true]);
  }

  await openSheet(page);
  await isSettled(page, 4);
  await button(page, 'Undo').click();
  await isSettled(page, 1);
  await cellOf(page, 'a/alpha.png').focus();
  await pressed(page, 'Control+z');
  await isSettled(page, 0);
  const back = await readResult(page);
  expect([back.bytes.equals(whole.bytes), back.manifest]).toEqual([true, whole.manifest]);
});

test('V4 A2 the keyboard walks the grid, opens a row, and comes back to it', async ({
  open,
  page,
  makeFolder,
}) => {
  await open('width=8&height=8');
  await planFolder(page, await makeFolder('many', colouredFolder(200)));
  await runToResult(page);
  const grid = await openSheet(page);
  const columns = Number(await grid.getAttribute('aria-colcount'));
  expect(columns).toBeGreaterThan(2);
  expect(await grid.getAttribute('aria-rowcount')).toBe(String(Math.ceil(200 / columns)));
  await cellOf(page, numberedPath(0)).focus();
  const steps: readonly (readonly [key: string, number: number])[] = [
    ['ArrowRight', 1],
    ['ArrowDown', columns + 1],
    ['Home', columns],
    ['End', 2 * columns - 1],
    ['ArrowLeft', 2 * columns - 2],
    ['ArrowUp', columns - 2],
    ['Control+End', 199],
    ['ArrowRight', 199],
    ['Control+Home', 0],
  ];
  for (const [key, number] of steps) {
    await pressed(page, key);
    await expect.poll(() => focused(page)).toBe(numberedPath(number));
  }
  await pressed(page, 'PageDown', 'PageDown', 'Enter');
  const before = Number(await grid.locator('[tabindex="0"]').getAttribute('data-position'));
  expect(before).toBeGreaterThan(2 * columns);
  await expect(page.getByRole('dialog')).toContainText(numberedPath(before));
  await pressed(page, 'ArrowRight');
  await expect(page.getByRole('dialog')).toContainText(numberedPath(before + 1));
  await pressed(page, 'Delete', 'Escape');
  await expect.poll(() => focused(page)).toBe(`${numberedPath(before + 1)}, excluded`);
  await pressed(page, 'Control+z');
  await expect.poll(() => focused(page)).toBe(numberedPath(before + 1));
});

test('V5 the sheet follows a run that goes on, and refuses to exclude then', async ({
  open,
  page,
  makeFolder,
}) => {
  const slowed = await slowDecoding(page, 10);
  await open('width=8&height=8&decode=canvas');
  await planFolder(page, await makeFolder('many', colouredFolder(30)));
  await pressStart(page);
  await waitForDone(page, 2);
  await openSheet(page);
  await expect(button(page, 'Undo')).toBeDisabled();
  await expect(page.getByText('Rows can be excluded once the run has ended.')).toBeVisible();
  await slowed.release();
  await expect(page.getByRole('grid', { name: 'Contact sheet, 30 files' })).toBeVisible();
  await cellOf(page, numberedPath(0)).focus();
  await pressed(page, 'Control+End', 'x');
  await isSettled(page, 1);
});

test('V6 if the store dies while the sheet is open, another one is opened, and nothing is lost', async ({
  open,
  page,
  makeFolder,
}) => {
  await changeSinkWorker(
    page,
    `self.addEventListener('message', ({ data }) => {
       if (JSON.stringify(data.path) === '["paintRows"]') self.close();
     });`,
    1,
  );
  await open('width=40&height=30');
  await planFolder(page, await makeFolder('photos', FOLDER));
  await runToResult(page);
  const before = await readResult(page);
  await openSheet(page);
  const hash = await paintedHash(page, '[data-slot="0"]', [40, 30]);
  expect(hash).toBe(rowHash(before, 0));
  await cellOf(page, 'a/alpha.png').focus();
  await pressed(page, 'x');
  await isSettled(page, 1);
  expect((await readResult(page)).shape).toEqual([7, 30, 40, 3]);
});

test('V6 rows of a run whose folder is gone are shown, and the page says why the file is not', async ({
  open,
  page,
  makeFolder,
}) => {
  await open('width=1024&height=1024');
  await planFolder(page, await makeFolder('photos', { 'a.png': 'quadrants.png' }));
  await runToResult(page);
  const array = await downloadArray(page);
  await page.reload();
  await clickInLatest(page, 'Open');
  await openSheet(page);
  await cellOf(page, 'a.png').press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('The folder is not open.');
  expect(await paintedHash(page, 'dialog canvas', [1024, 1024])).toEqual(rowHash(array, 0));
});
