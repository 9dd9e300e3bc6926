import { describe, expect, it } from 'vitest';

import { flattenAlpha } from '../../../src/kernel/resample/colour.ts';
import { rgbaOf, sourceRecipe } from '../../../src/worker/decode/source-picture.ts';

/** Colours with every alpha: the more opaque, the more of a colour is left to tell it by. */
const RGBA = Uint8ClampedArray.from({ length: 256 * 4 }, (_, i) =>
  i % 4 === 3 ? i >> 2 : ((i >> 2) * (7 + 4 * (i % 4))) % 256,
);

function over(colour: '#000000' | '#ffffff'): Uint8Array {
  const rgb = new Uint8Array(256 * 3);
  flattenAlpha(RGBA, colour, rgb);
  return rgb;
}

describe('rgbaOf', () => {
  it('A5 gives back the alpha, and the colours as far as they can be seen', () => {
    const made = rgbaOf(over('#000000'), over('#ffffff'));
    for (const [i, value] of RGBA.entries()) {
      const alpha = RGBA[i | 3] ?? 0;
      const isAlpha = i % 4 === 3;
      const most = isAlpha ? 1 : 3 + 255 / (2 * alpha);
      if (!isAlpha && alpha === 0) continue; // nothing is seen of these
      expect([i, Math.abs((made[i] ?? 0) - value) <= most]).toEqual([i, true]);
    }
  });

  it('A5 of a row alone it is the row, opaque', () => {
    expect([...rgbaOf(Uint8Array.of(1, 2, 3, 250, 251, 252))]).toEqual([
      1, 2, 3, 255, 250, 251, 252, 255,
    ]);
  });
});

describe('sourceRecipe', () => {
  it('A5 keeps the proportions of an image, and leaves small ones as they are', () => {
    const sideOf = (width: number, height: number) => {
      const recipe = sourceRecipe(width, height, 'drop');
      return [recipe.width, recipe.height, recipe.orientation, recipe.fit];
    };
    expect(sideOf(4000, 3000)).toEqual([256, 192, 'ignore', 'stretch']);
    expect(sideOf(300, 9000)).toEqual([9, 256, 'ignore', 'stretch']);
    expect(sideOf(30_000, 10)).toEqual([256, 1, 'ignore', 'stretch']);
    expect(sideOf(16, 12)).toEqual([16, 12, 'ignore', 'stretch']);
  });
});
