import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';

import { serveDist, type ServedPage } from '../tools/drive/serve-dist.ts';
import { createSharedTab, type SharedTab } from './shared-tab.ts';
import { readUndisturbed, type RunOutcome } from './undisturbed.ts';

export { expect };

const images = fileURLToPath(new URL('../test/fixtures/images/', import.meta.url));

/** The number of cores that the page sees, whatever machine the tests run on. */
export const CORES = 2;

export interface Fixtures {
  /** Fails the test on any error in the console of a page that was opened for it. */
  watch(page: Page): void;
  /**
   * Opens the page with these parameters in `page`, which the test may have modified before, and
   * fails the test on any error in its console.
   */
  open(query?: string): Promise<Page>;
  /**
   * Makes a folder of this name: paths to the names of fixture images, or to bytes of their own.
   * Returns its full path; it is deleted when the test ends.
   */
  makeFolder(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string>;
}

export interface WorkerFixtures {
  readonly served: ServedPage;
  readonly sharedTab: SharedTab;
  /** The outcome of an undisturbed run. */
  readonly undisturbed: RunOutcome;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  served: [
    async ({}, use) => {
      const served = await serveDist();
      await use(served);
      await served.close();
    },
    { scope: 'worker' },
  ],
  sharedTab: [
    async ({ browser }, use) => {
      const tab = createSharedTab(browser, fixCores);
      await use(tab);
      await tab.discard();
    },
    { scope: 'worker' },
  ],
  undisturbed: [
    async ({ browser, served }, use) => use(await readUndisturbed(browser, served.address)),
    { scope: 'worker' },
  ],
  watch: async ({}, use) => {
    const errors: string[] = [];
    await use((page) => {
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
    });
    expect(errors).toEqual([]);
  },
  // Tests use it one after the other. What a test does to it is undone after the test: routes,
  // scripts, dead workers, stored runs. A test that does more has to ask for a `context`.
  page: async ({ sharedTab }, use, info) => {
    await use(await sharedTab.acquire());
    await (info.status === info.expectedStatus ? sharedTab.release() : sharedTab.discard());
  },
  open: async ({ page, served, watch }, use) => {
    watch(page);
    await use((query) => openIn(page, served.address, query));
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

async function fixCores(page: Page): Promise<void> {
  await page.addInitScript((cores) => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => cores });
  }, CORES);
}

async function openIn(page: Page, address: string, query = ''): Promise<Page> {
  await page.goto(query === '' ? address : `${address}?${query}`);
  return page;
}

/** A page, or all pages of a context. */
export type Pages = Page | BrowserContext;

/**
 * Makes every image that the canvas decoder decodes take this much longer, so that a test can do
 * something during a run of `decode=canvas`.
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

/**
 * Prepends a script to the first `workers` decode workers that start. A function is called for its
 * script when a worker starts.
 */
export function changeDecodeWorker(
  pages: Pages,
  script: string | (() => string),
  workers = Infinity,
): Promise<void> {
  return changeWorker(pages, '**/decode.worker*.js', script, workers);
}

/** Prepends a script to the first `workers` sink workers that start. */
export function changeSinkWorker(pages: Pages, script: string, workers = Infinity): Promise<void> {
  return changeWorker(pages, '**/sink.worker*.js', script, workers);
}

/** For decode workers: a test cannot reach workers below them, so they have none, and read themselves. */
export const READS_ITSELF = 'delete self.Worker;';

/** Prepends a script to the workers that open files. */
export function changeOpenWorker(pages: Pages, script: string): Promise<void> {
  return changeWorker(pages, '**/open.worker*.js', script, Infinity);
}

async function changeWorker(
  pages: Pages,
  address: string,
  script: string | (() => string),
  workers: number,
): Promise<void> {
  let started = 0;
  await pages.route(address, async (route) => {
    started += 1;
    const response = await route.fetch({ maxRetries: 5 });
    if (started > workers) return route.fulfill({ response });
    const before = typeof script === 'string' ? script : script();
    await route.fulfill({ response, body: `{ ${before} }\n${await response.text()}` });
  });
}

/** As in browsers without handles: a folder has to be dropped again after a reload. */
export async function withoutHandles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
  });
}
