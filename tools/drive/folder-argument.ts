import { statSync } from 'node:fs';
import { resolve } from 'node:path';

import { UsageError } from '../../src/cli/usage-error.ts';

/** The one folder that a command line names, as a full path. */
export function folderArgument(positionals: readonly string[]): string {
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new UsageError('Name one folder.');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${folder} is no folder.`);
  }
  return resolve(folder);
}
