import { readFile } from 'node:fs/promises';

import { clickToDownload, planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { readZip } from '../test/forms/read-zip.ts';
import { pictureOf } from '../tools/odd-names/odd-files.ts';
import { downloadArray } from './read-result.ts';
import { expect, test } from './test.ts';

const FOLDER = {
  'cat/1.bmp': pictureOf([255, 0, 51]),
  'cat/broken.jpg': Uint8Array.of(0xff, 0xd8, 0xff),
  'dog/1.bmp': pictureOf([0, 51, 255]),
  'top.bmp': pictureOf([102, 102, 102]),
};

test('F2 F7 O1 O2 a run is saved as floats and as folders of PNGs, with its labels', async ({
  open,
  makeFolder,
  page,
}) => {
  await open('width=2&height=2&dtype=float32&layout=nchw&scale=unit&form=npz');
  await planFolder(page, await makeFolder('photos', FOLDER));
  await runToResult(page);

  const archive = await clickToDownload(page, 'Download');
  expect(archive.suggestedFilename()).toBe('photos.npz');
  const arrays = await readZip(new Uint8Array(await readFile(await archive.path())));
  const images = arrays.get('images.npy')?.slice() ?? new Uint8Array();
  expect(new TextDecoder('latin1').decode(images.subarray(0, 128))).toContain(
    `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3, 2, 2), }`,
  );
  const floats = new Float32Array(images.buffer, 128);
  expect([0, 4, 8].map((at) => floats[at])).toEqual([1, 0, Math.fround(51 / 255)]);
  const labels = arrays.get('labels.npy')?.slice() ?? new Uint8Array();
  expect([...new BigInt64Array(labels.buffer, 128)]).toEqual([0n, 1n, -1n]);
  const receipt = await clickToDownload(page, 'Receipt');
  const { shape, dtype, saved } = JSON.parse(await readFile(await receipt.path(), 'utf8'));
  expect([shape, dtype, saved]).toEqual([
    [3, 2, 2, 3],
    'uint8',
    {
      form: 'npz',
      dtype: 'float32',
      layout: 'nchw',
      scale: 'unit',
      normalise: 'none',
      shape: [3, 3, 2, 2],
      normaliser: null,
    },
  ]);

  await page.getByLabel('Save as', { exact: true }).selectOption('imagefolder');
  await expect(page).toHaveURL(/form=imagefolder/);
  await expect(page.getByText('3 PNGs · at most')).toBeVisible();
  const zip = await clickToDownload(page, 'Download');
  const files = await readZip(new Uint8Array(await readFile(await zip.path())));
  expect([...files.keys()]).toEqual(['cat/000000.png', 'dog/000001.png', '000002.png', 'rows.csv']);

  // nothing of it remains when the first form is chosen again
  await page.getByLabel('Save as', { exact: true }).selectOption('npy');
  await page.getByLabel('Type', { exact: true }).selectOption('uint8');
  await page.getByLabel('Layout', { exact: true }).selectOption('nhwc');
  expect((await downloadArray(page)).shape).toEqual([3, 2, 2, 3]);
  await expect(page).toHaveURL(/\?width=2&height=2$/);
});
