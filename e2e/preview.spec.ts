import type { Page } from '@playwright/test';

import { planFolder, runPlan } from '../tools/drive/drive-page.ts';
import { downloadArray, downloadManifest } from './read-result.ts';
import { readStrip, settleStrip, type ShownFile } from './read-strip.ts';
import { changeDecodeWorker, expect, test } from './test.ts';
import { VARIED } from './varied-folder.ts';

const countsOf = (page: Page) => page.getByTestId('preview-counts');

/** Runs the plan and compares the rows of the strip with those that the run wrote. */
async function expectRowsOfRun(page: Page, shown: readonly ShownFile[]): Promise<void> {
  const { recipe } = await runPlan(page);
  const { lines } = await downloadManifest(page);
  const array = await downloadArray(page);
  const rowBytes = recipe.width * recipe.height * 3;
  for (const { path, row, text } of shown) {
    const line = lines.find((other) => other.path === path);
    const at = (line?.row ?? 0) * rowBytes;
    const written = line?.row === null ? null : array.bytes.subarray(at, at + rowBytes);
    expect([path, row?.length]).toEqual([path, written?.length]);
    expect([path, row?.equals(written ?? Buffer.of())]).toEqual([
      path,
      written === null ? undefined : true,
    ]);
    if (written !== null && path !== 'a/grey.jpg') expect(new Set(row)).not.toEqual(new Set([0]));
    // the preview says the same about a row as the manifest does after the run
    expect([path, text.includes('approximate')]).toEqual([path, line?.approximate === true]);
    if (line?.verdict === 'failed') expect(text).toContain(`${line.code} ${line.detail}`);
  }
}

test('A5 the rows of the preview are the rows that the run writes', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await planFolder(page, await makeFolder('varied', VARIED));
  const choices: readonly (() => Promise<unknown>)[] = [
    async () => undefined,
    async () => {
      await page.getByLabel('Filter').selectOption('nearest');
      await page.getByLabel('Transparency', { exact: true }).selectOption('over');
    },
    async () => {
      await page.getByLabel('Fit').selectOption('cover');
      await page.getByLabel('EXIF rotation').selectOption('apply');
    },
    async () => {
      await page.getByLabel('Width').fill('24');
      await page.getByLabel('Height').fill('40');
      await page.getByLabel('Fit').selectOption('contain');
      await page.getByLabel('Bars').fill('#0a141e');
    },
    () => page.getByLabel('Decode', { exact: true }).selectOption('canvas'),
  ];
  let before = '';
  for (const choose of choices) {
    await choose();
    const shown = await readStrip(page);
    expect(shown.map(({ path }) => path).toSorted()).toEqual(Object.keys(VARIED));
    const rows = shown.map(({ row }) => row?.toString('base64')).join(' ');
    expect(rows).not.toBe(before);
    before = rows;
    await expectRowsOfRun(page, shown);
  }
});

test('A5 each image has captions: why it is shown, how it is treated, and its size', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await planFolder(page, await makeFolder('varied', VARIED));
  const first = await readStrip(page);
  const textOf = (shown: readonly ShownFile[], path: string): string =>
    shown.find((file) => file.path === path)?.text.replaceAll('\u00a0', ' ') ?? '';
  expect(textOf(first, 'a/alpha.png')).toContain('has alpha · dropped');
  expect(textOf(first, 'c/turned.jpg')).toContain('rotated by EXIF: 6 · kept as stored');
  expect(textOf(first, 'c/wide.png')).toContain('very wide · squeezed to fit');
  expect(textOf(first, 'c/wide.png')).toContain('500 × 1 → 64 × 64');
  expect(textOf(first, 'a/cmyk.jpg')).toContain('CMYK');
  // as stored, in the original proportions
  const sources = Object.fromEntries(first.map(({ path, source }) => [path, source]));
  expect(sources['c/wide.png']).toEqual([256, 1]);
  expect(sources['b/tall.png']).toEqual([1, 256]);
  expect(sources['b/photo.jpg']).toEqual([128, 96]);

  await page.getByLabel('Transparency', { exact: true }).selectOption('over');
  await page.getByLabel('EXIF rotation').selectOption('apply');
  await page.getByLabel('Fit').selectOption('contain');
  const second = await readStrip(page);
  expect(textOf(second, 'a/alpha.png')).toContain('has alpha · over #ffffff');
  expect(textOf(second, 'c/turned.jpg')).toContain('turned upright');
  const wide = second.find(({ path }) => path === 'c/wide.png');
  expect(wide?.row).toBeNull();
  expect(wide?.text).toContain('no row');
  expect(wide?.text).toContain('degenerate Fitted into the row, a side is 0 pixels.');
});

