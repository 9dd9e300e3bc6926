import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { planFolder, receiptOf, runPlan, runToResult } from '../tools/drive/drive-page.ts';
import { expectParameters } from './expect-parameters.ts';
import { downloadArray, downloadManifest, type ManifestLine } from './read-result.ts';
import { readStrip, settleStrip } from './read-strip.ts';
import { changeDecodeWorker, expect, test } from './test.ts';
import { VARIED } from './varied-folder.ts';

const FLOWER = readFileSync(new URL('../public/samples/plant/flower.jpg', import.meta.url));
const FOLDER = { ...VARIED, 'b/photo.jpg': FLOWER };
const [WIDTH, HEIGHT] = [24, 20];
const SIZE = `width=${WIDTH}&height=${HEIGHT}`;

const turboOf = (page: Page) => page.getByRole('switch', { name: 'Turbo' });
const summaryOf = (page: Page) => page.getByTestId('turbo-summary');

/** The rows that a run writes, by path; null for a file without a row. */
async function runRows(page: Page): Promise<ReadonlyMap<string, RunRow>> {
  await runToResult(page);
  const { lines } = await downloadManifest(page);
  const { bytes } = await downloadArray(page);
  const rowBytes = WIDTH * HEIGHT * 3;
  return new Map(
    lines.map((line) => {
      const at = (line.row ?? 0) * rowBytes;
      return [
        line.path,
        { line, row: line.row === null ? null : bytes.subarray(at, at + rowBytes) },
      ];
    }),
  );
}

interface RunRow {
  readonly line: ManifestLine;
  readonly row: Buffer | null;
}

