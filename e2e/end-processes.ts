import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser, Page } from '@playwright/test';

interface BrowserProcess {
  readonly type: string;
  readonly id: number;
}

/** The processes of a browser, as it tells them: `browser`, `renderer`, `GPU` and others. */
async function processesOf(browser: Browser): Promise<readonly BrowserProcess[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo;
}

/** Sends a signal to all processes of a browser in which its pages run. */
export async function signalRenderers(browser: Browser, signal: NodeJS.Signals): Promise<void> {
  for (const { type, id } of await processesOf(browser)) {
    if (type === 'renderer') process.kill(id, signal);
  }
}

/** Has the browser crash the page's process; the page is lost, and nothing loads in it any more. */
export async function crashTab(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  void session.send('Page.crash').catch(() => undefined); // the process that would answer is gone
}

/**
 * Kills a browser with all its processes, as a machine that loses its power does, and takes away
 * what would tell the next one that its profile is in use.
 */
export async function killBrowser(browser: Browser, profile: string): Promise<void> {
  const ended = new Promise((resolve) => browser.once('disconnected', resolve));
  const processes = await processesOf(browser);
  // the browser first: it would write down that another one has gone
  for (const { id } of processes.toSorted((a, b) => rank(a) - rank(b))) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // it went with the browser
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
