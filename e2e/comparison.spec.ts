import { readFile, writeFile } from 'node:fs/promises';

import type { Locator, Page } from '@playwright/test';

import { readComparison } from '../src/core/comparison/read-report.ts';
import type { ComparisonReport } from '../src/core/comparison/report.ts';
import { planFolder, runPlan } from '../tools/drive/drive-page.ts';
import { dropFiles } from '../tools/drive/drop-files.ts';
import { expect, test } from './test.ts';

const folder: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [
    `${i % 4}/${i}.${i % 2 === 0 ? 'png' : 'jpg'}`,
    i % 2 === 0 ? 'cyan.png' : 'teal.jpg',
  ]),
);

async function compare(page: Page, seconds: string): Promise<Locator> {
  await page.getByLabel(/workers and ways/).selectOption(seconds);
  await page.getByRole('button', { name: 'Compare', exact: true }).press('Enter');
  return page.getByRole('region', { name: 'Comparison' });
}

/** More than the page has that can be focused. */
const MOST_TABS = 80;

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  const hasFocus = () => element.evaluate((node) => node === document.activeElement);
  for (let tabs = 0; tabs < MOST_TABS && !(await hasFocus()); tabs++) {
    await page.keyboard.press('Tab');
  }
  await expect(element).toBeFocused();
}

async function savedComparison(page: Page, section: Locator): Promise<[string, ComparisonReport]> {
  await tabTo(page, section.getByRole('button', { name: 'Save as JSON' }));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  const report = readComparison(text);
  if ('reason' in report) throw new Error(report.reason);
  return [text, report];
}

/** Opens what is timed and the first table, and scrolls that table. */
async function openDetails(page: Page, section: Locator): Promise<void> {
  await tabTo(page, section.getByText(/^Timed: /));
  await page.keyboard.press('Enter');
  await expect(section.getByText(/^Plain TypeScript makes/)).toBeVisible();
  await tabTo(page, section.getByText('As a table').first());
  await page.keyboard.press('Enter');
  const table = section.getByRole('group', { name: 'Images per second' });
  await tabTo(page, table);
  await table.evaluate((node) => (node.style.width = '120px'));
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => table.evaluate((node) => node.scrollLeft)).toBeGreaterThan(0);
}

/** The runs in the page's private file system, with what comparisons have stored. */
function storedNames(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const runs = await root.getDirectoryHandle('pixelpool-runs', { create: true });
    const names: string[] = [];
    for await (const name of runs.keys()) names.push(name);
    return names;
  });
}

test('C13 rows of a comparison that was left behind are deleted, and no run is listed', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await planFolder(page, await makeFolder('compared', folder));
  const section = await compare(page, '120');
  await expect(section).toContainText('round 1 of');
  expect(await storedNames(page)).toEqual([expect.stringMatching(/^compared-/)]);
  await page.reload();
  await expect.poll(() => storedNames(page)).toEqual([]);
  await expect(page.getByRole('region', { name: 'Earlier runs' })).toHaveCount(0);
});

test('C2 C10 C11 A2 with the keyboard alone, a comparison ends with charts, a choice for Start and a file', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await planFolder(page, await makeFolder('compared', folder));
  await tabTo(page, page.getByLabel(/workers and ways/));
  await page.keyboard.press('ArrowUp');
  await expect(page.getByLabel(/workers and ways/)).toHaveValue('5');
  await tabTo(page, page.getByRole('button', { name: 'Compare', exact: true }));
  await page.keyboard.press('Enter');
  const section = page.getByRole('region', { name: 'Comparison' });
  await expect(section).toBeFocused();
  await expect(section.locator('.facts')).toContainText(/^the same \d+ images each time/);
  await openDetails(page, section);
  await expect(section.getByRole('img')).toHaveCount(3);
  for (const way of ['Exact: ', 'Turbo: ']) await expect(section).toContainText(way);
  expect(await section.innerText()).not.toContain('NaN');

  expect(await storedNames(page)).toEqual([]);

  const [text, report] = await savedComparison(page, section);
  expect(text).not.toContain('compared');
  expect(report).toMatchObject({ isComplete: true, folder: { images: 40 }, seconds: 5 });
  expect(report.passes.length).toBeGreaterThanOrEqual(3 * report.cells.length);
  for (const { images, stages, wallMs } of report.passes) {
    expect(images % report.sample.images).toBe(0);
    expect(wallMs).toBeGreaterThan(0);
    expect(stages.decode).toBeGreaterThan(0);
  }
  const exactOne = report.cells.findIndex(({ way, workers }) => way === 'exact' && workers === 1);
  expect(exactOne).toBeGreaterThanOrEqual(0);

  const choice = section.getByRole('button', { name: 'Use for Start: Turbo, 1 worker' });
  await expect(choice).toHaveAttribute('aria-pressed', 'false');
  await tabTo(page, choice);
  await page.keyboard.press('Enter');
  await expect(choice).toHaveAttribute('aria-pressed', 'true');
  expect(new URL(page.url()).search).toBe('?decode=turbo&workers=1');
  expect(await runPlan(page)).toMatchObject({ workers: 1, counts: { ok: 40 } });
});

test('C12 C11 what was stopped stays; a saved comparison is shown beside it; other files are refused', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const path = await makeFolder('compared', folder);
  await planFolder(page, path);
  const section = await compare(page, '120');
  await expect(section).toContainText('round 1 of');
  await dropFiles(page, [path]);
  await expect(page.getByRole('alert')).toContainText('Stop the run or the comparison');
  await expect(section).toContainText('Exact: ');
  await section.getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(section.locator('.facts')).toContainText(/^stopped · the same \d+ images/);
  const [text] = await savedComparison(page, section);

  const files = test.info().outputPath.bind(test.info());
  await writeFile(files('other.json'), text.replace('"cores": 2', '"cores": 64'));
  await dropFiles(page, [files('other.json')]);
  await expect(section.getByRole('heading', { name: 'Saved comparison' })).toBeVisible();
  await expect(section).toContainText('64 cores');
  await expect(section.getByRole('img')).toHaveCount(6);
  await expect(page.getByTestId('plan')).toContainText('40 images');
  await section.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(section.getByRole('img')).toHaveCount(3);

  await writeFile(files('receipt.json'), '{}');
  await dropFiles(page, [files('receipt.json')]);
  await expect(page.getByRole('alert')).toContainText(
    'it is not a comparison that this page has saved.',
  );
  await expect(page.getByTestId('plan')).toContainText('40 images');
});
