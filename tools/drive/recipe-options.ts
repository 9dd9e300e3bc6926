import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

import { parseRunParameters, type RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { OPTION_NAMES } from '../../src/core/recipe/recipe-options.ts';

/** The options of `parseArgs` for everything that a link to the page can say. */
export const RECIPE_ARGUMENTS = {
  ...Object.fromEntries(OPTION_NAMES.map((name) => [name, { type: 'string' as const }])),
  workers: { type: 'string' },
  failed: { type: 'string' },
  hidden: { type: 'string' },
} as const;

/** An invalid command line; its message is for the user. */
export class UsageError extends Error {}

/** Reads these options as the page reads its URL, but a bad one is an error here. */
export function readRecipeOptions(
  values: Readonly<Record<string, string | boolean | undefined>>,
): RunParameters {
  const cores = availableParallelism();
  const { parameters, invalid } = parseRunParameters(
    (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : null;
    },
    { fallback: cores, max: 2 * cores },
  );
  const [first] = invalid;
  if (first !== undefined) throw new UsageError(`--${first.reason}.`);
  return parameters;
}

/** The one folder that a command line names, as a full path. */
export function folderArgument(positionals: readonly string[]): string {
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new UsageError('Name one folder.');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${folder} is no folder.`);
  }
  return resolve(folder);
}
