import {
  DECODE_MODES,
  DEFAULT_RECIPE,
  FITS,
  MAX_SIDE,
  ORIENTATIONS,
  RESAMPLE_FILTERS,
  type Colour,
  type Recipe,
} from './recipe.ts';

/** A parameter that could not be taken: which, what it said, why, and what is used instead. */
export interface ParameterProblem {
  readonly name: string;
  readonly value: string;
  readonly message: string;
}

/** What is done with the slots of failed images: left out of the array, or kept as zeros. */
export const FAILED_ROWS = ['drop', 'zero'] as const;
export type FailedRows = (typeof FAILED_ROWS)[number];

/** Everything a link to the page can say. */
export interface RunParameters {
  readonly recipe: Recipe;
  readonly workers: number;
  readonly failed: FailedRows;
}

/** The value of a parameter by its name; null where it is not given (as URLSearchParams.get). */
export type ParameterReader = (name: string) => string | null;

type Parsed<T> = { readonly value: T } | { readonly wrong: string };

function oneOf<T extends string>(allowed: readonly T[]): (text: string) => Parsed<T> {
  return (text) => {
    const value = allowed.find((candidate) => candidate === text.toLowerCase());
    return value === undefined ? { wrong: `is none of ${allowed.join(', ')}` } : { value };
  };
}

function wholeNumber(min: number, max: number): (text: string) => Parsed<number> {
  return (text) => {
    const value = Number(text);
    const isInRange = /^\d{1,9}$/.test(text) && value >= min && value <= max;
    return isInRange ? { value } : { wrong: `is not a whole number from ${min} to ${max}` };
  };
}

function colour(text: string): Parsed<Colour> {
  const hex = /^#?([0-9a-f]{6})$/i.exec(text)?.[1];
  return hex === undefined
    ? { wrong: 'is not a colour such as ffffff' }
    : { value: `#${hex.toLowerCase()}` };
}

function alpha(text: string): Parsed<Recipe['alpha']> {
  if (text.toLowerCase() === 'drop') return { value: 'drop' };
  const parsed = colour(text);
  return 'value' in parsed ? parsed : { wrong: 'is neither drop nor a colour such as ffffff' };
}

/**
 * Reads recipe, worker count and failed-row policy from named parameters of a URL or a command
 * line. A missing one takes its default, silently; a bad one takes its default and is reported.
 */
export function parseRunParameters(
  read: ParameterReader,
  workers: { readonly fallback: number; readonly max: number },
): { readonly parameters: RunParameters; readonly problems: readonly ParameterProblem[] } {
  const problems: ParameterProblem[] = [];
  function take<T>(name: string, fallback: T, parse: (text: string) => Parsed<T>): T {
    const text = read(name);
    if (text === null) return fallback;
    const parsed = parse(text.trim());
    if ('value' in parsed) return parsed.value;
    const message = `${name}=${text} ${parsed.wrong}; ${String(fallback)} is used instead.`;
    problems.push({ name, value: text, message });
    return fallback;
  }
  const recipe: Recipe = {
    width: take('width', DEFAULT_RECIPE.width, wholeNumber(1, MAX_SIDE)),
    height: take('height', DEFAULT_RECIPE.height, wholeNumber(1, MAX_SIDE)),
    decode: take('decode', DEFAULT_RECIPE.decode, oneOf(DECODE_MODES)),
    resample: take('resample', DEFAULT_RECIPE.resample, oneOf(RESAMPLE_FILTERS)),
    fit: take('fit', DEFAULT_RECIPE.fit, oneOf(FITS)),
    alpha: take('alpha', DEFAULT_RECIPE.alpha, alpha),
    orientation: take('orientation', DEFAULT_RECIPE.orientation, oneOf(ORIENTATIONS)),
    pad: take('pad', DEFAULT_RECIPE.pad, colour),
  };
  const parameters = {
    recipe,
    workers: take('workers', workers.fallback, wholeNumber(1, workers.max)),
    failed: take('failed', 'drop', oneOf(FAILED_ROWS)),
  };
  return { parameters, problems };
}

/**
 * The inverse: the parameters that differ from their defaults, as name and text, in a fixed order.
 * Colours are written without `#`, which a URL would have to escape. Where the default number of
 * workers is not known (null), they are always written.
 */
export function runParameterTexts(
  { recipe, workers, failed }: RunParameters,
  defaultWorkers: number | null,
): readonly (readonly [name: string, text: string])[] {
  const texts: [string, string][] = [];
  const values = new Map<string, unknown>(Object.entries(recipe));
  for (const [name, fallback] of Object.entries(DEFAULT_RECIPE)) {
    const value = values.get(name);
    if (value !== fallback) texts.push([name, String(value).replace('#', '')]);
  }
  if (workers !== defaultWorkers) texts.push(['workers', String(workers)]);
  if (failed !== 'drop') texts.push(['failed', failed]);
  return texts;
}
