// @ts-check
// Looks for a Chromium that is already on this machine. It installs nothing and uses only
// Node's own modules, because it also runs before the dependencies are installed.
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';

const COMMAND_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const WINDOWS_PROGRAMS = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
];

/** Debian's package and command: the same engine without the windows of a browser around it. */
export const HEADLESS_SHELL = 'chromium-headless-shell';

/** An error whose message is enough for the reader: it is shown without a stack. */
export class ToolError extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'ToolError';
    this.exitCode = exitCode;
  }
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The path of a command, if PATH has it.
 * @param {string} name
 * @returns {string | undefined}
 */
export function findCommand(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => resolve(folder, file)).find(isProgram);
}

/** @returns {string[]} */
function usualPrograms() {
  if (process.platform === 'darwin') return MAC_APPLICATIONS;
  if (process.platform !== 'win32') return [];
  const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((variable) => process.env[variable])
    .filter((folder) => folder !== undefined);
  return folders.flatMap((folder) => WINDOWS_PROGRAMS.map((program) => join(folder, program)));
}

/**
 * The browser that the environment variable PIXELPOOL_BROWSER names.
 * @returns {string | undefined}
 */
export function browserFromEnvironment() {
  const path = process.env['PIXELPOOL_BROWSER'];
  if (path === undefined || path === '') return undefined;
  if (isProgram(path)) return path;
  throw new ToolError(
    `PIXELPOOL_BROWSER is set to "${path}", but there is no program at that path.`,
    2,
  );
}

/**
 * Every Chromium or Chrome in the usual locations, best first.
 * @returns {string[]}
 */
export function installedBrowsers() {
  const commands = COMMAND_NAMES.map(findCommand).filter((path) => path !== undefined);
  return [...commands, ...usualPrograms().filter(isProgram)];
}

/**
 * The Chromium that Playwright downloaded for itself, if it did.
 * @returns {string | undefined}
 */
export function playwrightBrowser() {
  try {
    // Not a static import: this module also runs before Playwright is installed.
    const require = createRequire(import.meta.url);
    /** @type {typeof import('@playwright/test')} */
    const { chromium } = require('@playwright/test');
    const path = chromium.executablePath();
    return isProgram(path) ? path : undefined;
  } catch {
    // Playwright is not installed, or has no Chromium for this platform.
    return undefined;
  }
}

/**
 * The browser to use: the one PIXELPOOL_BROWSER names, else an installed Chromium or Chrome, else
 * Playwright's own. Undefined means that there is none yet (`ensureBrowser` can install one).
 * @returns {string | undefined}
 */
export function findBrowser() {
  return browserFromEnvironment() ?? installedBrowsers()[0] ?? playwrightBrowser();
}
