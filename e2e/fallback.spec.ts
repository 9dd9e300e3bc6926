import type { Page } from '@playwright/test';

import {
  differencesFromPillow,
  goldenFiles,
  makeRows,
  readGoldenFile,
  readGoldenRecipes,
  type GoldenRecipe,
  type MadeFile,
} from './golden-rows.ts';
import { planFolder, runPlan } from '../tools/drive/drive-page.ts';
import { downloadManifest } from './read-result.ts';
import { changeDecodeWorker, expect, test } from './test.ts';

/** Every file with the default recipe, and files with alpha composited over a colour. */
const EVERY_FILE = goldenOf('width=16&height=16');
const OVER_COLOUR = goldenOf('width=12&height=14&alpha=c87f01');

/** MozJPEG decodes these differently from libjpeg-turbo. */
const isChroma440 = (file: string): boolean => file.startsWith('jpeg-440-');

function goldenOf(query: string): GoldenRecipe {
  const golden = readGoldenRecipes().find((other) => other.query === query);
  if (golden === undefined) throw new Error(`rows.json has no cases with ${query}`);
  return golden;
}

/** Each file with the decoder that made its row; a star marks an approximate row. */
function decodersOf(made: ReadonlyMap<string, MadeFile>): readonly string[] {
  return [...made.values()].map(
    ({ path, decoder, approximate }) => `${path}: ${decoder}${approximate === true ? ' *' : ''}`,
  );
}

function listed({ cases }: GoldenRecipe, decoderOf: (file: string) => string): readonly string[] {
  const files = cases.map(({ file }) => file).toSorted();
  return files.map((file) => `${file}: ${decoderOf(file)}`);
}

const formatOf = (file: string): string => file.split('-', 1)[0] ?? '';

for (const golden of [EVERY_FILE, OVER_COLOUR]) {
  test(`R7 without ImageDecoder, rows are still Pillow's: ${golden.query}`, async ({
    openOwn,
    makeFolder,
    page,
  }) => {
    await changeDecodeWorker(page, 'delete self.ImageDecoder;');
    await openOwn(golden.query);
    const folder = await makeFolder('golden', goldenFiles(golden.cases));
    const { receipt, made } = await makeRows(page, folder);
    expect(receipt.probe).toEqual({ hasImageDecoder: false, results: [] });
    expect(differencesFromPillow(golden, made)).toEqual([]);
    const decoders = listed(golden, (file) => {
      const format = formatOf(file);
      if (['gif', 'png', 'bmp'].includes(format)) return `pixelpool-${format}`;
      return isChroma440(file) ? 'libjpeg-turbo' : `squoosh-${format}`;
    });
    expect(decodersOf(made)).toEqual(decoders);
    const starred = decoders.filter((line) => line.endsWith('*'));
    expect(receipt.approximateRows).toBe(starred.length);
  });
}

test('R7 formats for which ImageDecoder differs from Pillow are decoded without it', async ({
  openOwn,
  makeFolder,
  page,
}) => {
  // flips the last bit of the first byte it returns, for every format but GIF
  await changeDecodeWorker(
    page,
    `const { ImageDecoder } = self;
     self.ImageDecoder = class extends ImageDecoder {
       constructor(init) {
         super(init);
         this.lies = init.type !== 'image/gif';
       }
       async decode(options) {
         const decoded = await super.decode(options);
         const { image } = decoded;
         const copyTo = image.copyTo.bind(image);
         image.copyTo = async (target, ...options) => {
           const layout = await copyTo(target, ...options);
           if (this.lies) {
             new Uint8Array(target.buffer ?? target, target.byteOffset ?? 0)[0] ^= 1;
           }
           return layout;
         };
         return decoded;
       }
     };`,
  );
  await openOwn(EVERY_FILE.query);
  const folder = await makeFolder('golden', goldenFiles(EVERY_FILE.cases));
  const { receipt, made } = await makeRows(page, folder);
  expect(receipt.probe?.hasImageDecoder).toBe(true);
  const findings = new Map<string, Set<string>>();
  for (const { format, finding } of receipt.probe?.results ?? []) {
    findings.set(format, (findings.get(format) ?? new Set()).add(finding));
  }
  expect(Object.fromEntries([...findings].map(([format, found]) => [format, [...found]]))).toEqual({
    jpeg: ['differs'],
    webp: ['differs'],
  });
  expect(differencesFromPillow(EVERY_FILE, made)).toEqual([]);
  expect(decodersOf(made)).toEqual(
    listed(EVERY_FILE, (file) => {
      const format = formatOf(file);
      if (['gif', 'png', 'bmp'].includes(format)) return `pixelpool-${format}`;
      return isChroma440(file) ? 'libjpeg-turbo' : `squoosh-${format}`;
    }),
  );
});

test("M4 the receipt names the files that the browser's decoders were checked with, and the results", async ({
  open,
}) => {
  const page = await open();
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  const { probe } = await runPlan(page);
  expect(probe?.hasImageDecoder).toBe(true);
  const results = probe?.results ?? [];
  expect(results.map(({ format, name, finding }) => `${format} ${name}: ${finding}`)).toEqual([
    'jpeg 4:2:0: exact',
    'jpeg 4:2:2: exact',
    'jpeg 4:4:4: exact',
    'jpeg 4:4:0: exact',
    'jpeg 4:1:1: exact',
    'jpeg progressive: exact',
    'jpeg grey: exact',
    'jpeg EXIF orientation: exact',
    'jpeg ICC profile: exact',
    'webp lossless RGBA: exact',
    'webp lossless RGB: exact',
  ]);
});

/** Starts a run of the folder, with every request for this WebAssembly file aborted. */
async function startWithout(page: Page, wasm: string, folder: string): Promise<void> {
  await page.route(wasm, (route) => route.abort());
  await planFolder(page, folder);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
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
