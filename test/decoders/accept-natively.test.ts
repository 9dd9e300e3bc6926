import { expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../src/core/recipe.ts';
import type { ImageHeader } from '../../src/core/sniff.ts';
import { acceptNatively } from '../../src/decoders/accept-natively.ts';

function accepted(header: Partial<ImageHeader>, recipe: Partial<Recipe> = {}): string {
  const everyday: ImageHeader = { format: 'jpeg', width: 100, height: 100, variant: null };
  return acceptNatively({ ...everyday, ...header }, { ...DEFAULT_RECIPE, ...recipe });
}

test.each(['jpeg', 'bmp', 'webp'] as const)(
  "R7 an everyday %s is Pillow's by ImageDecoder, up to 32,767 pixels a side",
  (format) => {
    expect(accepted({ format })).toBe('exact');
    expect(accepted({ format, width: 32_767 })).toBe('exact');
    expect(accepted({ format, width: 32_768 })).toBe('no');
    expect(accepted({ format, height: 32_768 })).toBe('no');
  },
);

test.each(['avif', 'jxl'] as const)('R7 %s has frames of another arithmetic', (format) => {
  expect(accepted({ format })).toBe('no');
});

test.each(['gif', 'png'] as const)('R7 %s is left to a decoder of our own', (format) => {
  expect(accepted({ format })).toBe('no');
});

test('R7 lossy WebP is left to its own codec', () => {
  expect(accepted({ format: 'webp', variant: 'lossy' })).toBe('no');
});

test('R7 of odd kinds none is called exact', () => {
  const odd = [
    { format: 'jpeg', variant: 'cmyk' },
    { format: 'bmp', variant: 'rle' },
    { format: 'bmp', variant: '16-bit' },
  ] as const;
  expect(odd.map((header) => accepted(header))).toEqual(odd.map(() => 'approximate'));
});

test('R7 a mask for alpha matters only where alpha does', () => {
  const header = { format: 'bmp', variant: 'alpha-mask' } as const;
  expect(accepted(header)).toBe('exact');
  expect(accepted(header, { alpha: '#ffffff' })).toBe('approximate');
});

test('R6 nothing is decoded natively to pixels under canvas', () => {
  expect(accepted({ format: 'gif' }, { decode: 'canvas' })).toBe('no');
});
