import { oneOf } from '../recipe/recipe-options.ts';
import type { InvalidParameter, ParameterReader } from '../recipe/recipe-parameters.ts';
import { FORM_FACTS, FORMS, type FormId } from './forms.ts';
import { OUTPUT_NAMES, outputTexts, parseOutput } from './output-options.ts';
import { DEFAULT_OUTPUT, type Output } from './output.ts';

/** How an array is saved. */
export interface SaveChoice {
  readonly form: FormId;
  readonly output: Output;
}

export const DEFAULT_SAVE_CHOICE: SaveChoice = { form: 'npy', output: DEFAULT_OUTPUT };

/** The names of its parameters. */
export const SAVE_NAMES: readonly string[] = ['form', ...OUTPUT_NAMES];

/** What a choice comes to: forms that hold PNGs hold the rows as they are stored. */
export function outputOf({ form, output }: SaveChoice): Output {
  return FORM_FACTS[form].hasNumbers ? output : DEFAULT_OUTPUT;
}

/** Reads it from named parameters, as `parseOutput` does. */
export function parseSaveChoice(read: ParameterReader): {
  readonly choice: SaveChoice;
  readonly invalid: readonly InvalidParameter[];
} {
  const { output, invalid } = parseOutput(read);
  const text = read('form');
  const parsed =
    text === null ? { value: DEFAULT_SAVE_CHOICE.form } : oneOf(FORMS).parse(text.trim());
  if ('value' in parsed) return { choice: { form: parsed.value, output }, invalid };
  const fallback = DEFAULT_SAVE_CHOICE.form;
  const reason = `form=${text} ${parsed.reason}`;
  const wrong = { name: 'form', value: text ?? '', reason, fallback };
  return { choice: { form: fallback, output }, invalid: [wrong, ...invalid] };
}

/** The parameters that differ from their defaults, as name and text, in a fixed order. */
export function saveChoiceTexts({
  form,
  output,
}: SaveChoice): readonly (readonly [name: string, text: string])[] {
  const isDefault = form === DEFAULT_SAVE_CHOICE.form;
  return [...(isDefault ? [] : [['form', form] as const]), ...outputTexts(output)];
}
