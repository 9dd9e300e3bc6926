import { describe, expect, test } from 'vitest';
import { flattenAlpha } from '../../../src/kernel/resample/colour.ts';
import type { Recipe } from '../../../src/core/recipe/recipe.ts';
import { readFixture } from '../../core/read-fixture.ts';

// the image of make-composites.py: row = alpha, column = a mix of 24 values
const COLUMNS = 24;
const VALUES = Array.from({ length: COLUMNS }, (_, i) => Math.floor((i * 255) / (COLUMNS - 1)));
const IMAGE = Uint8ClampedArray.from(
  Array.from({ length: 256 }, (_, alpha) => alpha).flatMap((alpha) =>
    VALUES.flatMap((value, i) => [
      value,
      VALUES[COLUMNS - 1 - i] ?? NaN,
      VALUES[(7 * i) % COLUMNS] ?? NaN,
      alpha,
    ]),
  ),
);
const COMPOSITE_BYTES = 256 * COLUMNS * 3;
const MADE_BY_PILLOW = readFixture('goldens/composites.bin');

function flattened(rgba: Uint8Array | Uint8ClampedArray, alpha: Recipe['alpha']): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3).fill(77);
  flattenAlpha(rgba, alpha, rgb);
  return rgb;
}

describe('flattenAlpha over a colour', () => {
  test.each(['#000000', '#ffffff', '#123456', '#c87f01'] as const)(
    "R4 composites every alpha over %s as Pillow's alpha_composite does",
    (colour) => {
      const i = ['#000000', '#ffffff', '#123456', '#c87f01'].indexOf(colour);
      const pillows = MADE_BY_PILLOW.subarray(i * COMPOSITE_BYTES, (i + 1) * COMPOSITE_BYTES);
      expect(pillows).toHaveLength(COMPOSITE_BYTES);
      expect(flattened(IMAGE, colour)).toEqual(pillows);
    },
  );

  test('R4 shows only the colour at alpha 0, and only the image at alpha 255', () => {
    const rgba = Uint8Array.of(10, 20, 30, 0, 10, 20, 30, 255);
    expect([...flattened(rgba, '#ff8040')]).toEqual([255, 128, 64, 10, 20, 30]);
  });
});

describe('flattenAlpha with drop', () => {
  test('R4 leaves the colours as they are stored, whatever their alpha', () => {
    const rgba = Uint8Array.of(1, 2, 3, 0, 4, 5, 6, 128, 253, 254, 255, 255);
    expect([...flattened(rgba, 'drop')]).toEqual([1, 2, 3, 4, 5, 6, 253, 254, 255]);
  });
});

describe('flattenAlpha', () => {
  test.each([
    [8, 3],
    [4, 6],
    [4, 4],
    [0, 3],
  ])('R1 throws when %d bytes of RGBA are to fill %d bytes of RGB', (rgbaBytes, rgbBytes) => {
    const run = () => flattenAlpha(new Uint8Array(rgbaBytes), 'drop', new Uint8Array(rgbBytes));
    expect(run).toThrow(RangeError);
  });
});
