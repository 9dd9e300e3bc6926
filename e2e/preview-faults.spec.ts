import { unlink } from 'node:fs/promises';

import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { downloadManifest } from './read-result.ts';
import { readStrip, settleStrip } from './read-strip.ts';
import { changeDecodeWorker, expect, test } from './test.ts';
import { VARIED } from './varied-folder.ts';

test('A7 Start does not wait for the preview, and the preview continues after the run', async ({
  open,
  makeFolder,
  page,
}) => {
  let isHeld = true;
  await changeDecodeWorker(
    page,
    () => `
      const released = new Promise((resolve) => {
        new BroadcastChannel('held').onmessage = resolve;
      });
      const decode = self.createImageBitmap;
      self.createImageBitmap = async (...options) => {
        if (${isHeld}) await released;
        return decode(...options);
      };`,
  );
  await open('width=16&height=16');
  const files = { 'a.jpg': 'quadrants.jpg', 'b.png': 'alpha.png', 'c.jpg': 'rotated-6.jpg' };
  await planFolder(page, await makeFolder('three', files));
  await expect(page.getByRole('listitem').first()).toBeVisible();
  await runToResult(page); // it makes no bitmaps: only the strip is held
  const { lines } = await downloadManifest(page);
  expect(lines.filter(({ row }) => row !== null)).toHaveLength(3);
  isHeld = false;
  await page.evaluate(() => new BroadcastChannel('held').postMessage('released'));
  for (const { row } of await readStrip(page)) expect(row).toHaveLength(16 * 16 * 3);
});

test('A7 the preview explains a deleted file and a decoder that cannot be loaded', async ({
  page,
  served,
  makeFolder,
}) => {
  await page.route('**/webp_dec*.wasm', (route) => route.abort());
  await page.goto(served.address);
  const folder = await makeFolder('varied', VARIED);
  await planFolder(page, folder);
  await settleStrip(page);
  const pair = (path: string) => page.locator(`[data-path="${path}"]`);
  await expect(pair('b/lossy.webp')).toContainText(
    'The decoder squoosh-webp could not be loaded (Failed to fetch): reload the page.',
  );
  await expect(pair('b/lossy.webp')).toContainText('no row');
  await unlink(`${folder}/b/photo.jpg`);
  await page.getByLabel('EXIF rotation').selectOption('apply');
  await settleStrip(page);
  await expect(pair('b/photo.jpg')).toContainText(/vanished .* moved or deleted/);
  await expect(pair('c/turned.jpg')).toContainText('turned upright');
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
});

test('A7 an image that kills its worker is named in the preview, and the others are shown', async ({
  open,
  makeFolder,
  page,
}) => {
  await changeDecodeWorker(
    page,
    `const decode = self.createImageBitmap;
     self.createImageBitmap = async (...options) => {
       const bitmap = await decode(...options);
       if (bitmap.width !== 500 || !(options[0] instanceof Blob)) return bitmap;
       setTimeout(() => { throw new Error('killed by a test'); });
       return new Promise(() => {});
     };`,
  );
  await open('decode=canvas');
  await planFolder(page, await makeFolder('varied', VARIED));
  const shown = await readStrip(page);
  expect(shown.filter(({ row }) => row === null).map(({ path }) => path)).toEqual(['c/wide.png']);
  await expect(page.locator('[data-path="c/wide.png"]')).toContainText('killed by a test');
});

test('A7 if workers cannot be started, the plan stays as it is', async ({
  makeFolder,
  page,
  served,
}) => {
  await page.route('**/decode.worker*.js', (route) => route.fulfill({ status: 404 }));
  await page.goto(served.address);
  await planFolder(page, await makeFolder('one', { 'a.png': 'red.png' }));
  await expect(page.getByTestId('plan')).toContainText(
    'No preview is available. The worker script could not be loaded. Are you offline?',
  );
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
});
