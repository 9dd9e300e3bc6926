import { isOptionName, RECIPE_OPTIONS, recipeOf } from './recipe-options.ts';
import { alphaConflict, DEFAULT_RECIPE, type Recipe } from './recipe.ts';

/**
 * The value of an option that a stored recipe lacks, because the run is older than the option. Null:
 * no run is older. This is not the default, which may change; the rows of a stored run may not.
 */
const MEANING_IF_MISSING: { readonly [K in keyof Recipe]: Recipe[K] | null } = {
  width: null,
  height: null,
  decode: null,
  mode: 'RGB',
  resample: null,
  fit: null,
  alpha: null,
  orientation: null,
  pad: null,
};

type StoredValue = string | number | boolean | null;

/**
 * The recipe of a stored run. Null if the run is of another version of pixelpool: the recipe lacks an
 * option, or has an option or a value that is unknown here.
 */
export function readStoredRecipe(stored: object): Recipe | null {
  const values = new Map<string, StoredValue>(Object.entries(stored));
  const unknown = [...values.keys()].filter((name) => !isOptionName(name));
  const recipe = recipeOf((name) => {
    const value = valueOf(name, values.get(name));
    if (value === null) unknown.push(name);
    return value ?? DEFAULT_RECIPE[name];
  });
  return unknown.length === 0 && alphaConflict(recipe) === null ? recipe : null;
}

function valueOf<K extends keyof Recipe>(
  name: K,
  stored: StoredValue | undefined,
): Recipe[K] | null {
  if (stored === undefined) return MEANING_IF_MISSING[name];
  const parsed = RECIPE_OPTIONS[name].parse(String(stored));
  return 'value' in parsed && parsed.value === stored ? parsed.value : null;
}
