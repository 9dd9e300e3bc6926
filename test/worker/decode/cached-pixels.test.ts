import { describe, expect, it } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { NO_FACTS } from '../../../src/core/verdict.ts';
import type { DecodedImage } from '../../../src/pipeline/make-row.ts';
import { createCachedPixels, borrowed } from '../../../src/worker/decode/cached-pixels.ts';

/** An image of width × 1 pixels of 4 bytes, which notes that it was closed. */
function imageOf(width: number): {
  readonly image: DecodedImage;
  readonly isClosed: () => boolean;
} {
  let isClosed = false;
  const image: DecodedImage = {
    facts: NO_FACTS,
    orientation: 1,
    pixels: {
      kind: 'pixels',
      layout: 'rgba',
      width,
      height: 1,
      scale: 1,
      decodeMs: 0,
      isDamaged: false,
      warning: null,
      copyRows: () => Promise.resolve(),
      close: () => {
        isClosed = true;
      },
    },
  };
  return { image, isClosed: () => isClosed };
}

const recipeWith = (changed: Partial<Recipe>): Recipe => ({ ...DEFAULT_RECIPE, ...changed });

describe('createCachedPixels', () => {
  it('A5 finds pixels again for another size, fit or filter, and not for other decoding', () => {
    const cached = createCachedPixels(1000);
    const { image } = imageOf(10);
    cached.add(1, DEFAULT_RECIPE, 1, image);
    for (const same of [
      recipeWith({ width: 7, height: 9 }),
      recipeWith({ fit: 'contain', pad: '#ffffff' }),
      recipeWith({ resample: 'nearest' }),
    ]) {
      expect(cached.find(1, same, 1)).toBe(image);
    }
    for (const other of [
      recipeWith({ alpha: '#ffffff' }),
      recipeWith({ orientation: 'apply' }),
      recipeWith({ decode: 'canvas' }),
    ]) {
      expect(cached.find(1, other, 1)).toBeNull();
    }
    expect(cached.find(2, DEFAULT_RECIPE, 1)).toBeNull();
  });

  it('A9 drafts of one scale are found again for any size, and are not the whole image', () => {
    const cached = createCachedPixels(1000);
    const [whole, quarter] = [imageOf(8).image, imageOf(2).image];
    const turbo = recipeWith({ decode: 'turbo' });
    cached.add(1, DEFAULT_RECIPE, 1, whole);
    cached.add(1, turbo, 4, quarter);
    expect(cached.find(1, recipeWith({ decode: 'turbo', width: 9, fit: 'cover' }), 4)).toBe(
      quarter,
    );
    expect(cached.find(1, turbo, 8)).toBeNull();
    // what is not drafted is decoded as exact has it
    expect(cached.find(1, turbo, 1)).toBe(whole);
    expect(cached.find(1, DEFAULT_RECIPE, 1)).toBe(whole);
  });

  it('A5 one colour under transparency is as good as another', () => {
    const cached = createCachedPixels(1000);
    const { image } = imageOf(10);
    cached.add(1, recipeWith({ alpha: '#ffffff' }), 1, image);
    expect(cached.find(1, recipeWith({ alpha: '#0a141e' }), 1)).toBe(image);
  });

  it('A5 what has no room is closed at once, and what is there stays', () => {
    const cached = createCachedPixels(100);
    const [first, second] = [imageOf(15), imageOf(15)];
    cached.add(1, DEFAULT_RECIPE, 1, first.image);
    cached.add(2, DEFAULT_RECIPE, 1, second.image);
    expect([first.isClosed(), second.isClosed()]).toEqual([false, true]);
    expect(cached.find(1, DEFAULT_RECIPE, 1)).toBe(first.image);
    expect(cached.find(2, DEFAULT_RECIPE, 1)).toBeNull();
  });

  it('A5 other pixels of the same file make room', () => {
    const cached = createCachedPixels(100);
    const [dropped, over] = [imageOf(15), imageOf(15)];
    cached.add(1, DEFAULT_RECIPE, 1, dropped.image);
    cached.add(1, recipeWith({ alpha: '#ffffff' }), 1, over.image);
    expect([dropped.isClosed(), over.isClosed()]).toEqual([true, false]);
    cached.clear();
    expect(over.isClosed()).toBe(true);
    const again = imageOf(25);
    cached.add(3, DEFAULT_RECIPE, 1, again.image);
    expect(again.isClosed()).toBe(false);
  });

  it('A5 a borrowed image is not closed by whoever makes a row of it', () => {
    const { image, isClosed } = imageOf(3);
    const other = borrowed(image);
    if ('pixels' in other && other.pixels.kind === 'pixels') other.pixels.close();
    expect(isClosed()).toBe(false);
  });
});
