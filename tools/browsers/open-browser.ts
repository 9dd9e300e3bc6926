import { CHROMIUM_FLAGS } from '../drive/launch-browser.ts';
import { findBrowser } from '../setup/find-browser.mjs';
import { DEFAULT_APPEARANCE, type Appearance, type BrowserSession } from './browser-session.ts';
import { findFirefox, findMiniBrowser } from './find-browsers.mjs';
import { openPuppeteer } from './open-puppeteer.ts';
import { openWebkit } from './open-webkit.ts';

export const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;
export type BrowserKind = (typeof BROWSERS)[number];

/** Opens a browser; null if this machine does not have it. */
export async function openBrowser(
  kind: BrowserKind,
  appearance: Appearance = DEFAULT_APPEARANCE,
): Promise<BrowserSession | null> {
  const program = PROGRAM[kind]();
  return program === undefined ? null : OPEN[kind](program, appearance);
}

const PROGRAM: Readonly<Record<BrowserKind, () => string | undefined>> = {
  chromium: findBrowser,
  firefox: findFirefox,
  webkit: findMiniBrowser,
};

type Open = (program: string, appearance: Appearance) => Promise<BrowserSession>;

const OPEN: Readonly<Record<BrowserKind, Open>> = {
  chromium: (executablePath, appearance) => {
    const scheme = appearance.isDark ? ['--force-dark-mode'] : [];
    return openPuppeteer({ executablePath, args: [...CHROMIUM_FLAGS, ...scheme] }, appearance);
  },
  firefox: (executablePath, appearance) => {
    // 0 and 1: a light and a dark system
    const extraPrefsFirefox = { 'ui.systemUsesDarkTheme': appearance.isDark ? 1 : 0 };
    return openPuppeteer({ browser: 'firefox', executablePath, extraPrefsFirefox }, appearance);
  },
  webkit: openWebkit,
};
