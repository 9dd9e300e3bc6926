import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { clickToDownload, planFolder, runPlan, runToResult } from '../tools/drive/drive-page.ts';
import { expectParameters } from './expect-parameters.ts';
import { downloadArray, downloadManifest, pixelOf, type NpyArray } from './read-result.ts';
import { expect, test } from './test.ts';

/** The array of a folder. */
async function rowOf(page: Page, folder: string): Promise<NpyArray> {
  await planFolder(page, folder);
  await runToResult(page);
  return downloadArray(page);
}

/** The named colour nearest to a pixel: lossy fixtures are off by a level or two. */
function nearest(pixel: readonly number[]): string {
  const names = { red: [255, 0, 0], blue: [0, 0, 255], green: [0, 255, 0], white: [255, 255, 255] };
  const distance = (colour: readonly number[]): number =>
    colour.reduce((sum, value, i) => sum + Math.abs(value - (pixel[i] ?? 0)), 0);
  const [name, colour] = Object.entries(names).toSorted(
    (a, b) => distance(a[1]) - distance(b[1]),
  )[0] ?? ['', []];
  return distance(colour) <= 12 ? name : pixel.join(',');
}

function corners(array: NpyArray, row: number): readonly string[] {
  const points = [
    [4, 4],
    [59, 4],
    [4, 59],
    [59, 59],
  ] as const;
  return points.map(([x, y]) => nearest(pixelOf(array, row, x, y)));
}

/** The corners of the row of each file, by path. */
async function cornersOf(page: Page, folder: string) {
  await planFolder(page, folder);
  await runToResult(page);
  const array = await downloadArray(page);
  const { lines } = await downloadManifest(page);
  expect(array.shape).toEqual([lines.length, 64, 64, 3]);
  return Object.fromEntries(lines.map(({ path, row }) => [path, corners(array, row ?? -1)]));
}

/** A folder of these fixtures, under their own names. */
const folderOf = (files: readonly string[]) =>
  Object.fromEntries(files.map((file) => [file, file]));

test('R1 a file of any format becomes a row in RGB, upright', async ({ open, makeFolder }) => {
  const files = ['png', 'jpg', 'webp', 'gif', 'bmp'].map((format) => `quadrants.${format}`);
  const shown = await cornersOf(await open(), await makeFolder('formats', folderOf(files)));
  const upright = ['red', 'green', 'blue', 'white'];
  expect(shown).toEqual(Object.fromEntries(files.map((file) => [file, upright])));
});

// stored: left half red, right half blue; the two halves after each turn
const turned = {
  'rotated-6.jpg': ['red', 'red', 'blue', 'blue'],
  'rotated-6-big-endian.jpg': ['red', 'red', 'blue', 'blue'],
  'rotated-xmp-6.jpg': ['red', 'red', 'blue', 'blue'],
  'rotated-8.png': ['blue', 'blue', 'red', 'red'],
  'rotated-3.webp': ['blue', 'red', 'blue', 'red'],
};

test('R3 an image is not rotated unless the recipe asks for it', async ({ open, makeFolder }) => {
  const files = Object.keys(turned);
  const folder = await makeFolder('turned', folderOf(files));
  const page = await open();
  const stored = ['red', 'blue', 'red', 'blue'];
  expect(await cornersOf(page, folder)).toEqual(
    Object.fromEntries(files.map((file) => [file, stored])),
  );
  await page.getByLabel('EXIF rotation').selectOption('apply');
  expect(await cornersOf(page, folder)).toEqual(turned);
});

