import { readFile, truncate } from 'node:fs/promises';

import { planFolder, runPlan, runToResult } from '../tools/drive/drive-page.ts';
import { downloadArray, downloadManifest, pixelOf } from './read-result.ts';
import { expect, test } from './test.ts';

const COLOURS = {
  'red.png': [255, 0, 0],
  'green.png': [0, 255, 0],
  'blue.png': [0, 0, 255],
  'white.png': [255, 255, 255],
  'yellow.png': [255, 255, 0],
  'cyan.png': [0, 255, 255],
  'magenta.png': [255, 0, 255],
} as const;
type ColourFile = keyof typeof COLOURS;
const colourFiles = Object.keys(COLOURS) as ColourFile[];

/** More files in one folder than browsers list at once, in colours that follow no simple order. */
const many = Object.fromEntries(
  Array.from({ length: 150 }, (_, i): [string, ColourFile] => [
    `many/${String(i).padStart(3, '0')}.png`,
    colourFiles[(i * i) % colourFiles.length] ?? 'red.png',
  ]),
);

const oddNames: Readonly<Record<string, ColourFile>> = {
  'odd/__proto__/constructor.png': 'cyan.png',
  'odd/emoji 🦊 👩‍👩‍👧.png': 'magenta.png',
  'odd/new\nline "quoted" \\ back.png': 'yellow.png',
  'odd/right \u202e to left.png': 'green.png',
  'odd/=cmd|%41&<b>.png': 'blue.png',
  'odd/cafe\u0301.png': 'red.png',
  'odd/caf\u00e9.png': 'white.png',
  'odd/UPPER.PNG': 'red.png',
  'odd/upper.png': 'blue.png',
  'odd/no ending': 'green.png',
  'a/b/c/d/e/f/g/deep.png': 'cyan.png',
};

const broken = {
  'broken/corrupt.png': 'corrupt',
  'broken/empty.png': 'empty',
  'broken/not-an-image.jpg': 'not-an-image',
  'broken/truncated.jpg': 'truncated',
  'broken/truncated.png': 'truncated',
} as const;

const allFiles: Readonly<Record<string, string | Uint8Array>> = {
  ...many,
  ...oddNames,
  ...Object.fromEntries(Object.keys(broken).map((path) => [path, path.replace('broken/', '')])),
  'notes.txt': Buffer.from('no image, and not named like one'),
  '.DS_Store': Buffer.from('x'),
  'many/._000.png': Buffer.from('x'),
  'many/Thumbs.db': Buffer.from('x'),
};

test('L1 N2 M1 S5 a folder becomes an array, and each of its files is accounted for', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await planFolder(page, await makeFolder('colours', allFiles));
  const receipt = await runPlan(page);
  const array = await downloadArray(page);
  const manifest = await downloadManifest(page);

  expect(array.name).toBe('colours.npy');
  expect(manifest.name).toBe('colours.manifest.jsonl');
  const sorted = Object.keys(allFiles).toSorted((a, b) => (a < b ? -1 : 1));
  expect(manifest.lines.map(({ path }) => path)).toEqual(sorted);
  expect(receipt.counts).toEqual({
    listed: 170,
    ok: 161,
    warned: 0,
    failed: 6,
    ignored: 3,
    excluded: 0,
  });
  expect(array.shape).toEqual([161, 64, 64, 3]);

  let rows = 0;
  let slots = 0;
  for (const { path, slot, row, verdict, code, label, approximate } of manifest.lines) {
    const content = { ...many, ...oddNames }[path];
    if (verdict === 'ignored') {
      expect([path, slot, row]).toEqual([path, null, null]);
      continue;
    }
    expect([path, slot]).toEqual([path, slots]);
    slots += 1;
    if (content === undefined) {
      const expected = { ...broken, 'notes.txt': 'not-an-image' }[path];
      expect([path, verdict, code, row]).toEqual([path, 'failed', expected, null]);
      continue;
    }
    expect([path, verdict, row, approximate]).toEqual([path, 'ok', rows, undefined]);
    expect([path, label]).toEqual([path, path.slice(0, path.indexOf('/'))]);
    for (const at of [0, 31, 63]) {
      expect([path, pixelOf(array, rows, at, at)]).toEqual([path, COLOURS[content]]);
    }
    rows += 1;
  }
  expect(rows).toBe(161);
});

test('R5 M2 one, two and four workers give the same bytes and the same manifest', async ({
  open,
  makeFolder,
}) => {
  const folder = await makeFolder('colours', allFiles);
  const seen: { readonly bytes: Buffer; readonly text: string }[] = [];
  for (const workers of [1, 2, 4]) {
    const page = await open(`workers=${workers}`);
    await planFolder(page, folder);
    expect((await runPlan(page)).workers).toBe(workers);
    const { bytes } = await downloadArray(page);
    seen.push({ bytes, text: (await downloadManifest(page)).text });
  }
  const [one, ...others] = seen;
  for (const { bytes, text } of others) {
    expect(one?.bytes.equals(bytes)).toBe(true);
    expect(text).toBe(one?.text);
  }
});

