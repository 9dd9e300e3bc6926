import { join } from 'node:path';

import axe from 'axe-core';
import type { Page } from '@playwright/test';

import { planFolder, runPlan, runToResult, pressStart } from '../tools/drive/drive-page.ts';
import { serveDist } from '../tools/drive/serve-dist.ts';
import { slowDecoding } from './slow-decoding.ts';
import { settleStrip } from './read-strip.ts';
import { expect, test, withoutHandles } from './test.ts';
import { VARIED } from './varied-folder.ts';

/** The folder for pictures of every stage, which people may want to see; they are half of the time. */
const SCREENSHOTS = process.env['PIXELPOOL_SCREENSHOTS'];

/** A folder with a bit of everything, large enough to check a slowed run. */
const shownFolder: Readonly<Record<string, string | Uint8Array>> = {
  ...Object.fromEntries(
    Array.from({ length: 120 }, (_, i): [string, string] => [
      `${['cats', 'dogs', 'birds'][i % 3]}/${String(i).padStart(4, '0')}.${i % 2 === 0 ? 'png' : 'jpg'}`,
      i % 2 === 0 ? 'cyan.png' : 'teal.jpg',
    ]),
  ),
  'birds/broken-download.jpg': 'truncated.jpg',
  'cats/404.jpg': 'not-an-image.jpg',
  'cats/empty.png': 'empty.png',
  'dogs/half.png': 'truncated.png',
  'dogs/.DS_Store': new Uint8Array(8),
};
const SHOWN_IMAGES = Object.keys(shownFolder).length - 1;
/** Enough for the first failures. */
const BEFORE_SLOW = 35;

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

