import type { Browser, Page } from '@playwright/test';

/** One tab for all tests of a Playwright worker that only use the page and do not modify it. */
export interface SharedTab {
  /** The tab; a new one if the last has crashed. */
  acquire(): Promise<Page>;
  /** Leaves the page and deletes everything it has stored, for the next test. */
  release(page: Page): Promise<void>;
  close(): Promise<void>;
}

/**
 * A context per test costs a window and a process: two thirds of the time of a short test.
 * `prepare` is called for each new tab.
 */
export function createSharedTab(
  browser: Browser,
  prepare: (page: Page) => Promise<void>,
): SharedTab {
  let tab: Page | null = null;
  return {
    async acquire() {
      if (tab !== null) return tab;
      const page = await (await browser.newContext()).newPage();
      page.on('crash', () => (tab = null));
      await prepare(page);
      tab = page;
      return page;
    },
    async release(page) {
      if (tab !== page) return;
      for (const other of page.context().pages()) if (other !== page) await other.close();
      for (const event of ['console', 'dialog', 'pageerror', 'request', 'worker']) {
        page.removeAllListeners(event);
      }
      await clearStorage(page);
    },
    async close() {
      await tab?.context().close();
    },
  };
}

async function clearStorage(page: Page): Promise<void> {
  const { origin, protocol } = new URL(page.url());
  if (protocol === 'about:') return;
  await page.goto('about:blank');
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}
