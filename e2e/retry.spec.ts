import { writeFile } from 'node:fs/promises';

import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { colouredFolder, colourOfNumber } from './coloured-folder.ts';
import { pixelOf } from './read-result.ts';
import { button, readResult } from './stored-run.ts';
import { expect, test } from './test.ts';
import type { RunOutcome } from './undisturbed.ts';

test('T8 A12 Retry failed is offered while there are failed images, and tries only those, as their files are now', async ({
  open,
  makeFolder,
  page,
}) => {
  await open();
  const folder = await makeFolder('photos', {
    ...colouredFolder(40),
    '00007.bmp': new Uint8Array(0),
    '00009.bmp': new TextEncoder().encode('no image'),
    '00011.bmp': new TextEncoder().encode('text'),
  });
  await planFolder(page, folder);
  await expect(page.getByTestId('plan')).not.toContainText('so far');
  await runToResult(page);
  const first = await readResult(page);
  expect(first.counts).toMatchObject({ ok: 37, failed: 3 });
  const whole = colouredFolder(40);
  await writeFile(`${folder}/00007.bmp`, whole['00007.bmp'] ?? '');
  await writeFile(`${folder}/00009.bmp`, whole['00009.bmp'] ?? '');
  // had this image been tried again, its row would have another colour
  await writeFile(`${folder}/00005.bmp`, whole['00000.bmp'] ?? '');
  await button(page, 'Retry failed').click();
  await expect(page.getByText('39 ok')).toBeVisible();
  const second = await readResult(page);
  expect(second.counts).toMatchObject({ listed: 40, ok: 39, failed: 1 });
  expectOwnColours(second);
  await writeFile(`${folder}/00011.bmp`, whole['00011.bmp'] ?? '');
  await button(page, 'Retry failed').click();
  await expect(page.getByText('40 ok')).toBeVisible();
  await expect(button(page, 'Retry failed')).toHaveCount(0);
  expectOwnColours(await readResult(page));
});

/** Every row has the colour that belongs to its path. */
function expectOwnColours({ lines, ...array }: RunOutcome): void {
  for (const { path, row } of lines) {
    if (row === null) continue;
    const colour = [...colourOfNumber(Number(path.slice(0, 5)))];
    expect([path, pixelOf(array, row, 3, 3)]).toEqual([path, colour]);
  }
}

test('T8 a download that is still being read is not affected by Retry failed', async ({
  open,
  makeFolder,
  page,
}) => {
  // the Blob of the download is saved here and read after the retry
  await page.addInitScript(() => {
    const blobs: Blob[] = [];
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob: Blob) => {
      blobs.push(blob);
      return createObjectURL(blob);
    };
    Object.assign(window, {
      readFirstArray: async () => {
        const array = blobs.find(({ type }) => type === 'application/octet-stream');
        const bytes = new Uint8Array((await array?.arrayBuffer()) ?? new ArrayBuffer(0));
        return [bytes.length, bytes.reduce((sum, byte, i) => (sum * 31 + byte * (i % 7)) | 0, 7)];
      },
    });
  });
  await open();
  const folder = await makeFolder('photos', {
    ...colouredFolder(30),
    '00003.bmp': new Uint8Array(0),
  });
  await planFolder(page, folder);
  await runToResult(page);
  const before = await readResult(page);
  const read = () =>
    page.evaluate(() => (Reflect.get(window, 'readFirstArray') as () => Promise<number[]>)());
  const first = await read();
  expect(first[0]).toBe(128 + 29 * 64 * 64 * 3);
  await writeFile(`${folder}/00003.bmp`, colouredFolder(4)['00003.bmp'] ?? '');
  await button(page, 'Retry failed').click();
  await expect(page.getByText('30 ok')).toBeVisible();
  expect(await read()).toEqual(first);
  const after = await readResult(page);
  expect(after.shape).toEqual([30, 64, 64, 3]);
  expect(pixelOf(after, 3, 0, 0)).toEqual([...colourOfNumber(3)]);
  expect(after.bytes.subarray(4 * 12_288).equals(before.bytes.subarray(3 * 12_288))).toBe(true);
});
