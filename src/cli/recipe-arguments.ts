import { availableParallelism } from 'node:os';

import { OPTION_NAMES } from '../core/recipe/recipe-options.ts';
import { parseRunParameters, type RunParameters } from '../core/recipe/recipe-parameters.ts';
import { UsageError } from './usage-error.ts';

/** The options of `parseArgs` for everything that a link to the page can say. */
export const RECIPE_ARGUMENTS = {
  ...Object.fromEntries(OPTION_NAMES.map((name) => [name, { type: 'string' as const }])),
  workers: { type: 'string' },
  failed: { type: 'string' },
  hidden: { type: 'string' },
} as const;

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
