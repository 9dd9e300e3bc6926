import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

import type { Page } from '@playwright/test';

import { planFolder, pressStart, runToResult } from '../tools/drive/drive-page.ts';
import { serveDist } from '../tools/drive/serve-dist.ts';
import { copyBuilt } from './built-copy.ts';
import { colouredFolder } from './coloured-folder.ts';
import { pixelOf } from './read-result.ts';
import { button, readResult } from './stored-run.ts';
import { expect, test } from './test.ts';

const SLOWED_MS = 400;

test.use({ serviceWorkers: 'allow' });

/** Waits until the page is served by its service worker. */
async function untilServed(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** The paths, relative to the page, of all files that the browser has stored for it. */
function storedFiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const base = new URL('.', location.href);
    const stored = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    );
    const paths = stored.flat().map(({ url }) => new URL(url).pathname.slice(base.pathname.length));
    return paths.toSorted();
  });
}

async function builtFiles(): Promise<readonly string[]> {
  const found = await readdir('dist', { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice('dist/'.length))
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => path !== 'service-worker.js')
    .toSorted();
}

test('W1 a page that was open once works without a network, and stores no image', async ({
  context,
  makeFolder,
  watch,
}) => {
  const folder = await makeFolder('photos', {
    'a.png': 'red.png',
    'b.jpg': 'teal.jpg',
    'c.webp': 'quadrants.webp',
    'd.gif': 'quadrants.gif',
    'e.bmp': 'quadrants.bmp',
  });
  const served = await serveDist('/a/path/');
  const page = await context.newPage();
  watch(page);
  await page.goto(served.address);
  await untilServed(page);
  await context.setOffline(true);
  await served.close();

  await page.goto(`${served.address}?width=16&height=16&fit=stretch`);
  await planFolder(page, folder);
  await runToResult(page);
  const { counts, ...array } = await readResult(page);
  expect(array.shape).toEqual([5, 16, 16, 3]);
  expect(counts).toMatchObject({ listed: 5, ok: 5 });
  expect(pixelOf(array, 0, 8, 8)).toEqual([255, 0, 0]);
  // what is loaded when it is opened
  await button(page, 'About this browser').click();
  await expect(page.getByRole('table')).toBeVisible();
  await page.keyboard.press('Escape');
  await button(page, 'Try 12 samples').click();
  await expect(page.getByText('12 images planned.')).toBeAttached();
  await runToResult(page);
  expect((await readResult(page)).counts).toMatchObject({ listed: 12, ok: 12 });
  expect(await storedFiles(page)).toEqual(await builtFiles());
});

test('W2 a new version waits for the end of a run, and for other tabs', async ({
  context,
  makeFolder,
  watch,
}) => {
  const folder = await makeFolder('photos', colouredFolder(60));
  const built = await copyBuilt();
  const names = await readdir(join(built.folder, 'assets'));
  const decodeWorker = names.find((name) => name.startsWith('decode.worker'));
  await built.change(
    `assets/${decodeWorker}`,
    (script) => `{
      const decode = self.createImageBitmap;
      self.createImageBitmap = async (...options) => {
        await new Promise((resolve) => setTimeout(resolve, ${SLOWED_MS}));
        return decode(...options);
      };
    }\n${script}`,
  );
  const served = await serveDist('/', built.folder);
  const page = await context.newPage();
  watch(page);
  await page.goto(`${served.address}?decode=canvas&workers=2`);
  await untilServed(page);

  const notice = page.getByText('A new version of pixelpool is ready.');
  await planFolder(page, folder);
  await pressStart(page);
  await expect(button(page, 'Pause')).toBeVisible();
  await built.change('index.html', (html) => html.replace('<title>', '<title>New: '));
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(notice).toHaveText(/It can be loaded once the run has ended\.$/);
  const reload = button(page, 'Reload for the new version');
  await expect(reload).toBeHidden();
  await expect(button(page, 'Pause')).toBeVisible();
  await button(page, 'Stop').click();
  await expect(reload).toBeVisible();

  // a second tab has the version before, because the first still has it
  const other = await context.newPage();
  await other.goto(served.address);
  await expect(other).not.toHaveTitle(/^New/);
  await reload.click();
  await expect(notice).toHaveText(
    /open in 1 other tab, with the version before\. Close it first\.$/,
  );
  await other.close();
  await reload.click();
  await expect(page).toHaveTitle(/^New: /);
  await expect(notice).toBeHidden();
  await served.close();
  await built.remove();
});

test('W4 files that the system opens with the installed page are added, and it can be installed', async ({
  context,
  served,
  watch,
}) => {
  const page = await context.newPage();
  watch(page);
  await page.addInitScript(() => {
    const setConsumer = async (
      consumer: (launch: { readonly files: FileSystemHandle[] }) => void,
    ) => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle('opened.txt', { create: true });
      consumer({ files: [root, handle] });
    };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
  });
  await page.goto(served.address);
  await expect(page.getByRole('heading', { name: 'Plan', exact: true })).toBeVisible();
  const devTools = await context.newCDPSession(page);
  const manifest = await devTools.send('Page.getAppManifest');
  expect(manifest.errors).toEqual([]);
  expect(JSON.parse(manifest.data ?? '')).toMatchObject({ name: 'pixelpool' });
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
});
