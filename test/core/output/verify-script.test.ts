import { describe, expect, test } from 'vitest';
import { pillowSteps } from '../../../src/core/recipe/pillow-steps.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { verifyScript } from '../../../src/core/output/verify-script.ts';

const OWN: Recipe = {
  width: 32,
  height: 48,
  decode: 'exact',
  resample: 'lanczos',
  fit: 'contain',
  alpha: '#ff8000',
  orientation: 'apply',
  pad: '#808080',
};

describe('verifyScript', () => {
  test('M6 makes rows with the steps of the recipe, and these alone', () => {
    for (const recipe of [DEFAULT_RECIPE, OWN, { ...OWN, decode: 'turbo' as const }]) {
      const script = verifyScript({ name: 'photos', recipe });
      const [, body = ''] = /with Image\.open\(file\) as im:\n((?: {12}.*\n)+)/.exec(script) ?? [];
      const steps = body.split('\n').map((line) => line.trim());
      expect(steps).toEqual([...pillowSteps(recipe), 'return np.asarray(im), None', '']);
    }
  });

  test('M6 knows the shape of a row, the version of Pillow, and the files beside it', () => {
    const script = verifyScript({ name: 'photos', recipe: OWN });
    expect(script).toContain('NAME = "photos"\nROW_SHAPE = (48, 32, 3)\nPILLOW = "12.3.0"\n');
    expect(script).toContain('default=here / f"{NAME}.npy"');
    expect(script).toContain('default=here / f"{NAME}.manifest.jsonl"');
  });

  test('M6 imports nothing but the standard library, NumPy and Pillow', () => {
    const lines = verifyScript({ name: 'photos', recipe: DEFAULT_RECIPE }).split('\n');
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

  test('M6 a name is quoted, and stands nowhere else', () => {
    const plain = verifyScript({ name: 'photos', recipe: OWN });
    const odd = verifyScript({ name: '"""\n\\🦊', recipe: OWN });
    expect(odd).toBe(plain.replace('"photos"', '"\\"\\"\\"\\n\\\\🦊"'));
  });
});
