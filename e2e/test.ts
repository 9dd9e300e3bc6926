import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';

import { serveDist, type ServedPage } from '../tools/drive/serve-dist.ts';

export { expect };

const images = fileURLToPath(new URL('../test/fixtures/images/', import.meta.url));

/** Workers that the page takes for granted, whatever machine the tests run on. */
export const CORES = 2;

export interface Fixtures {
  /** Opens the page with these parameters, and fails the test on any error in its console. */
  open(query?: string): Promise<Page>;
  /**
   * Makes a folder of this name: paths to the names of fixture images, or to bytes of their own.
   * Gives its full path; it goes when the test ends.
   */
  makeFolder(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string>;
}

export const test = base.extend<Fixtures, { served: ServedPage }>({
  served: [
    async ({}, use) => {
      const served = await serveDist();
      await use(served);
      await served.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ page, served }, use) => {
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.addInitScript((cores) => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => cores });
    }, CORES);
    await use(async (query = '') => {
      await page.goto(`${served.address}${query === '' ? '' : `?${query}`}`);
      return page;
    });
    expect(troubles).toEqual([]);
  },
  makeFolder: async ({}, use) => {
    const made: string[] = [];
    await use(async (name, files) => {
      const root = await mkdtemp(join(tmpdir(), 'pixelpool-e2e-'));
      made.push(root);
      for (const [path, content] of Object.entries(files)) {
        const target = join(root, name, path);
        await mkdir(dirname(target), { recursive: true });
        if (typeof content === 'string') await cp(join(images, content), target);
        else await writeFile(target, content);
      }
      return join(root, name);
    });
    await Promise.all(made.map((root) => rm(root, { recursive: true, force: true })));
  },
});

/** A page, or all pages of a context. */
type Pages = Page | BrowserContext;

/**
 * Makes every image that the canvas decoder decodes take this much longer, so that a test can do
 * something while a run of `decode=canvas` goes on.
 */
export async function slowDown(pages: Pages, ms: number): Promise<void> {
  await changeDecodeWorker(
    pages,
    `const decode = self.createImageBitmap;
     self.createImageBitmap = async (...options) => {
       await new Promise((resolve) => setTimeout(resolve, ${ms}));
       return decode(...options);
     };`,
  );
}

/** Puts a script before that of the decode workers, of the first `workers` to be started. */
export function changeDecodeWorker(
  pages: Pages,
  script: string,
  workers = Infinity,
): Promise<void> {
  return changeWorker(pages, '**/decode.worker*.js', script, workers);
}

/** Puts a script before that of the workers that keep the rows, of the first `workers` of them. */
export function changeSinkWorker(pages: Pages, script: string, workers = Infinity): Promise<void> {
  return changeWorker(pages, '**/sink.worker*.js', script, workers);
}

/** Puts a script before that of the workers that open files. */
export function changeOpenWorker(pages: Pages, script: string): Promise<void> {
  return changeWorker(pages, '**/open.worker*.js', script, Infinity);
}

async function changeWorker(
  pages: Pages,
  address: string,
  script: string,
  workers: number,
): Promise<void> {
  let started = 0;
  await pages.route(address, async (route) => {
    started += 1;
    const response = await route.fetch();
    if (started > workers) return route.fulfill({ response });
    await route.fulfill({ response, body: `{ ${script} }\n${await response.text()}` });
  });
}

/** As in browsers that give no handles: a folder has to be dropped again after a reload. */
export async function withoutHandles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
  });
}
