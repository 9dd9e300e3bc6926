import type { Page } from '@playwright/test';

import { blurred, pictureOf, scaled, type Paint } from '../test/core/inspect/made-rows.ts';
import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { paintedImage } from './painted-image.ts';
import { downloadArray, type NpyArray } from './read-result.ts';
import { openSheet } from './sheet-page.ts';
import { button, clickInLatest } from './stored-run.ts';
import { expect, test } from './test.ts';

const picture = pictureOf(1);
/** One pixel differs. */
const touched: Paint = (x, y) => (x === 20 && y === 30 ? [9, 9, 9] : picture(x, y));

/** Pictures without a finding, and one or two of each finding that rows show. */
const PLANTED: Readonly<Record<string, Uint8Array>> = {
  'cat/a.bmp': paintedImage(picture),
  'cat/b.bmp': paintedImage(pictureOf(2)),
  'cat/c.bmp': paintedImage(pictureOf(3)),
  'cat/dark.bmp': paintedImage(scaled(pictureOf(4), 0.2)),
  'cat/soft.bmp': paintedImage(blurred(pictureOf(5), 6)),
  'dog/again.bmp': paintedImage(pictureOf(2), 8),
  'dog/copy-of-d.bmp': paintedImage(pictureOf(6)),
  'dog/d.bmp': paintedImage(pictureOf(6)),
  'dog/like-a.bmp': paintedImage(touched),
  'dog/red.bmp': paintedImage(() => [200, 10, 30]),
};

async function openInspection(page: Page): Promise<void> {
  await page.getByText('What is in it: statistics and findings').click();
  await expect(page.getByRole('heading', { name: 'Mean and standard deviation' })).toBeVisible();
}

/** The findings that are shown, with the paths of their rows. */
function findingsOf(page: Page): Promise<readonly (readonly [string, readonly string[]])[]> {
  return page.locator('[data-testid^=finding-]').evaluateAll((items) =>
    items.map((item) => {
      const paths = [...item.querySelectorAll('bdi')].map(({ innerText }) => innerText);
      return [item.getAttribute('data-testid') ?? '', paths] as const;
    }),
  );
}

/** Mean and standard deviation of each channel, by the formula of the definition. */
function statisticsOf({ bytes }: NpyArray): readonly (readonly string[])[] {
  return [0, 1, 2].map((channel) => {
    const values = bytes.filter((_, at) => at % 3 === channel);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return [mean.toFixed(4), Math.sqrt(squares / values.length).toFixed(4)];
  });
}

test('I1 I2 I3 I4 I5 V3 what is in a result is shown: planted images are found, and no others', async ({
  open,
  makeFolder,
  page,
}) => {
  await open();
  await planFolder(page, await makeFolder('animals', PLANTED));
  await runToResult(page);
  await openInspection(page);
  await expect(page.getByLabel(/^Row of /)).toHaveCount(11);
  expect(await findingsOf(page)).toEqual([
    ['finding-same-files', ['dog/copy-of-d.bmp', 'dog/d.bmp']],
    ['finding-exact-duplicates', ['cat/b.bmp', 'dog/again.bmp', 'dog/copy-of-d.bmp', 'dog/d.bmp']],
    ['finding-near-duplicates', ['cat/a.bmp', 'dog/like-a.bmp']],
    ['finding-single-colour', ['dog/red.bmp']],
    ['finding-dark', ['cat/dark.bmp']],
    ['finding-blurry', ['cat/soft.bmp']],
  ]);
  await expect(page.getByRole('status').filter({ hasText: '2 of 10 rows' })).toHaveText(
    '2 of 10 rows are the same as another one.',
  );
  const cells = page.getByRole('group', { name: /Mean and standard deviation/ }).locator('td');
  const shown = await cells.allInnerTexts();
  const array = await downloadArray(page);
  expect([0, 4, 8].map((from) => shown.slice(from, from + 2))).toEqual(statisticsOf(array));
  const labels = page.getByRole('region', { name: 'Images by label' });
  await labels.getByText('As a table').click();
  await expect(labels.getByRole('row')).toHaveText(['LabelImages', 'cat5', 'dog5']);
  await expect(labels).toContainText('2 labels: the largest has 5 images, the smallest 5.');

  await openSheet(page);
  await page.getByRole('combobox', { name: 'Finding' }).selectOption('exact-duplicates');
  const equal = page.getByRole('grid', { name: 'Contact sheet, 4 files' });
  await expect(equal).toBeVisible();
  await button(page, 'Exclude all but one of each group').click();
  await expect(page.getByText('No row is like that.')).toBeVisible();
  expect((await findingsOf(page)).map(([name]) => name)).toEqual([
    'finding-near-duplicates',
    'finding-single-colour',
    'finding-dark',
    'finding-blurry',
  ]);
  await button(page, 'Undo').click();
  await expect(equal).toBeVisible();
});

test('I3 a row that is shown has the pixels of the array', async ({ open, makeFolder, page }) => {
  await open();
  await planFolder(page, await makeFolder('one', { 'red.bmp': paintedImage(() => [200, 10, 30]) }));
  await runToResult(page);
  await openInspection(page);
  const sample = page.getByLabel('Row of red.bmp');
  await expect
    .poll(() =>
      sample.evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return null;
        const copy = new OffscreenCanvas(64, 64).getContext('2d');
        copy?.drawImage(canvas, 0, 0);
        return [...(copy?.getImageData(5, 60, 1, 1).data ?? [])];
      }),
    )
    .toEqual([200, 10, 30, 255]);
});

test('I7 the rows of a run are painted as a mosaic, those of an opened run too', async ({
  open,
  makeFolder,
  page,
}) => {
  const colours = [200, 100, 50].map((red) => paintedImage(() => [red, 10, 30]));
  const files = Object.fromEntries(colours.map((image, i) => [`${i}.bmp`, image]));
  await open();
  await planFolder(page, await makeFolder('colours', files));
  await runToResult(page);
  const redsOfTiles = () =>
    page.getByLabel('Rows of the run').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return null;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      copy?.drawImage(canvas, 0, 0);
      return [32, 96, 160, 224].map((x) => copy?.getImageData(x, 32, 1, 1).data[0]);
    });
  await expect.poll(redsOfTiles).toEqual([200, 100, 50, 0]);
  await page.reload();
  await clickInLatest(page, 'Open');
  await expect.poll(redsOfTiles).toEqual([200, 100, 50, 0]);
});