function differencesOf(one: Buffer, other: Buffer): readonly number[] {
  return [...one].map((value, i) => Math.abs(value - (other[i] ?? 0)));
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** As the page writes it. */
const meanText = (mean: number): string =>
  mean < 0.01 ? 'under 0.01' : mean.toFixed(mean < 10 ? 2 : 1);

test('U5 Turbo is one switch, which the keyboard reaches and the address records', async ({
  open,
}) => {
  const page = await open();
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  const turbo = turboOf(page);
  await expect(turbo).toHaveAccessibleDescription(/1\/2, 1\/4 or 1\/8 .* match Pillow’s draft\(\)/);
  await page.getByLabel('Preset').focus();
  await page.keyboard.press('Tab');
  await expect(turbo).toBeFocused();
  await expect(turbo).not.toBeChecked();
  await page.keyboard.press('Space');
  await expect(turbo).toBeChecked();
  await expectParameters(page, { decode: 'turbo' });
  await expect(page.getByLabel('Decode', { exact: true })).toHaveValue('turbo');
  await expect(page.getByLabel('Preset')).toHaveValue('Pillow today');
  await page.keyboard.press('Enter');
  await expect(turbo).not.toBeChecked();
  await expectParameters(page, {});
  await expect(summaryOf(page)).toHaveCount(0);
});

test('U5 Turbo can be combined with every preset but Browser canvas', async ({ open }) => {
  const page = await open('decode=turbo&height=32');
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  const [turbo, preset] = [turboOf(page), page.getByLabel('Preset')];
  await expect(turbo).toBeChecked();
  await expect(preset).toHaveValue('Pillow today');
  await preset.selectOption('Talk 2019');
  await expectParameters(page, { decode: 'turbo', height: '32', resample: 'nearest' });
  await turbo.click();
  await expect(preset).toHaveValue('Talk 2019');
  await turbo.click();
  await preset.selectOption('Browser canvas');
  await expect(turbo).toBeDisabled();
  await expect(turbo).not.toBeChecked();
  await expect(turbo).toHaveAccessibleDescription(
    'Not available: the browser’s canvas has no draft mode.',
  );
  await preset.selectOption('Pillow today');
  await expect(turbo).toBeEnabled();
  await expectParameters(page, { height: '32' });
});

test('M4 M5 a run with Turbo says so, and its Python drafts', async ({ open, makeFolder }) => {
  const page = await open(`decode=turbo&${SIZE}`);
  await planFolder(page, await makeFolder('one', { 'a.jpg': FLOWER }));
  const receipt = await runPlan(page);
  expect(receipt.recipe.decode).toBe('turbo');
  expect(receipt.python).toMatch(/ {12}im\.draft\("RGB", \(24, 20\)\)\n {12}im = im\.convert/);
  await expect(page.getByRole('button', { name: 'Verify script' })).toBeVisible();
});

test('A9 the preview of exact and Turbo shows the rows of their runs, with their differences', async ({
  open,
  makeFolder,
}) => {
  const page = await open(`${SIZE}&fit=contain`);
  await planFolder(page, await makeFolder('varied', FOLDER));
  const exactRows = await runRows(page);
  await turboOf(page).click();
  await settleStrip(page);
  await expect(summaryOf(page)).toContainText(/one image at a time\.$/);
  const shown = await readStrip(page);
  const summary = (await summaryOf(page).innerText()).replaceAll('\u00a0', ' ');
  const turboRows = await runRows(page);

  expect(shown.map(({ path }) => path).toSorted()).toEqual(Object.keys(FOLDER));
  const all: number[] = [];
  let [differing, drafted] = [0, 0];
  for (const { path, row, exact, text } of shown) {
    const [turboRun, exactRun] = [turboRows.get(path), exactRows.get(path)];
    expect([path, row]).toEqual([path, turboRun?.row]);
    expect([path, exact]).toEqual([path, exactRun?.row]);
    if (row === null || exact === null) {
      expect([path, text]).toEqual([path, expect.stringContaining('no row')]);
      expect(text).not.toMatch(/differ|same bytes/);
      continue;
    }
    expect(new Set(row).size).toBeGreaterThan(1);
    const differences = differencesOf(row, exact);
    const largest = Math.max(...differences);
    all.push(...differences);
    if (largest > 0) differing += 1;
    const { format, width, height } = exactRun?.line ?? {};
    const isDrafted = format === 'jpeg' && (width ?? 0) >= 2 * WIDTH && (height ?? 0) >= 2 * HEIGHT;
    if (isDrafted) drafted += 1;
    const said =
      largest > 0
        ? `largest difference ${largest}, mean ${meanText(meanOf(differences))}`
        : isDrafted
          ? 'identical'
          : `identical: ${format === 'jpeg' ? 'smaller than twice the row' : 'not a JPEG'}, nothing`;
    expect([path, text]).toEqual([path, expect.stringContaining(said)]);
    expect([path, /[\d.]+ ms exact, [\d.]+ ms Turbo/.test(text.replaceAll('\u00a0', ' '))]).toEqual(
      [path, isDrafted],
    );
  }
  expect(drafted).toBeGreaterThan(0);
  const rows = `${all.length / (WIDTH * HEIGHT * 3)} rows`;
  expect(summary).toContain(
    differing === 0
      ? `no byte differs in ${rows}.`
      : `${differing} of ${rows} differ. Largest difference ${Math.max(...all)} of 255, ` +
          `mean ${meanText(meanOf(all))} over all ${rows}.`,
  );
  expect(summary).toMatch(
    new RegExp(
      `Turbo decodes ${drafted} JPEGs? at reduced size: ` +
        String.raw`(about [\d.]+ × as fast|as fast as exact|slower \([\d.]+ × as fast\)), one image`,
    ),
  );
});

test('A9 if no JPEG is large enough, the summary says that there is nothing to skip', async ({
  open,
  makeFolder,
}) => {
  const page = await open('decode=turbo');
  await planFolder(page, await makeFolder('small', { 'a.jpg': 'teal.jpg', 'b.png': 'red.png' }));
  await expect(summaryOf(page)).toHaveText(
    'Exact and Turbo: no byte differs in 2 rows. ' +
      'No JPEG here is at least twice as wide and high as the row: Turbo has nothing to skip.',
  );
  const shown = await readStrip(page);
  expect(shown.map(({ text }) => /identical: .*/.exec(text)?.[0])).toEqual(
    expect.arrayContaining([
      'identical: smaller than twice the row, nothing to skip',
      'identical: not a JPEG, nothing to skip',
    ]),
  );
});

test('A7 a run does not wait for the speed measurement, which continues after it', async ({
  open,
  makeFolder,
  page,
}) => {
  await changeDecodeWorker(
    page,
    `const { Instance } = WebAssembly;
     WebAssembly.Instance = function (...options) {
       const { exports } = new Instance(...options);
       const openJpeg = (...options) => {
         for (const end = performance.now() + 250; performance.now() < end; );
         return exports.openJpeg(...options);
       };
       return { exports: { ...exports, openJpeg } };
     };`,
  );
  await open('decode=turbo');
  await planFolder(page, await makeFolder('flowers', { 'a.jpg': FLOWER, 'b.jpg': FLOWER }));
  await settleStrip(page);
  await expect(summaryOf(page)).toContainText('Measuring the speed-up …');
  await runToResult(page);
  expect(await summaryOf(page).innerText()).toContain('Measuring the speed-up …');
  expect((await receiptOf(page)).counts.ok).toBe(2);
  await expect(summaryOf(page)).toContainText('Turbo decodes 2 JPEGs at reduced size');
  await expect(summaryOf(page)).toContainText('one image at a time.');
});
