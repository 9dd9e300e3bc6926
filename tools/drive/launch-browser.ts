import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type Browser, type BrowserContext } from '@playwright/test';

import { findBrowser } from '../setup/find-browser.mjs';

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

/** A browser with a profile on disk, as users have one. */
export interface Profile {
  readonly context: BrowserContext;
  readonly browser: Browser;
  /** Ends the browser and deletes the profile, with all that pages have stored. */
  close(): Promise<void>;
}

/**
 * Launches a browser on a new profile in the folder for temporary files. Playwright's contexts are
 * off the record otherwise: there the browser holds a page's files in memory, and is slow with them.
 */
export async function launchProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'pixelpool-profile-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const context = await chromium.launchPersistentContext(folder, {
      ...chromiumOptions(),
      // what is measured does not share the machine with a page that copies itself
      serviceWorkers: 'block',
    });
    const browser = context.browser();
    if (browser === null) throw new Error('The browser of a profile cannot be spoken to.');
    return {
      context,
      browser,
      async close() {
        await context.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
