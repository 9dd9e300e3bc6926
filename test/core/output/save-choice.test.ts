import { expect, test } from 'vitest';

import { DEFAULT_OUTPUT } from '../../../src/core/output/output.ts';
import {
  DEFAULT_SAVE_CHOICE,
  outputOf,
  parseSaveChoice,
  saveChoiceTexts,
  type SaveChoice,
} from '../../../src/core/output/save-choice.ts';
import { unknownParameterTexts } from '../../../src/core/recipe/unknown-parameters.ts';

const FLOATS: SaveChoice = { form: 'npz', output: { ...DEFAULT_OUTPUT, dtype: 'float32' } };

test('O4 a choice is read back from its parameters', () => {
  for (const choice of [DEFAULT_SAVE_CHOICE, FLOATS]) {
    const texts = new Map(saveChoiceTexts(choice));
    expect(parseSaveChoice((name) => texts.get(name) ?? null)).toEqual({ choice, invalid: [] });
    expect(unknownParameterTexts([...texts.keys()])).toEqual([]);
  }
  expect(saveChoiceTexts(DEFAULT_SAVE_CHOICE)).toEqual([]);
});

test('O4 an unknown form is reported, and the default is used', () => {
  const { choice, invalid } = parseSaveChoice((name) => (name === 'form' ? 'tfrecord' : null));
  expect(choice).toEqual(DEFAULT_SAVE_CHOICE);
  expect(invalid.map(({ reason, fallback }) => [reason, fallback])).toEqual([
    ['form=tfrecord is not one of npy, npz, safetensors, parquet, webdataset, imagefolder', 'npy'],
  ]);
});

test('O1 forms of PNGs hold the rows as they are stored', () => {
  expect(outputOf(FLOATS)).toBe(FLOATS.output);
  expect(outputOf({ ...FLOATS, form: 'parquet' })).toEqual(DEFAULT_OUTPUT);
});
