import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser, Page } from '@playwright/test';

interface BrowserProcess {
  readonly type: string;
  readonly id: number;
}

/** The processes of a browser, as it reports them: `browser`, `renderer`, `GPU` and others. */
async function processesOf(browser: Browser): Promise<readonly BrowserProcess[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo;
}

/** Sends a signal to all processes that run a browser's pages. */
export async function signalRenderers(browser: Browser, signal: NodeJS.Signals): Promise<void> {
  for (const { type, id } of await processesOf(browser)) {
    if (type === 'renderer') process.kill(id, signal);
  }
}

/** Makes the browser crash the page's process. Nothing loads in the page any more. */
export async function crashTab(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  void session.send('Page.crash').catch(() => undefined); // the process that would answer is gone
}

/**
 * Kills a browser with all its processes, like a power failure, and removes the files that would
 * tell the next one that its profile is in use.
 */
export async function killBrowser(browser: Browser, profile: string): Promise<void> {
  const ended = new Promise((resolve) => browser.once('disconnected', resolve));
  const processes = await processesOf(browser);
  // the browser first: otherwise it would record the end of the others
  for (const { id } of processes.toSorted((a, b) => rank(a) - rank(b))) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // it ended with the browser
    }
  }
  await ended;
  for (const name of await readdir(profile)) {
    if (name.startsWith('Singleton')) await rm(join(profile, name), { force: true });
  }
}

function rank({ type }: BrowserProcess): number {
  return type === 'browser' ? 0 : 1;
}
