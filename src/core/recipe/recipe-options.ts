import {
  DECODE_MODES,
  DEFAULT_RECIPE,
  FITS,
  MODES,
  MAX_SIDE,
  ORIENTATIONS,
  RESAMPLE_FILTERS,
  type Colour,
  type Recipe,
} from './recipe.ts';

/** The value of a text, or the reason why it is invalid: the end of a sentence about the text. */
export type Parsed<T> = { readonly value: T } | { readonly reason: string };

/** How the values of an option are written in a URL, on a command line and in a stored run. */
export interface RecipeOption<T> {
  parse(text: string): Parsed<T>;
  textOf(value: T): string;
}

/** Every option of a recipe; its name is that of the URL's parameter too. */
export const RECIPE_OPTIONS: { readonly [K in keyof Recipe]: RecipeOption<Recipe[K]> } = {
  width: wholeNumber(1, MAX_SIDE),
  height: wholeNumber(1, MAX_SIDE),
  decode: oneOf(DECODE_MODES),
  mode: oneOf(MODES),
  resample: oneOf(RESAMPLE_FILTERS),
  fit: oneOf(FITS),
  alpha: { parse: parseAlpha, textOf: withoutHash },
  orientation: oneOf(ORIENTATIONS),
  pad: { parse: parseColour, textOf: withoutHash },
};

export function isOptionName(name: string): name is keyof Recipe {
  return Object.hasOwn(RECIPE_OPTIONS, name);
}

export const OPTION_NAMES: readonly (keyof Recipe)[] =
  Object.keys(RECIPE_OPTIONS).filter(isOptionName);

/** Builds a recipe option by option. */
export function recipeOf(valueOf: <K extends keyof Recipe>(name: K) => Recipe[K]): Recipe {
  return {
    width: valueOf('width'),
    height: valueOf('height'),
    decode: valueOf('decode'),
    mode: valueOf('mode'),
    resample: valueOf('resample'),
    fit: valueOf('fit'),
    alpha: valueOf('alpha'),
    orientation: valueOf('orientation'),
    pad: valueOf('pad'),
  };
}

/** The options that differ from their defaults, as name and text, in the order of the options. */
export function recipeTexts(recipe: Recipe): readonly (readonly [name: string, text: string])[] {
  const chosen = OPTION_NAMES.filter((name) => recipe[name] !== DEFAULT_RECIPE[name]);
  return chosen.map((name) => [name, textOf(name, recipe)]);
}

function textOf<K extends keyof Recipe>(name: K, recipe: Pick<Recipe, K>): string {
  return RECIPE_OPTIONS[name].textOf(recipe[name]);
}

/** An option, or another parameter, with named values. Upper and lower case are the same. */
export function oneOf<T extends string>(allowed: readonly T[]): RecipeOption<T> {
  return {
    parse(text) {
      const wanted = text.toLowerCase();
      const value = allowed.find((candidate) => candidate.toLowerCase() === wanted);
      return value === undefined ? { reason: `is not one of ${allowed.join(', ')}` } : { value };
    },
    textOf: (value) => value,
  };
}

export function wholeNumber(min: number, max: number): RecipeOption<number> {
  return {
    parse(text) {
      const value = Number(text);
      const isInRange = /^\d{1,9}$/.test(text) && value >= min && value <= max;
      return isInRange ? { value } : { reason: `is not a whole number from ${min} to ${max}` };
    },
    textOf: String,
  };
}

function parseColour(text: string): Parsed<Colour> {
  const hex = /^#?([0-9a-f]{6})$/i.exec(text)?.[1];
  return hex === undefined
    ? { reason: 'is not a colour such as ffffff' }
    : { value: `#${hex.toLowerCase()}` };
}

function parseAlpha(text: string): Parsed<Recipe['alpha']> {
  if (text.toLowerCase() === 'drop') return { value: 'drop' };
  const parsed = parseColour(text);
  return 'value' in parsed ? parsed : { reason: 'is neither drop nor a colour such as ffffff' };
}

/** A colour without its `#`, which a URL would have to escape. */
function withoutHash(value: string): string {
  return value.replace('#', '');
}
