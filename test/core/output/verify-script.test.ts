import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { PILLOW_VERSION, pillowSteps } from '../../../src/core/recipe/pillow-steps.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { verifyScript } from '../../../src/core/output/verify-script.ts';

const VERIFY_PY = readFileSync(
  new URL('../../../src/core/output/verify.py', import.meta.url),
  'utf8',
);

const OWN: Recipe = {
  width: 32,
  height: 48,
  decode: 'exact',
  mode: 'RGB',
  resample: 'lanczos',
  fit: 'contain',
  alpha: '#ff8000',
  orientation: 'apply',
  pad: '#808080',
};

describe('verifyScript', () => {
  test('M6 verify.py is, as it stands, the script of an array called "images" of the default recipe', () => {
    expect(verifyScript(VERIFY_PY, { name: 'images', recipe: DEFAULT_RECIPE })).toBe(VERIFY_PY);
    expect(VERIFY_PY).toContain(`pip install pillow==${PILLOW_VERSION} numpy`);
    expect(VERIFY_PY).toContain(`\nPILLOW = "${PILLOW_VERSION}"\n`);
  });

  test('M6 a file without the lines that depend on the array is an error', () => {
    const other = VERIFY_PY.replace('ROW_SHAPE = ', 'SHAPE = ');
    expect(() => verifyScript(other, { name: 'photos', recipe: OWN })).toThrow(
      'verify.py does not have this exactly once: \nROW_SHAPE = (64, 64, 3)',
    );
  });

  test('M6 makes rows with the steps of the recipe, and these alone', () => {
    for (const recipe of [DEFAULT_RECIPE, OWN, { ...OWN, decode: 'turbo' as const }]) {
      const script = verifyScript(VERIFY_PY, { name: 'photos', recipe });
      const [, body = ''] = /def row_of\(im\):\n {4}""".*"""\n((?: {4}.*\n)+)/.exec(script) ?? [];
      const steps = body.split('\n').map((line) => line.trim());
      expect(steps).toEqual([...pillowSteps(recipe), 'return np.asarray(im)', '']);
    }
  });

  test('M6 knows the shape of a row, the version of Pillow, and the files beside it', () => {
    const script = verifyScript(VERIFY_PY, { name: 'photos', recipe: OWN });
    expect(script).toContain('NAME = "photos"\nROW_SHAPE = (48, 32, 3)\nPILLOW = "12.3.0"\n');
    expect(script).toContain('default=here / f"{NAME}.npy"');
    expect(script).toContain('default=here / f"{NAME}.manifest.jsonl"');
  });

  test('M6 imports nothing but the standard library, NumPy and Pillow', () => {
    const lines = verifyScript(VERIFY_PY, { name: 'photos', recipe: DEFAULT_RECIPE }).split('\n');
    expect(lines.filter((line) => /^(import|from) /.test(line))).toEqual([
      'import argparse',
      'import json',
      'import sys',
      'import warnings',
      'from concurrent.futures import ProcessPoolExecutor',
      'from functools import partial',
      'from pathlib import Path',
      'import numpy as np',
      'import PIL',
      'from PIL import Image',
    ]);
  });

  test('M6 the name is quoted, and occurs nowhere else', () => {
    const plain = verifyScript(VERIFY_PY, { name: 'photos', recipe: OWN });
    const odd = verifyScript(VERIFY_PY, { name: '"""\n\\🦊', recipe: OWN });
    expect(odd).toBe(plain.replace('"photos"', '"\\"\\"\\"\\n\\\\🦊"'));
  });
});
