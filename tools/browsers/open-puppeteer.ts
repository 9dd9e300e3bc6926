import puppeteer, { type LaunchOptions, type Page } from 'puppeteer-core';

import type { Appearance, BrowserSession, Plain } from './browser-session.ts';

/** A page in a browser that Puppeteer launches: Chromium by its own protocol, Firefox by WebDriver BiDi. */
export async function openPuppeteer(
  options: LaunchOptions,
  { width, height }: Appearance,
): Promise<BrowserSession> {
  const browser = await puppeteer.launch({
    ...options,
    defaultViewport: { width, height },
    protocolTimeout: 0,
  });
  try {
    const page = await browser.newPage();
    // a page that is left while something depends on it asks first
    page.on('dialog', (dialog) => void dialog.accept());
    return sessionOf(page, titleOf(await browser.version()), () => browser.close());
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function sessionOf(page: Page, name: string, close: () => Promise<void>): BrowserSession {
  return {
    name,
    close,
    open: async (address) => {
      await page.goto(address);
    },
    run: (task, argument) => runIn(page, task, argument),
    chooseFiles: async (paths) => {
      const input = await page.$('input[type=file]');
      if (input === null) throw new Error('The page has no input for files.');
      await input.uploadFile(...paths);
    },
    screenshot: () => page.screenshot(),
  };
}

/** `Firefox 153.8` of `firefox/153.8.0`. */
function titleOf(version: string): string {
  const [name = '', number = ''] = version.split('/');
  const title = name.replace(/^Headless/, '');
  return `${title.charAt(0).toUpperCase()}${title.slice(1)} ${number.split('.', 2).join('.')}`;
}

async function runIn<Argument extends Plain, Result extends Plain>(
  page: Page,
  task: (argument: Argument) => Result | Promise<Result>,
  argument: Argument,
): Promise<Result> {
  // as text: Puppeteer's types for functions do not know that plain data stays what it is
  const call = `(${task.toString()})(${JSON.stringify(argument)})`;
  return (await page.evaluate(call)) as Result;
}
