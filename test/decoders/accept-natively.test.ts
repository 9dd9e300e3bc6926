import { expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../src/core/recipe/recipe.ts';
import type { ImageHeader } from '../../src/formats/sniff.ts';
import { acceptNatively } from '../../src/decoders/accept-natively.ts';
import { ALL_VARIANTS } from '../formats/all-variants.ts';

function accepted(header: Partial<ImageHeader>, recipe: Partial<Recipe> = {}): string {
  const everyday: ImageHeader = { format: 'jpeg', width: 100, height: 100, variant: null };
  return acceptNatively({ ...everyday, ...header }, { ...DEFAULT_RECIPE, ...recipe });
}

test('R7 an ImageDecoder decodes lossless WebP exactly, up to 32,767 pixels a side', () => {
  const format = 'webp';
  expect(accepted({ format })).toBe('exact');
  expect(accepted({ format, width: 32_767 })).toBe('exact');
  expect(accepted({ format, width: 32_768 })).toBe('no');
  expect(accepted({ format, height: 32_768 })).toBe('no');
});

test.each(['avif', 'jxl'] as const)(
  "R7 %s is not decoded natively: its arithmetic is not JPEG's",
  (format) => {
    expect(accepted({ format })).toBe('no');
  },
);

test.each(['jpeg', 'png', 'gif', 'bmp'] as const)(
  'R7 %s is left to the portable decoder',
  (format) => {
    expect(accepted({ format })).toBe('no');
  },
);

test('R7 lossy WebP is left to the codec', () => {
  expect(accepted({ format: 'webp', variant: 'lossy' })).toBe('no');
});

test('R7 of JPEGs only those of rare kinds at once are decoded natively, and not called exact', () => {
  for (const variant of ALL_VARIANTS) {
    const expected = variant === 'odd-cmyk' ? 'approximate' : 'no';
    expect(accepted({ format: 'jpeg', variant }), variant).toBe(expected);
  }
});

const TURBO: Partial<Recipe> = { decode: 'turbo', width: 64, height: 64 };

test('R7 a file that Pillow does not draft is accepted as under exact', () => {
  for (const variant of [null, ...ALL_VARIANTS]) {
    for (const [width, height] of [
      [127, 128],
      [128, 127],
      [40_000, 127],
    ] as const) {
      const small = { format: 'jpeg', width, height, variant } as const;
      expect(accepted(small, TURBO)).toBe(accepted(small));
    }
  }
  for (const format of ['png', 'gif', 'bmp', 'webp', 'avif', 'jxl'] as const) {
    const large = { format, width: 1000, height: 1000 };
    expect(accepted(large, TURBO), format).toBe(accepted(large));
  }
});

test('R6 under canvas nothing is decoded natively to pixels', () => {
  expect(accepted({ format: 'gif' }, { decode: 'canvas' })).toBe('no');
});
