import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';

import type { Page } from '@playwright/test';

import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { dropFiles } from '../tools/drive/drop-files.ts';
import { downloadManifest } from './read-result.ts';
import { stallListing } from './stall-listing.ts';
import { expect, test, withoutHandles } from './test.ts';

const CLASSES = {
  'cat/1.png': 'red.png',
  'cat/2.png': 'green.png',
  'dog/1.png': 'blue.png',
  'dog/3.png': 'cyan.png',
};

const planOf = (page: Page) => page.getByTestId('plan');
const noticesOf = (page: Page) => page.getByRole('alert');

test('L11 a drop that is refused while a folder is listed is still said with the plan', async ({
  open,
  makeFolder,
  page,
}) => {
  const release = await stallListing(page, 1);
  await open();
  await dropFiles(page, [await makeFolder('animals', CLASSES)]);
  await expect(page.getByTestId('listing')).toBeVisible();
  await dropFiles(page, [await makeFolder('others', CLASSES)]);
  await expect(noticesOf(page)).toContainText('still being listed');
  release();
  await expect(planOf(page)).toContainText('animals 4 images');
  await expect(noticesOf(page)).toContainText('Another folder is still being listed.');
});

test('L12 a folder dropped with its own subfolder and file is planned once, and it is said', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const folder = await makeFolder('animals', CLASSES);
  await dropFiles(page, [join(folder, 'cat'), folder, join(folder, 'dog/3.png')]);
  await expect(planOf(page)).toContainText('animals 4 images');
  await expect(noticesOf(page)).toContainText(
    'is part of “\u2068animals\u2069”, which was dropped',
  );
  await expect(noticesOf(page).getByRole('listitem')).toHaveCount(2);
  await runToResult(page);
  const { name, lines } = await downloadManifest(page);
  expect(name).toBe('animals.manifest.jsonl');
  expect(lines.map(({ path, label }) => [path, label])).toEqual([
    ['cat/1.png', 'cat'],
    ['cat/2.png', 'cat'],
    ['dog/1.png', 'dog'],
    ['dog/3.png', 'dog'],
  ]);
});

test('L12 of several folders only the one inside another is left out', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const folder = await makeFolder('animals', CLASSES);
  const other = await makeFolder('cat', { '1.png': 'red.png' });
  await dropFiles(page, [folder, join(folder, 'cat'), other]);
  await expect(planOf(page)).toContainText('images 5 images');
  await expect(noticesOf(page).getByRole('listitem')).toHaveCount(1);
});

test('L12 without handles everything is planned, and what may be doubled is named', async ({
  open,
  makeFolder,
  page,
}) => {
  await withoutHandles(page);
  await open();
  const folder = await makeFolder('animals', CLASSES);
  await dropFiles(page, [folder, join(folder, 'cat')]);
  await expect(planOf(page)).toContainText('images 6 images');
  await expect(noticesOf(page)).toContainText('its files are planned twice');
});

/** Drops something that is no file of this machine, as another tab or program would. */
async function dropItems(page: Page, items: Readonly<Record<string, string>>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = {
    items: Object.entries(items).map(([mimeType, text]) => ({ mimeType, data: text })),
    dragOperationsMask: 1,
  };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 40, y: 40, data });
  }
  await session.detach();
}

test('L13 a drop of text, a link or an image of a page is answered, and the plan stays', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await planFolder(page, await makeFolder('animals', CLASSES));
  const address = page.url();
  const link = { 'text/uri-list': `${address}samples/sky/sunset.jpg` };
  await dropItems(page, { 'text/plain': 'cats and dogs' });
  await expect(noticesOf(page)).toContainText('That is text.');
  await dropItems(page, link);
  await expect(noticesOf(page)).toContainText('That is a link, and this page downloads nothing.');
  await dropItems(page, { ...link, 'text/html': '<img src="x.jpg">' });
  await expect(noticesOf(page)).toContainText('That image is part of a page, not a file.');
  await dropItems(page, link);
  await expect(noticesOf(page).getByRole('listitem')).toHaveCount(3);
  await expect(planOf(page)).toContainText('animals 4 images');
  expect(page.url()).toBe(address);
});

test('L13 text can still be dropped into a field', async ({ open, makeFolder }) => {
  const page = await open();
  await planFolder(page, await makeFolder('animals', CLASSES));
  const isLeftAlone = await page.getByLabel('Width').evaluate((field) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/plain', '32');
    const init = { dataTransfer, bubbles: true, cancelable: true };
    return ['dragover', 'drop'].map((type) => field.dispatchEvent(new DragEvent(type, init)));
  });
  expect(isLeftAlone).toEqual([true, true]);
  await expect(noticesOf(page)).toHaveCount(0);
});

test('L14 pasted files are planned like dropped ones', async ({ open }) => {
  const page = await open();
  const isHandled = await page.evaluate(async () => {
    const clipboardData = new DataTransfer();
    for (const name of ['sunset.jpg', 'clouds.webp']) {
      const bytes = await (await fetch(`samples/sky/${name}`)).blob();
      clipboardData.items.add(new File([bytes], name));
    }
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    return !document.body.dispatchEvent(paste);
  });
  expect(isHandled).toBe(true);
  await expect(planOf(page)).toContainText('images 2 images');
  await runToResult(page);
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ path, verdict }) => [path, verdict])).toEqual([
    ['clouds.webp', 'ok'],
    ['sunset.jpg', 'ok'],
  ]);
});

test('U7 names in the address that are no parameters are reported', async ({ open }) => {
  const page = await open('size=32&width=48');
  await expect(noticesOf(page)).toContainText(
    'The address has “\u2068size\u2069”, which is no parameter of this page and is ignored. Did you mean width and height?',
  );
  await expect(noticesOf(page).getByRole('listitem')).toHaveCount(1);
});

test('A16 the page says what to do if it is opened from disk', async ({ browser, open }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(resolve('dist/index.html')).href);
  await expect(page.getByText('npm start')).toBeVisible();
  await expect(page.locator('p')).toHaveText(/pixelpool has not started\. .*localhost:4173\./s);
  await context.close();
  const served = await open();
  await expect(served.getByRole('heading', { name: 'Drop a folder of images' })).toBeVisible();
  await expect(served.getByText('npm start')).toHaveCount(0);
});
