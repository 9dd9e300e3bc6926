import { setTimeout } from 'node:timers/promises';

import type { Browser } from '@playwright/test';

const QUIET_INTERVAL_MS = 500;
/** A browser that uses no more of a core than this is quiet. */
const QUIET_SHARE = 0.1;
const MOST_INTERVALS = 240;

/** Waits until a browser has nothing to do: it has started, and scanned the files of a plan. */
export async function untilQuiet(browser: Browser): Promise<void> {
  for (let i = 0; i < MOST_INTERVALS; i++) {
    const before = await cpuMs(browser);
    await setTimeout(QUIET_INTERVAL_MS);
    if ((await cpuMs(browser)) - before < QUIET_INTERVAL_MS * QUIET_SHARE) return;
  }
}

/** CPU time of all the browser's processes until now, as the browser tells it. */
export async function cpuMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}
