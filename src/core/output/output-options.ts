import { oneOf, type Parsed, type RecipeOption } from '../recipe/recipe-options.ts';
import type { InvalidParameter, ParameterReader } from '../recipe/recipe-parameters.ts';
import {
  DEFAULT_OUTPUT,
  DTYPES,
  isFloat,
  LAYOUTS,
  NORMALISATIONS,
  SCALES,
  type Normalisation,
  type Output,
} from './output.ts';

/** Every option of an output; its name is that of the URL's parameter too. */
export const OUTPUT_OPTIONS: { readonly [K in keyof Output]: RecipeOption<Output[K]> } = {
  dtype: oneOf(DTYPES),
  layout: oneOf(LAYOUTS),
  scale: oneOf(SCALES),
  normalise: { parse: parseNormalisation, textOf: (value) => value },
};

export function isOutputName(name: string): name is keyof Output {
  return Object.hasOwn(OUTPUT_OPTIONS, name);
}

export const OUTPUT_NAMES: readonly (keyof Output)[] =
  Object.keys(OUTPUT_OPTIONS).filter(isOutputName);

/**
 * Reads an output from named parameters of a URL or a command line. Missing parameters have their defaults; invalid ones
 * have their defaults and are reported, and so are those that only floats can have if `dtype` is uint8.
 */
export function parseOutput(read: ParameterReader): {
  readonly output: Output;
  readonly invalid: readonly InvalidParameter[];
} {
  const invalid: InvalidParameter[] = [];
  function valueOf<K extends keyof Output>(name: K): Output[K] {
    const text = read(name);
    const fallback = DEFAULT_OUTPUT[name];
    if (text === null) return fallback;
    const option: RecipeOption<Output[K]> = OUTPUT_OPTIONS[name];
    const parsed = option.parse(text.trim());
    if ('value' in parsed) return parsed.value;
    const reason = `${name}=${text} ${parsed.reason}`;
    invalid.push({ name, value: text, reason, fallback: option.textOf(fallback) });
    return fallback;
  }
  const output = {
    dtype: valueOf('dtype'),
    layout: valueOf('layout'),
    scale: valueOf('scale'),
    normalise: valueOf('normalise'),
  };
  if (isFloat(output)) return { output, invalid };
  const { dtype, layout } = output;
  for (const name of ['scale', 'normalise'] as const) {
    if (output[name] === DEFAULT_OUTPUT[name]) continue;
    const reason = `${name}=${output[name]} needs dtype=float32 or float16`;
    invalid.push({ name, value: output[name], reason, fallback: DEFAULT_OUTPUT[name] });
  }
  return { output: { ...DEFAULT_OUTPUT, dtype, layout }, invalid };
}

/** The options that differ from their defaults, as name and text, in a fixed order. */
export function outputTexts(output: Output): readonly (readonly [name: string, text: string])[] {
  return OUTPUT_NAMES.filter((name) => output[name] !== DEFAULT_OUTPUT[name]).map((name) => [
    name,
    output[name],
  ]);
}

const NUMBER = /^-?\d{1,9}(?:\.\d{1,17})?$/;

function parseNormalisation(text: string): Parsed<Normalisation> {
  const known = NORMALISATIONS.find((candidate) => candidate === text.toLowerCase());
  if (known !== undefined) return { value: known };
  const [means, deviations, ...others] = text.split('/').map(numbersOf);
  const isGiven =
    means !== undefined && deviations !== undefined && means !== null && deviations !== null;
  if (!isGiven || others.length > 0 || means.length !== deviations.length) {
    const names = NORMALISATIONS.join(', ');
    return { reason: `is neither one of ${names} nor means and deviations such as 0.5/0.25` };
  }
  if (deviations.some((deviation) => deviation <= 0)) {
    return { reason: 'has a standard deviation that is not above 0' };
  }
  return { value: `${means.join(',')}/${deviations.join(',')}` };
}

function numbersOf(text: string): readonly number[] | null {
  const parts = text.split(',').map((part) => part.trim());
  return parts.length <= 4 && parts.every((part) => NUMBER.test(part)) ? parts.map(Number) : null;
}
