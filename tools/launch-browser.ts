import { chromium, type Browser } from '@playwright/test';

import { findBrowser } from './find-browser.mjs';

/** Quiet and repeatable: no GPU, no traffic of the browser's own. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Launch options for the Chromium that is there: found on this machine, or Playwright's own. */
export function chromiumOptions(): { readonly args: string[]; readonly executablePath?: string } {
  const executablePath = findBrowser();
  return { args: CHROMIUM_FLAGS, ...(executablePath === undefined ? {} : { executablePath }) };
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch(chromiumOptions());
}
