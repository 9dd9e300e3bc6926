import { readdirSync, type Dirent } from 'node:fs';
import { basename, resolve } from 'node:path';

import { errorMessage } from '../core/error-message.ts';
import type { ListedFile, Listing } from '../core/plan/plan.ts';
import type { Failure } from '../core/verdict.ts';
import { errorCode } from './error-code.ts';

/** A listed file's source is its path below the root, which the thread that decodes it opens. */
export type PathListing = Listing<string>;

const BAD_NAME: Failure = {
  code: 'bad-name',
  detail: 'A file with this name cannot be opened (it is not valid Unicode). Rename it.',
};

/** What stands for bytes of a name that are no UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * Lists every file in a folder and in all folders below it, as a drop of the folder lists them: links are left
 * out. Throws if the folder itself cannot be read.
 */
export function listFolder(folder: string): PathListing {
  const root = resolve(folder);
  const files: ListedFile<string>[] = [];
  const waiting = [''];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    let badNames = 0;
    for (const entry of entriesOf(root, path, files)) {
      if (entry.isSymbolicLink()) continue;
      if (hasBadName(root, path, entry.name)) {
        badNames += 1;
        files.push(unnamedEntry(path, badNames));
      } else if (entry.isDirectory()) {
        waiting.push(`${path}${entry.name}/`);
      } else {
        const file = `${path}${entry.name}`;
        files.push({ path: file, source: file });
      }
    }
  }
  return { name: basename(root) || 'images', files };
}

/** The entries of a folder below the root; if it cannot be read, that is listed. */
function entriesOf(root: string, path: string, files: ListedFile<string>[]): readonly Dirent[] {
  try {
    return readdirSync(`${root}/${path}`, { withFileTypes: true });
  } catch (error) {
    if (path === '') throw error;
    files.push(unreadFolder(path, error));
    return [];
  }
}

/** Whether the name is not valid UTF-8: the system then has no file of the name that Node reports. */
function hasBadName(root: string, path: string, name: string): boolean {
  if (!name.includes(REPLACEMENT)) return false;
  const names = readdirSync(`${root}/${path}`, { encoding: 'buffer' });
  return !names.some((bytes) => bytes.equals(Buffer.from(name)));
}

/** The path of the `number`-th such entry of its folder, as the page has it. */
function unnamedEntry(folder: string, number: number): ListedFile<string> {
  return { path: `${folder}(unreadable name ${number})`, source: null, failure: BAD_NAME };
}

function unreadFolder(path: string, error: unknown): ListedFile<string> {
  const code = errorCode(error);
  const failure: Failure =
    code === 'ENOENT'
      ? { code: 'vanished', detail: 'The folder was moved or deleted while it was listed.' }
      : {
          code: 'unreadable',
          detail: `The folder could not be read (${code || errorMessage(error)}).`,
        };
  return { path, source: null, failure };
}