test('R6 M7 canvas rows are marked approximate, and there is no script to verify them', async ({
  open,
}) => {
  const page = await open('decode=canvas');
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  const receipt = await runPlan(page);
  expect(receipt.decoders).toEqual({ canvas: 12 });
  expect(receipt.approximateRows).toBe(12);
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ approximate }) => approximate)).toEqual(lines.map(() => true));
  expect(receipt.python).toContain('which no Python can repeat');
  await expect(page.getByLabel('Python that loads the array')).toHaveText(receipt.python);
  await expect(page.getByText('Python that makes this array')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Verify script' })).toHaveCount(0);
});

test('N2 failed=zero keeps the rows of failed images, as zeros', async ({ open, makeFolder }) => {
  const page = await open('failed=zero&width=2&height=3');
  const folder = await makeFolder('kept', {
    '1.png': 'red.png',
    '2.png': 'corrupt.png',
    '3.png': 'blue.png',
  });
  await planFolder(page, folder);
  await runToResult(page);
  const array = await downloadArray(page);
  expect(array.shape).toEqual([3, 3, 2, 3]);
  expect(pixelOf(array, 0, 1, 2)).toEqual([255, 0, 0]);
  expect([...array.bytes.subarray(18, 36)]).toEqual(Array.from({ length: 18 }, () => 0));
  expect(pixelOf(array, 2, 1, 2)).toEqual([0, 0, 255]);
  expect((await downloadManifest(page)).lines.map(({ row }) => row)).toEqual([0, 1, 2]);
});

test('N3 P2 a run without a single image says so and offers no array, nor does one of system files', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  async function expectNoArray(): Promise<void> {
    await expect(page.getByText('No image could be decoded, so there is no array.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Download', exact: true })).toHaveCount(0);
  }
  await planFolder(page, await makeFolder('nothing', { 'a.png': 'empty.png' }));
  await runToResult(page);
  await expectNoArray();
  expect((await downloadManifest(page)).lines).toHaveLength(1);

  await planFolder(page, await makeFolder('left', { '.DS_Store': new Uint8Array(4) }));
  const receipt = await runPlan(page);
  expect(receipt.counts).toEqual({
    listed: 1,
    ok: 0,
    warned: 0,
    failed: 0,
    ignored: 1,
    excluded: 0,
  });
  await expectNoArray();
  expect((await downloadManifest(page)).lines.map(({ verdict }) => verdict)).toEqual(['ignored']);
});

test('S3 a large file that is not an image is recognized by its first bytes', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const folder = await makeFolder('videos', {
    '1.png': 'red.png',
    '2.jpg': Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0', 'latin1'),
    '3.png': 'blue.png',
  });
  await truncate(`${folder}/2.jpg`, 3_000_000_000); // a sparse file: it uses no disk space
  await planFolder(page, folder);
  await runToResult(page);
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ code, verdict }) => code ?? verdict)).toEqual(['ok', 'not-an-image', 'ok']);
  expect(lines[1]?.detail).toContain('a video (MP4 or QuickTime)');
});

test('A4 M4 M8 the samples can be tried, the receipt records the run, and nothing failed to be listed', async ({
  open,
}) => {
  const page = await open();
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  await expect(page.getByTestId('plan')).toContainText('12 images');
  const receipt = await runPlan(page);
  expect(receipt.counts).toEqual({
    listed: 12,
    ok: 12,
    warned: 0,
    failed: 0,
    ignored: 0,
    excluded: 0,
  });
  expect(receipt.name).toBe('samples');
  expect(receipt.shape).toEqual([12, 64, 64, 3]);
  expect(Object.values(receipt.decoders).reduce((sum, rows) => sum + rows)).toBe(12);
  expect(receipt.approximateRows).toBe(0);
  expect(receipt.python).toContain('# Makes "samples.npy" again, byte for byte: (12, 64, 64, 3)');
  expect(receipt.userAgent).toContain('Chrome');
  const { version } = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  expect(receipt.pixelpool).toBe(version);
  const array = await downloadArray(page);
  // no picture is one colour, and no two are the same
  const rows = Array.from({ length: 12 }, (_, i) =>
    array.bytes.subarray(i * 12288, (i + 1) * 12288),
  );
  for (const row of rows) expect(new Set(row).size).toBeGreaterThan(10);
  expect(new Set(rows.map((row) => row.toString('base64'))).size).toBe(12);
  await expect(page.getByRole('button', { name: 'Manifest' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Failed files (CSV)' })).toHaveCount(0);
});