test('R2 contain keeps the proportions, fills the bars, and a side of no pixels is degenerate', async ({
  open,
  makeFolder,
}) => {
  const page = await open('fit=contain&pad=0a141e');
  const files = { 'a.png': 'quadrants.png', 'b.png': 'thin-1x500.png' };
  const array = await rowOf(page, await makeFolder('two', files));
  expect(pixelOf(array, 0, 32, 7)).toEqual([10, 20, 30]);
  expect(pixelOf(array, 0, 4, 8)).toEqual([255, 0, 0]);
  expect(pixelOf(array, 0, 60, 55)).toEqual([255, 255, 255]);
  expect(pixelOf(array, 0, 32, 56)).toEqual([10, 20, 30]);
  await expect(page.getByRole('group', { name: 'Files that failed' })).toContainText('degenerate');
});

test('R2 cover crops the excess', async ({ open, makeFolder }) => {
  // 128 × 96 into 32 × 64: the middle 48 columns are left, 24 of each half
  const page = await open('fit=cover&width=32&height=64');
  const array = await rowOf(page, await makeFolder('one', { 'a.png': 'quadrants.png' }));
  const row = [0, 12, 19, 31].map((x) => nearest(pixelOf(array, 0, x, 4)));
  expect(row).toEqual(['red', 'red', 'green', 'green']);
});

test('R4 alpha is dropped or composited over a colour', async ({ open, makeFolder }) => {
  const folder = await makeFolder('one', { 'a.png': 'alpha.png' });
  const page = await open();
  const dropped = await rowOf(page, folder);
  expect(pixelOf(dropped, 0, 10, 10)).toEqual([255, 0, 0]);
  expect(pixelOf(dropped, 0, 50, 10)).toEqual([0, 255, 0]);
  await page.getByLabel('Transparency', { exact: true }).selectOption('over');
  const over = await rowOf(page, folder);
  expect(pixelOf(over, 0, 10, 10)).toEqual([255, 0, 0]);
  expect(pixelOf(over, 0, 50, 10)).toEqual([127, 255, 127]);
  expect(pixelOf(over, 0, 50, 50)).toEqual([255, 255, 255]);
});

test('U1 every choice is in the address, and the address is in the controls', async ({ open }) => {
  const query =
    'width=32&height=48&decode=canvas&fit=contain&pad=808080&alpha=ffffff&orientation=apply' +
    '&resample=lanczos&workers=3&failed=zero';
  const page = await open(query);
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  await expect(page.getByLabel('Width')).toHaveValue('32');
  await expect(page.getByLabel('Height')).toHaveValue('48');
  await expect(page.getByLabel('Fit')).toHaveValue('contain');
  await expect(page.getByLabel('Bars')).toHaveValue('#808080');
  await expect(page.getByLabel('Transparency', { exact: true })).toHaveValue('over');
  await expect(page.getByLabel('Colour under transparency')).toHaveValue('#ffffff');
  await expect(page.getByLabel('EXIF rotation')).toHaveValue('apply');
  await expect(page.getByLabel('Decode')).toHaveValue('canvas');
  await expect(page.getByLabel('Filter')).toHaveValue('lanczos');
  await expect(page.getByLabel('Workers', { exact: true })).toHaveValue('3');
  await expect(page.getByLabel('Failed images')).toHaveValue('zero');

  await page.getByLabel('Width').fill('16');
  await page.getByLabel('Bars').fill('#0a141e');
  await page.getByLabel('Fit').selectOption('cover');
  await expect(page.getByLabel('Bars')).toHaveCount(0);
  await page.getByLabel('Transparency', { exact: true }).selectOption('drop');
  await page.getByLabel('Decode').selectOption('exact');
  await page.getByLabel('Workers', { exact: true }).fill('2');
  await expectParameters(page, {
    width: '16',
    height: '48',
    fit: 'cover',
    pad: '0a141e',
    orientation: 'apply',
    resample: 'lanczos',
    failed: 'zero',
  });
});