async function expectAccessible(page: Page): Promise<void> {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const result = await window.axe?.run({ resultTypes: ['violations'] });
    return result?.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`,
    );
  });
  expect(violations).toEqual([]);
}

/** On a phone and on a screen. */
const WIDTHS = [390, 1280];
/** Charts are as wide as they can be. */
const CHART_WIDTHS = [...WIDTHS, 1920];

interface Appearance {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

/** Every appearance that a page can have: both colour schemes, in all widths. */
function appearances(widths: readonly number[]): readonly Appearance[] {
  return (['light', 'dark'] as const).flatMap((colorScheme) =>
    widths.map((width) => ({ colorScheme, width })),
  );
}

async function setAppearance(page: Page, { colorScheme, width }: Appearance): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: width === 390 ? 844 : 800 });
}

/** Checks the page as it is now in every appearance with axe and for overflow. */
async function checkStage(page: Page, stage: string, widths = WIDTHS): Promise<void> {
  for (const appearance of appearances(widths)) {
    await test.step(`${stage}: ${appearance.colorScheme}, ${appearance.width} px`, async () => {
      await setAppearance(page, appearance);
      await expectAccessible(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      if (SCREENSHOTS === undefined) return;
      const file = `${stage}-${appearance.colorScheme}-${appearance.width}.png`;
      await page.screenshot({ path: join(SCREENSHOTS, file), fullPage: true });
    });
  }
}

test('A1 A17 every stage is accessible', async ({ open, makeFolder, page }) => {
  const slowed = await slowDecoding(page, BEFORE_SLOW);
  await open('decode=canvas');

  const check = checkStage.bind(null, page);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await check('1-empty');
  await planFolder(page, await makeFolder('animals', shownFolder));
  await expect(page.getByTestId('plan')).not.toContainText('so far');
  await settleStrip(page);
  await expect(page.getByTestId('preview-counts')).toContainText(`all ${SHOWN_IMAGES} scanned`);
  await check('2-plan');
  await pressStart(page);
  await expect(page.getByRole('heading', { name: /need attention/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /^\d workers busy: / })).toBeVisible();
  await check('3-run');
  await slowed.release(page);
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  await check('4-result');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison).toContainText('round 1 of');
  await expect(comparison).toContainText('Turbo: ');
  await check('5-comparing', CHART_WIDTHS);
  await comparison.getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(comparison).toContainText('stopped');
  for (const summary of await comparison.getByText('As a table').all()) await summary.click();
  await check('5-comparison', CHART_WIDTHS);
  await page.getByRole('button', { name: 'How it works' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check('6-how-it-works');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'About this browser' }).click();
  await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
  await check('9-about-this-browser');
});

test('A1 every stage is accessible with other recipes', async ({ open, makeFolder, page }) => {
  const check = checkStage.bind(null, page);
  await open('fit=contain&alpha=ffffff');
  await page.getByRole('button', { name: 'Try 12 samples' }).click();
  await settleStrip(page);
  await check('7-own-recipe');
  await runToResult(page);
  await page.getByText('Python that makes this array').click();
  await check('8-python');

  await open('fit=contain&orientation=apply');
  await planFolder(page, await makeFolder('varied', { ...VARIED, 'notes.txt': 'empty.png' }));
  await settleStrip(page);
  await check('10-before-and-after');
  await page.getByRole('switch', { name: 'Turbo' }).click();
  await page.getByLabel('Width').fill('32');
  await page.getByLabel('Height').fill('24');
  await settleStrip(page);
  await expect(page.getByTestId('turbo-summary')).toContainText('one image at a time.');
  await check('11-turbo');
});

test('A1 earlier runs and a paused run are accessible', async ({ open, makeFolder, page }) => {
  const slowed = await slowDecoding(page, BEFORE_SLOW);
  await withoutHandles(page);
  await open('decode=canvas');
  const check = checkStage.bind(null, page);

  await planFolder(page, await makeFolder('animals', shownFolder));
  await pressStart(page);
  await expect(page.getByRole('heading', { name: /need attention/ })).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByTestId('run-facts')).toContainText('paused');
  await check('12-paused');
  await slowed.release();

  await open('decode=canvas');
  const earlier = page.getByRole('region', { name: 'Earlier runs' });
  await expect(earlier.getByRole('listitem')).toContainText(`of ${SHOWN_IMAGES} done`);
  await earlier.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(earlier).toContainText('Make sure its download has finished.');
  await check('13-earlier-runs');
  await earlier.getByRole('button', { name: 'Keep', exact: true }).click();
  await earlier.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Drop “animals” again' })).toBeVisible();
  await check('14-awaited-folder');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Drop a folder of images' })).toBeVisible();
});

test('A2 the samples can be run and downloaded with the keyboard alone, and the focus is never lost', async ({
  open,
}) => {
  const page = await open();
  async function tabTo(name: string): Promise<void> {
    const button = page.getByRole('button', { name, exact: true });
    await button.waitFor();
    for (let presses = 0; presses < 40; presses++) {
      if (await button.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${name} cannot be reached with Tab`);
  }
  await tabTo('Try 12 samples');
  const ring = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement ?? document.body);
    return [style.outlineStyle, Number.parseFloat(style.outlineWidth) >= 2];
  });
  expect(ring).toEqual(['solid', true]);
  await page.keyboard.press('Enter');
  await tabTo('Start');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await tabTo('Download');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  expect(download.suggestedFilename()).toBe('samples.npy');
});

test('U4 the page works from a sub-path and talks only to its own host', async ({
  page,
  makeFolder,
}) => {
  const served = await serveDist('/deep/er/');
  try {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(served.address);
    expect(new URL(served.address).pathname).toBe('/deep/er/');
    await page.getByRole('button', { name: 'Try 12 samples' }).click();
    expect((await runPlan(page)).counts.ok).toBe(12);
    await planFolder(page, await makeFolder('mine', { 'a.png': 'red.png' }));
    expect((await runPlan(page)).counts.ok).toBe(1);
    const toOtherHosts = asked.filter(
      (url) => !url.startsWith('blob:') && !url.startsWith(served.address),
    );
    expect(toOtherHosts).toEqual([]);
    const refused = await page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'sent',
        () => 'refused',
      ),
    );
    expect(refused).toBe('refused');
    expect(asked.some((url) => url.includes('127.0.0.1:9'))).toBe(false);
  } finally {
    await served.close();
  }
});

test('P6 A3 a drop during a run is refused with a reason, and the run continues', async ({
  open,
  makeFolder,
  page,
}) => {
  const slowed = await slowDecoding(page, 20);
  await open('decode=canvas');
  const folder = await makeFolder('animals', shownFolder);
  await planFolder(page, folder);
  await pressStart(page);
  await planFolder(page, folder).catch(() => undefined);
  await expect(page.getByRole('alert')).toContainText(
    'Stop the run or the comparison before you add',
  );
  await slowed.release(page);
  await expect(page.getByTestId('run-facts')).toContainText('finished');
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
});