test('A5 the original is shown with its transparency, beside a row that has none', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await planFolder(page, await makeFolder('clear', { 'alpha.png': 'alpha.png' }));
  await settleStrip(page);
  const corners = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.preview-source');
    if (canvas === null) return null;
    const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    context?.drawImage(canvas, 0, 0);
    const at = (x: number, y: number) => [...(context?.getImageData(x, y, 1, 1).data ?? [])];
    const [right, bottom] = [canvas.width - 2, canvas.height - 2];
    return [at(1, 1), at(right, 1), at(right, bottom)].map(([r, g, b, a]) => [r, g, b, a]);
  });
  const [opaque, half, clear] = corners ?? [];
  expect(opaque).toEqual([255, 0, 0, 255]);
  expect(half?.[3]).toBeGreaterThan(120);
  expect(half?.[3]).toBeLessThan(136);
  expect(half?.slice(0, 2)).toEqual([0, 255]);
  expect(clear?.[3]).toBe(0);
});

test('A6 the counts are right, and while they grow they say how many files were scanned', async ({
  open,
  makeFolder,
  page,
}) => {
  // each read takes a while, so that the survey can be seen at work
  await changeDecodeWorker(
    page,
    `const read = Blob.prototype.arrayBuffer;
     Blob.prototype.arrayBuffer = async function () {
       await new Promise((resolve) => setTimeout(resolve, 150));
       return read.call(this);
     };`,
  );
  await open();
  const files = Object.fromEntries(
    Array.from({ length: 400 }, (_, i): [string, string] => {
      const kind = ['red.png', 'blue.png', 'grey.jpg', 'teal.jpg', 'alpha.png'][i % 5] ?? '';
      return [`${String(i).padStart(3, '0')}.${kind}`, i % 100 === 50 ? 'rotated-6.jpg' : kind];
    }),
  );
  const others = { 'z/notes.txt': Buffer.from('no image'), 'z/turned.webp': 'rotated-3.webp' };
  await planFolder(page, await makeFolder('counted', { ...files, ...others }));
  await expect(countsOf(page)).toContainText(/· (128|1\d\d|2\d\d|3\d\d) of 402 scanned/);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  await expect(countsOf(page)).toHaveText(
    '80 have alpha · 5 are rotated · 1 cannot be decoded · all 402 scanned',
  );
  // kinds that the first sample lacked have been added since
  await settleStrip(page);
  await expect(page.locator('[data-path="z/notes.txt"]')).toContainText('not-an-image');
});

test('A5 after a rapid series of changes the rows are those of the last, and stay so', async ({
  open,
  makeFolder,
  page,
}) => {
  // the wider a row, the later it is ready: drawn without care, the first would win
  await changeDecodeWorker(
    page,
    `const make = self.createImageBitmap;
     self.createImageBitmap = async (...options) => {
       const late = options[0] instanceof ImageData ? options[0].width * 3 : 0;
       await new Promise((resolve) => setTimeout(resolve, late));
       return make(...options);
     };`,
  );
  await page.addInitScript(() => {
    const drawn: [string, number][] = [];
    const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
    ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function draw(picture) {
      const { className, ariaLabel } = this.canvas as HTMLCanvasElement;
      if (className === 'preview-row') drawn.push([ariaLabel ?? '', picture?.width ?? 0]);
      transferFromImageBitmap.call(this, picture);
    };
    Object.assign(window, { drawn });
  });
  await open();
  await planFolder(page, await makeFolder('varied', VARIED));
  await settleStrip(page);
  const widths = [100, 90, 80, 70, 60, 50, 40, 30, 20, 10];
  await page.evaluate(() => Reflect.get(window, 'drawn').splice(0));
  await page.getByLabel('Width').evaluate((input, values) => {
    // set by the prototype's own setter, so that React notices the new value
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
    for (const value of values) {
      set?.call(input, String(value));
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, widths);
  const shown = await readStrip(page);
  for (const { path, row } of shown) expect([path, row?.length]).toEqual([path, 10 * 64 * 3]);
  const drawn = await page.evaluate((): [string, number][] => Reflect.get(window, 'drawn'));
  for (const { path } of shown) {
    const ofPath = drawn.filter(([label]) => label.startsWith(path)).map(([, width]) => width);
    expect([path, ofPath]).toEqual([path, ofPath.toSorted((a, b) => b - a)]);
    expect([path, ofPath.at(-1)]).toEqual([path, 10]);
  }
  // at most the row in progress in each of the two workers, and those of the last change
  expect(drawn.length).toBeLessThanOrEqual(shown.length + 2);
  await expectRowsOfRun(page, shown);
});

test('A18 Start keeps its place while the preview is drawn', async ({ open, makeFolder, page }) => {
  await page.addInitScript(() => {
    const places: number[] = [];
    Object.assign(window, { places });
    const note = (): void => {
      const start = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === 'Start',
      );
      if (start !== undefined) places.push(start.getBoundingClientRect().top + window.scrollY);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await open();
  await planFolder(page, await makeFolder('varied', VARIED));
  await settleStrip(page);
  const places = await page.evaluate((): number[] => Reflect.get(window, 'places'));
  expect(new Set(places).size).toBe(1);
});