test('U5 a preset sets every choice but the size, and is shown by its name', async ({ open }) => {
  const page = await open('width=32&fit=contain&pad=808080&alpha=ff8000&orientation=apply');
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  const preset = page.getByLabel('Preset');
  await expect(preset.locator('option:checked')).toHaveText('Your own');

  await preset.selectOption('Pillow today');
  await expectParameters(page, { width: '32' });
  await expect(preset.locator('option')).toHaveText([
    'Pillow today',
    'Talk 2019',
    'Browser canvas',
  ]);
  await expect(page.getByLabel('Fit')).toHaveValue('stretch');

  await preset.selectOption('Talk 2019');
  await expectParameters(page, { width: '32', resample: 'nearest' });
  await expect(page.getByLabel('Filter')).toHaveValue('nearest');

  await preset.selectOption('Browser canvas');
  await expectParameters(page, { width: '32', decode: 'canvas' });
  await page.getByLabel('Decode').selectOption('exact');
  await expect(preset).toHaveValue('Pillow today');
  await page.getByLabel('Height').fill('20');
  await expect(preset).toHaveValue('Pillow today');
  await page.getByLabel('Filter').selectOption('box');
  await expect(preset.locator('option:checked')).toHaveText('Your own');
});

test('U6 every choice describes its current value', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  const form = page.getByRole('group', { name: 'Recipe' });
  for (const control of [
    ...(await form.getByRole('combobox').all()),
    page.getByLabel('Workers', { exact: true }),
  ]) {
    await expect(control).toHaveAccessibleDescription(/\w+ \w+/);
  }
  const filter = page.getByLabel('Filter');
  await expect(filter).toHaveAccessibleDescription('sharp; Pillow’s default');
  await filter.selectOption('nearest');
  await expect(filter).toHaveAccessibleDescription('nearest pixel, no averaging: jagged');
  await page.getByLabel('Decode').selectOption('canvas');
  await expect(filter).toHaveAccessibleDescription('nearest pixel, no smoothing');
});

test('M5 M6 the result comes with its Python and a script that verifies it', async ({
  open,
  makeFolder,
}) => {
  const page = await open('width=16&height=12&fit=contain&pad=0a141e&orientation=apply');
  await planFolder(page, await makeFolder("it's 🦊", { 'a.png': 'red.png', 'b.png': 'blue.png' }));
  const { python } = await runPlan(page);
  const steps = [
    'im = ImageOps.exif_transpose(im)',
    'im = im.convert("RGB")',
    'im = ImageOps.pad(im, (16, 12), Image.Resampling.BICUBIC, color="#0a141e")',
  ];
  expect(python.match(/^ {12}im = .*$/gm)?.map((line) => line.trim())).toEqual(steps);
  expect(python).toContain('np.save("it\'s 🦊.npy", images)');
  const loading = page.getByLabel('Python that loads the array');
  await expect(loading).toContainText('np.load("it\'s 🦊.npy")  # (2, 12, 16, 3) uint8');
  const making = page.getByLabel('Python that makes the array');
  await expect(making).toBeHidden();
  await page.getByText('Python that makes this array').click();
  await expect(making).toBeVisible();
  expect(await making.textContent()).toBe(python);

  // later choices do not affect a finished result
  await page.getByLabel('Preset').selectOption('Browser canvas');
  const download = await clickToDownload(page, 'Verify script');
  expect(download.suggestedFilename()).toBe("it's 🦊.verify.py");
  const script = await readFile(await download.path(), 'utf8');
  expect(script).toContain('NAME = "it\'s 🦊"\nROW_SHAPE = (12, 16, 3)\n');
  for (const step of steps) expect(script).toContain(`    ${step}\n`);
});

test('U2 an invalid parameter is reported, with the default used instead', async ({ open }) => {
  const page = await open('width=0&decode=fast&fit=squash&height=20');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(
    'width=0 is not a whole number from 1 to 1024. The default, 64, is used',
  );
  await expect(alert).toContainText(
    'decode=fast is not one of exact, turbo, canvas. The default, exact, is used',
  );
  await expect(alert).toContainText('fit=squash is not one of stretch, cover, contain');
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  await expect(page.getByLabel('Height')).toHaveValue('20');
  await expect(page.getByLabel('Width')).toHaveValue('64');
});
