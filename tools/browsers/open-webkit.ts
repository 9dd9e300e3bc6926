import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver';

import type { Appearance, BrowserSession, Plain } from './browser-session.ts';
import {
  firstLine,
  freePort,
  startProgram,
  untilListening,
  type StartedProgram,
} from './start-program.ts';

/** A page in WebKitGTK's MiniBrowser, by its WebDriver, on a screen that exists in memory only. */
export async function openWebkit(
  miniBrowser: string,
  appearance: Appearance,
): Promise<BrowserSession> {
  const programs: StartedProgram[] = [];
  const endAll = async (): Promise<void> => {
    for (const program of programs.splice(0).toReversed()) await program.end();
  };
  try {
    const port = await startDriver(appearance, programs);
    const driver = await connect(port, miniBrowser);
    const { width, height } = appearance;
    await driver.manage().window().setRect({ x: 0, y: 0, width, height });
    const close = async (): Promise<void> => {
      await driver.quit();
      await endAll();
    };
    return sessionOf(driver, await nameOf(driver), close);
  } catch (error) {
    await endAll();
    throw error;
  }
}

/** Starts a screen and the driver, and returns the driver's port. */
async function startDriver(
  { width, height, isDark }: Appearance,
  programs: StartedProgram[],
): Promise<number> {
  const screen = ['-screen', '0', `${width}x${height}x24`, '-displayfd', '1', '-nolisten', 'tcp'];
  const xvfb = await startProgram('Xvfb', screen);
  programs.push(xvfb);
  const display = `:${await firstLine(xvfb.process)}`;
  const port = await freePort();
  const theme = isDark ? { GTK_THEME: 'Adwaita:dark' } : {};
  const environment = { DISPLAY: display, ...theme };
  programs.push(await startProgram('WebKitWebDriver', [`--port=${port}`], environment));
  await untilListening(port);
  return port;
}

/** Tasks end when the page says so. */
const NO_LIMIT_MS = 3_600_000;

async function connect(port: number, miniBrowser: string): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
    timeouts: { script: NO_LIMIT_MS, pageLoad: NO_LIMIT_MS },
  });
  return new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(capabilities)
    .build();
}

async function nameOf(driver: WebDriver): Promise<string> {
  return `WebKitGTK ${(await driver.getCapabilities()).getBrowserVersion() ?? ''}`.trim();
}

/** The answer of a task, as the driver passes it on. */
type Answer<Result> = { readonly result: Result } | { readonly reason: string };

function sessionOf(driver: WebDriver, name: string, close: () => Promise<void>): BrowserSession {
  return {
    name,
    close,
    open: (address) => driver.get(address),
    async run<Argument extends Plain, Result extends Plain>(
      task: (argument: Argument) => Result | Promise<Result>,
      argument: Argument,
    ): Promise<Result> {
      const script = `const done = arguments[1];
        (async () => (${task.toString()})(arguments[0]))().then(
          (result) => done({ result }),
          (error) => done({ reason: String(error) }),
        );`;
      const answer = await driver.executeAsyncScript<Answer<Result>>(script, argument);
      if ('reason' in answer) throw new Error(answer.reason);
      return answer.result;
    },
    async chooseFiles(paths) {
      await driver.findElement(By.css('input[type=file]')).sendKeys(paths.join('\n'));
    },
    screenshot: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
  };
}
