import { describe, expect, test } from 'vitest';

import { dataCard } from '../../../src/core/output/data-card.ts';
import { loadingLines } from '../../../src/core/output/loading-python.ts';
import { markdownText } from '../../../src/core/output/markdown-text.ts';
import { DEFAULT_OUTPUT } from '../../../src/core/output/output.ts';
import { pythonOfOutput } from '../../../src/core/output/python-output.ts';
import type { Receipt, SavedAs } from '../../../src/core/output/receipt.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';

const RECEIPT: Receipt = {
  pixelpool: '0.1.0',
  name: 'my_photos',
  shape: [2, 64, 64, 3],
  dtype: 'uint8',
  recipe: DEFAULT_RECIPE,
  failed: 'drop',
  hidden: 'in',
  counts: { listed: 5, ok: 3, warned: 0, failed: 1, ignored: 1, excluded: 1 },
  codes: { corrupt: 1 },
  isComplete: true,
  workers: 2,
  timings: { listMs: 1, wallMs: 1, readMs: 1, decodeMs: 1, resampleMs: 1, writeMs: 1 },
  decoders: { 'pixelpool-jpeg': 2 },
  approximateRows: 0,
  userAgent: 'a browser',
  python: '',
};
const SAVED: SavedAs = {
  ...DEFAULT_OUTPUT,
  dtype: 'float16',
  layout: 'nchw',
  scale: 'unit',
  form: 'npz',
  shape: [2, 3, 64, 64],
  normaliser: { mean: [0.5, 0.25, 0.1], std: [0.3, 0.2, 0.1] },
};
const LABELS = {
  classes: ['a|b', '<script>'],
  classOf: Int32Array.of(0, -1),
  targetOf: null,
  splitOf: Uint8Array.of(0, 2),
};

describe('dataCard', () => {
  const card = dataCard(RECEIPT, SAVED, LABELS);

  test('M11 says what the array is, what is missing, and how it was made', () => {
    expect(card).toContain(
      'NumPy archive: (2, 3, 64, 64) float16, divided by 255, minus 0.5, 0.25, 0.1',
    );
    expect(card).toContain(
      '5 files were listed; 1 could not be decoded, 1 were ignored, 1 were excluded by hand.',
    );
    expect(card).toContain('im = im.resize((64, 64), Image.Resampling.BICUBIC)');
    expect(card).toContain('1 images have no label (-1).');
    expect(card).toContain('The data are split: 1 train, 0 validation, 1 test.');
  });

  test('M9 M11 names are text in it, never markup', () => {
    expect(card).toContain('# my\\_photos\n');
    expect(card).toContain('| 0 | a\\|b | 1 |');
    expect(card).not.toContain('<script>');
    expect(markdownText('a\n# b\u202e')).toBe('a\ufffd\\# b\ufffd');
  });
});

test('M5 the Python makes floats of the rows as they were saved', () => {
  expect(pythonOfOutput(SAVED)).toBe(`\
    images = images.astype(np.float32)
    images /= np.float32(255)
    images -= np.array([0.5, 0.25, 0.1], np.float32)
    images /= np.array([0.3, 0.2, 0.1], np.float32)
    images = images.astype(np.float16)
    images = np.ascontiguousarray(images.transpose(0, 3, 1, 2))
`);
  expect(pythonOfOutput({ ...SAVED, ...DEFAULT_OUTPUT })).toBe('');
  expect(pythonOfOutput(undefined)).toBe('');
});

test('M12 the lines that load a file have its name as text, and say whether they were run', () => {
  const lines = loadingLines('a"b', SAVED);
  expect(lines.map(({ library, isRun }) => [library, isRun])).toEqual([
    ['NumPy', true],
    ['TensorFlow', false],
  ]);
  expect(lines[0]?.code).toContain('np.load("a\\"b.npz")');
});
