import { HIDDEN_FOLDERS, type HiddenFolders } from '../plan/ignored-files.ts';
import {
  oneOf,
  OPTION_NAMES,
  recipeOf,
  RECIPE_OPTIONS,
  recipeTexts,
  wholeNumber,
} from './recipe-options.ts';
import type { RecipeOption } from './recipe-options.ts';
import { alphaConflict, DEFAULT_RECIPE, type Recipe } from './recipe.ts';

/** A parameter that has no valid value, and the default that is used instead. */
export interface InvalidParameter {
  readonly name: string;
  readonly value: string;
  /** `width=0 is not a whole number from 1 to 1024`. */
  readonly reason: string;
  readonly fallback: string;
}

/** Whether failed images are left out of the array or have rows of zeros. */
export const FAILED_ROWS = ['drop', 'zero'] as const;
export type FailedRows = (typeof FAILED_ROWS)[number];

/** Everything that a link to the page can say. */
export interface RunParameters {
  readonly recipe: Recipe;
  readonly workers: number;
  readonly failed: FailedRows;
  readonly hidden: HiddenFolders;
}

/** The names of all parameters. */
export const PARAMETER_NAMES: readonly string[] = [...OPTION_NAMES, 'workers', 'failed', 'hidden'];

/** The value of a parameter by its name, or null (as URLSearchParams.get). */
export type ParameterReader = (name: string) => string | null;

/**
 * Reads recipe, worker count, failed-row policy and the choice about hidden folders from named
 * parameters of a URL or a command line. Missing parameters have their defaults; invalid ones have their defaults and are reported.
 */
export function parseRunParameters(
  read: ParameterReader,
  workers: { readonly fallback: number; readonly max: number },
): { readonly parameters: RunParameters; readonly invalid: readonly InvalidParameter[] } {
  const invalid: InvalidParameter[] = [];
  function valueOf<T>(name: string, option: RecipeOption<T>, fallback: T): T {
    const text = read(name);
    if (text === null) return fallback;
    const parsed = option.parse(text.trim());
    if ('value' in parsed) return parsed.value;
    const reason = `${name}=${text} ${parsed.reason}`;
    invalid.push({ name, value: text, reason, fallback: option.textOf(fallback) });
    return fallback;
  }
  function recipeWithoutConflict(): Recipe {
    const recipe = recipeOf((name) => valueOf(name, RECIPE_OPTIONS[name], DEFAULT_RECIPE[name]));
    const conflict = alphaConflict(recipe);
    if (conflict === null) return recipe;
    const value = read('alpha') ?? recipe.alpha;
    invalid.push({ name: 'alpha', value, reason: `alpha=${value} ${conflict}`, fallback: 'drop' });
    return { ...recipe, alpha: 'drop' };
  }
  const parameters = {
    recipe: recipeWithoutConflict(),
    workers: valueOf('workers', wholeNumber(1, workers.max), workers.fallback),
    failed: valueOf('failed', oneOf(FAILED_ROWS), 'drop'),
    hidden: valueOf('hidden', oneOf(HIDDEN_FOLDERS), 'in'),
  };
  return { parameters, invalid };
}

/**
 * The inverse: the parameters that differ from their defaults, as name and text, in a fixed order.
 * If the default number of workers is not known (null), the workers are always written.
 */
export function runParameterTexts(
  { recipe, workers, failed, hidden }: RunParameters,
  defaultWorkers: number | null,
): readonly (readonly [name: string, text: string])[] {
  return [
    ...recipeTexts(recipe),
    ...(workers === defaultWorkers ? [] : [['workers', String(workers)] as const]),
    ...(failed === 'drop' ? [] : [['failed', failed] as const]),
    ...(hidden === 'in' ? [] : [['hidden', hidden] as const]),
  ];
}
