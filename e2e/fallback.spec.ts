import type { Page } from '@playwright/test';

import { makeRows, readGoldenFile } from './golden-rows.ts';
import { planFolder, pressStart } from '../tools/drive/drive-page.ts';
import { downloadManifest } from './read-result.ts';
import { changeDecodeWorker, expect, test } from './test.ts';
import { WITHOUT_AVIF } from './without-avif.ts';

/** 32 × 24 pixels of one blue (0, 0, 200), by Pillow 12.3.0. */
const AVIF = Buffer.from(
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdA' +
    'AAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAKQAAAChpaW5m' +
    'AAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAIA' +
    'AAABgAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAA' +
    'AAEAAQQBAoMEAAAAMW1kYXQSAAoJGBE/dogIaDQgMhoZR4eGIYeeeeaAAACLPL1qg5h0iu70/Ob34A==',
  'base64',
);
const AVIFS = { 'cut.avif': AVIF.subarray(0, -20), 'whole.avif': AVIF };

test('S2 S3 R6 an AVIF is drawn by the browser, and marked; a broken one is named', async ({
  open,
  makeFolder,
}) => {
  const page = await open('width=4&height=3');
  const { made } = await makeRows(page, await makeFolder('avifs', AVIFS));
  const [cut, whole] = [...made.values()];
  expect(cut).toMatchObject({ verdict: 'failed', code: 'corrupt', row: null });
  expect(cut?.detail).toBe('The browser could not decode the AVIF.');
  const marked = { decoder: 'canvas', approximate: true, width: 32, height: 24 };
  expect(whole).toMatchObject({ verdict: 'ok', ...marked });
  const [red = 255, green = 255, blue = 0] = whole?.bytes ?? [];
  expect(Math.max(red, green, Math.abs(blue - 200))).toBeLessThan(12);
});

test('S3 if the browser does not decode AVIF, its files are unsupported, by name', async ({
  open,
  makeFolder,
  page,
}) => {
  await changeDecodeWorker(page, WITHOUT_AVIF);
  await open();
  const { made } = await makeRows(page, await makeFolder('avifs', AVIFS));
  expect([...made.values()].map(({ code, detail }) => `${code}: ${detail}`)).toEqual(
    Array.from({ length: 2 }, () => 'unsupported: This browser does not decode AVIF.'),
  );
});

/** Starts a run of the folder, with every request for this WebAssembly file aborted. */
async function startWithout(page: Page, wasm: string, folder: string): Promise<void> {
  await page.route(wasm, (route) => route.abort());
  await planFolder(page, folder);
  await pressStart(page);
}

test('Q5 if the kernel cannot be loaded, the run pauses and says what to do', async ({
  makeFolder,
  page,
  served,
}) => {
  await page.goto(served.address);
  await startWithout(page, '**/kernel*.wasm', await makeFolder('one', { 'a.png': 'red.png' }));
  await expect(page.getByText('The run paused:')).toContainText(
    'The kernel could not be loaded (Failed to fetch): reload the page.',
  );
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeEnabled();
});

const CODEC_IS_MISSING =
  'The decoder squoosh-webp could not be loaded (Failed to fetch): reload the page.';

test('Q4 if a codec cannot be loaded, the files that need it fail and say what to do', async ({
  makeFolder,
  page,
  served,
}) => {
  await page.goto(served.address);
  const lossy = readGoldenFile('webp-lossy-37x29.webp');
  const folder = await makeFolder('two', { 'a.png': 'red.png', 'b.webp': lossy });
  await startWithout(page, '**/webp_dec*.wasm', folder);
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ path, verdict, code, detail }) => [path, verdict, code, detail])).toEqual([
    ['a.png', 'ok', undefined, undefined],
    ['b.webp', 'failed', 'worker-died', `The worker failed: ${CODEC_IS_MISSING}`],
  ]);
});

test('Q5 if every file needs a codec that cannot be loaded, the run pauses and says what to do', async ({
  makeFolder,
  page,
  served,
}) => {
  await page.goto(served.address);
  const lossy = readGoldenFile('webp-lossy-37x29.webp');
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.webp`, lossy]));
  await startWithout(page, '**/webp_dec*.wasm', await makeFolder('forty', files));
  await expect(page.getByText('The run paused:')).toContainText(CODEC_IS_MISSING);
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeEnabled();
});
