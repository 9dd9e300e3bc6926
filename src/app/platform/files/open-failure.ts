import type { ListedFile } from '../../../core/plan/plan.ts';
import type { Failure } from '../../../core/verdict.ts';

export const BAD_NAME: Failure = {
  code: 'bad-name',
  detail: 'The browser cannot open a file with this name (it is not valid Unicode). Rename it.',
};

/**
 * The listed file for an entry with an invalid name: the `number`-th of its folder, whose path
 * is '' or ends in a slash. Numbered per folder, because folders are read in parallel.
 */
export function unnamedEntry(folder: string, number: number): ListedFile<never> {
  return { path: `${folder}(unreadable name ${number})`, source: null, failure: BAD_NAME };
}

/** The failure of a listed entry that could not be opened. */
export function openFailure(error: unknown): Failure {
  const name = nameOfError(error);
  return name === 'NotFoundError'
    ? { code: 'vanished', detail: 'It was moved or deleted after the folder was listed.' }
    : { code: 'unreadable', detail: `It could not be opened (${name || 'unknown error'}).` };
}

/**
 * The listed file for a folder that could not be read to its end. `path` ends in a slash, unlike
 * the path of a file; `name` is the name of the browser's error, and `found` the number of entries
 * read before it.
 */
export function unreadFolder(path: string, name: string, found: number): ListedFile<never> {
  const [code, reason] =
    name === 'NotFoundError'
      ? (['vanished', 'it was moved or deleted in the meantime'] as const)
      : (['unreadable', `the browser may not read it (${name || 'unknown error'})`] as const);
  const detail = `The folder was not read completely: ${reason}. Entries read before: ${found}.`;
  return { path, source: null, failure: { code, detail: `${detail} Drop it again.` } };
}

/** The name of a DOMException, or '' for anything else. */
export function nameOfError(error: unknown): string {
  return error instanceof DOMException ? error.name : '';
}
