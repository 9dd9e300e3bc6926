// @ts-check
// Finds a Chromium or Chrome that starts, or installs one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findFirefox, findMiniBrowser } from '../browsers/find-browsers.mjs';
import {
  HEADLESS_SHELL,
  browserFromEnvironment,
  findCommand,
  installedBrowsers,
  playwrightBrowser,
} from './find-browser.mjs';
import {
  ToolError,
  root,
  runProgram,
  runSetupStep,
  say,
  stopIfInterrupted,
} from './run-program.mjs';

/** A browser's first start from a cold disk can take long; one that hangs must still end. */
const BROWSER_CHECK_MS = 30_000;
/** Playwright tries a download five times, so each try must give up soon on a dead connection. */
const DOWNLOAD_STALL_MS = 15_000;
/** A slow download still reports progress; one that says nothing for this long is stuck. */
const DOWNLOAD_SILENCE_MS = 300_000;

/**
 * Whether a browser starts at all: some distributions have a `chromium-browser` that only asks
 * for another package, and Playwright's own needs system libraries.
 * @param {string} path
 */
function canStart(path) {
  // On Windows, Chrome opens a window if it is called with --version.
  if (process.platform === 'win32') return true;
  const result = spawnSync(path, ['--version'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: BROWSER_CHECK_MS,
  });
  if (result.status === 0) return true;
  const reason = result.error?.message ?? result.stderr.trim();
  say(`The browser at ${path} does not start, so it is not used. ${reason}`.trim());
  return false;
}

/** @returns {string | undefined} */
function startablePlaywrightBrowser() {
  const path = playwrightBrowser();
  return path !== undefined && canStart(path) ? path : undefined;
}

/**
 * Copies a program's output to stderr, and kills the program if it has been silent for too long.
 * @param {import('node:child_process').ChildProcess} child
 */
function killWhenSilent(child) {
  const timer = setTimeout(() => child.kill('SIGKILL'), DOWNLOAD_SILENCE_MS);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      process.stderr.write(chunk);
      timer.refresh();
    });
  }
  child.on('close', () => clearTimeout(timer));
}

async function downloadPlaywrightBrowser() {
  say("No Chromium or Chrome is installed here, so Playwright's own is downloaded.");
  const cli = join(root, 'node_modules', 'playwright', 'cli.js');
  const env = {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(DOWNLOAD_STALL_MS),
    ...process.env,
  };
  const code = await runProgram(
    process.execPath,
    [cli, 'install', 'chromium'],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
    killWhenSilent,
  );
  stopIfInterrupted(code);
  return startablePlaywrightBrowser();
}

/** @returns {string | undefined} apt-get, if this process may use it */
function usableAptGet() {
  const isRoot = process.getuid?.() === 0;
  return isRoot && existsSync('/etc/debian_version') ? findCommand('apt-get') : undefined;
}

/** @param {string} aptGet */
async function installDebianBrowser(aptGet) {
  say("Playwright's download did not work, so Debian's chromium package is installed.");
  await installDebianPackages(aptGet, ['chromium']);
  return installedBrowsers().find(canStart);
}

/**
 * @param {string} aptGet
 * @param {readonly string[]} names
 */
async function installDebianPackages(aptGet, names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A failed update is no reason to stop: the existing package lists may be good enough.
  await runSetupStep(aptGet, ['update'], env);
  await runSetupStep(aptGet, ['install', '-y', ...names], env);
}

/**
 * Finds a browser, or installs one. Throws if there is none and none can be installed.
 * @returns {Promise<string>} the path of its program
 */
export async function ensureBrowser() {
  const present =
    browserFromEnvironment() ?? installedBrowsers().find(canStart) ?? startablePlaywrightBrowser();
  const ready = present ?? (await downloadPlaywrightBrowser());
  if (ready !== undefined) return ready;
  const aptGet = usableAptGet();
  const fromDebian = aptGet === undefined ? undefined : await installDebianBrowser(aptGet);
  if (fromDebian !== undefined) return fromDebian;
  const tried =
    aptGet === undefined ? '' : " and Debian's chromium package could not be installed,";
  throw new ToolError(
    'There is no browser to run this with: no working Chromium or Chrome was found, ' +
      `Playwright's own could not be downloaded or started,${tried} ` +
      'so please install Chromium or Chrome, ' +
      'or set PIXELPOOL_BROWSER to the path of one, and run this again.',
  );
}

/**
 * The browser for the tests, which start hundreds of windows: Debian's headless shell if it can be
 * had, because a window of the whole browser costs four times the CPU time.
 * @returns {Promise<string>} the path of its program
 */
export async function ensureTestBrowser() {
  const chosen = browserFromEnvironment() ?? findCommand(HEADLESS_SHELL);
  if (chosen !== undefined) return chosen;
  const aptGet = usableAptGet();
  if (aptGet !== undefined) {
    say(`Debian's ${HEADLESS_SHELL} is installed for the tests.`);
    await installDebianPackages(aptGet, [HEADLESS_SHELL]);
  }
  return findCommand(HEADLESS_SHELL) ?? (await ensureBrowser());
}

/**
 * Installs Debian's Firefox and WebKitGTK for the tests, if this machine lacks one and that is possible. Says
 * which of them is missing then: the tests that need it are skipped.
 */
export async function ensureOtherBrowsers() {
  const aptGet = usableAptGet();
  const packages = [
    ...(findFirefox() === undefined ? ['firefox-esr'] : []),
    ...(findMiniBrowser() === undefined ? ['webkit2gtk-driver', 'xvfb'] : []),
  ];
  if (packages.length > 0 && aptGet !== undefined) {
    say(`Debian's ${packages.join(', ')} are installed for the tests.`);
    await installDebianPackages(aptGet, packages);
  }
  if (findFirefox() === undefined) say('There is no Firefox: its tests are skipped.');
  if (findMiniBrowser() === undefined) say('There is no WebKitGTK: its tests are skipped.');
}
