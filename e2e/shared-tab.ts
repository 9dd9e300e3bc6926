import type { Browser, BrowserContext, Page } from '@playwright/test';

/** One tab for the tests of a Playwright worker, which use it one after the other. */
export interface SharedTab {
  /** The tab; a new one if the last was discarded or has crashed. */
  acquire(): Promise<Page>;
  /** Leaves the page and undoes what the test did to the tab, for the next test. */
  release(): Promise<void>;
  /** Closes the tab, whatever state it is in. The next test gets another one. */
  discard(): Promise<void>;
}

interface Tab {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly undoScripts: () => Promise<void>;
  isCrashed: boolean;
}

/**
 * A context per test costs a process, which compiles the page's scripts anew: 1.2 s of CPU time, a
 * quarter of a test with one run. `prepare` is called for each new tab.
 */
export function createSharedTab(
  browser: Browser,
  prepare: (page: Page) => Promise<void>,
): SharedTab {
  let tab: Tab | null = null;
  async function discard(): Promise<void> {
    const context = tab?.context;
    tab = null;
    await context?.close();
  }
  return {
    async acquire() {
      // a test that kills processes of the whole browser kills this one's too
      if (tab?.isCrashed === true) await discard();
      tab ??= await openTab(browser, prepare);
      return tab.page;
    },
    async release() {
      if (tab === null) return;
      if (tab.isCrashed || tab.page.isClosed()) await discard();
      else await reset(tab);
    },
    discard,
  };
}

async function openTab(browser: Browser, prepare: (page: Page) => Promise<void>): Promise<Tab> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await prepare(page);
  const undoScripts = trackScripts(page);
  const tab: Tab = { page, context, undoScripts, isCrashed: false };
  page.on('crash', () => (tab.isCrashed = true));
  return tab;
}

/** Removes the scripts and functions that a test adds to the page, when the result is called. */
function trackScripts(page: Page): () => Promise<void> {
  const added: { dispose(): Promise<void> }[] = [];
  const [addInitScript, exposeFunction] = [
    page.addInitScript.bind(page),
    page.exposeFunction.bind(page),
  ];
  Object.assign(page, {
    async addInitScript(...options: Parameters<typeof addInitScript>) {
      const script = await addInitScript(...options);
      added.push(script);
      return script;
    },
    async exposeFunction(...options: Parameters<typeof exposeFunction>) {
      const exposed = await exposeFunction(...options);
      added.push(exposed);
      return exposed;
    },
  });
  return async () => {
    for (const one of added.splice(0)) await one.dispose();
  };
}

async function reset({ page, context, undoScripts }: Tab): Promise<void> {
  for (const event of ['console', 'dialog', 'pageerror', 'request', 'worker']) {
    page.removeAllListeners(event);
  }
  for (const other of context.pages()) if (other !== page) await other.close();
  for (const routed of [page, context]) await routed.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
  await undoScripts();
  await clearStorage(page);
}

async function clearStorage(page: Page): Promise<void> {
  const { origin, protocol } = new URL(page.url());
  if (protocol === 'about:') return;
  await page.goto('about:blank');
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}
