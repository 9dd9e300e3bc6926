// @ts-check
// Looks for the browsers besides Chromium that the page is tested in. It installs nothing.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findCommand } from '../setup/find-browser.mjs';

/** Debian's folder of libraries: one of them has WebKitGTK's own small browser. */
const LIBRARIES = '/usr/lib';

/** @param {string} path */
function listFolder(path) {
  try {
    return readdirSync(path).map((name) => join(path, name));
  } catch {
    return [];
  }
}

/** The path of Firefox; undefined if it is not installed. */
export function findFirefox() {
  return findCommand('firefox-esr') ?? findCommand('firefox');
}

/** The path of WebKitGTK's MiniBrowser; undefined if it, its driver or Xvfb is not installed. */
export function findMiniBrowser() {
  const needed = ['WebKitWebDriver', 'Xvfb'];
  if (needed.some((name) => findCommand(name) === undefined)) return undefined;
  return listFolder(LIBRARIES)
    .flatMap(listFolder)
    .filter((path) => /webkit2gtk-4\.\d$/.test(path))
    .flatMap(listFolder)
    .findLast((path) => path.endsWith('/MiniBrowser'));
}
