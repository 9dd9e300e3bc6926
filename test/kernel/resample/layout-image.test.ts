import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutImage, roundHalfToEven } from '../../../src/kernel/resample/layout-image.ts';
import { readFixtureJson } from '../../core/read-fixture.ts';

type Sizes = readonly [width: number, height: number, rowWidth: number, rowHeight: number];

/** Seen in Pillow by make-placements.py. */
interface Placements {
  readonly fit: readonly (readonly [
    ...Sizes,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ])[];
  readonly pad: readonly (
    | readonly [...Sizes, x: number, y: number, width: number, height: number]
    | readonly [...Sizes, null]
  )[];
}

const PILLOW = readFixtureJson('goldens/placements.json') as Placements;

describe('layoutImage', () => {
  test('R2 cover uses the box of ImageOps.fit, to the last bit', () => {
    const ours = PILLOW.fit.map(([width, height, rowWidth, rowHeight]) => {
      const layout = layoutImage(
        { width: rowWidth, height: rowHeight, fit: 'cover' },
        width,
        height,
      );
      expect(layout?.target).toEqual({ x: 0, y: 0, width: rowWidth, height: rowHeight });
      const { x = NaN, y = NaN, width: w = NaN, height: h = NaN } = layout?.source ?? {};
      return [width, height, rowWidth, rowHeight, x, y, x + w, y + h];
    });
    expect(ours).toHaveLength(393);
    expect(ours).toEqual(PILLOW.fit);
  });

  test('R2 contain pads as ImageOps.pad does, and refuses the same images', () => {
    const ours = PILLOW.pad.map(([width, height, rowWidth, rowHeight]) => {
      const recipe = { width: rowWidth, height: rowHeight, fit: 'contain' } as const;
      const layout = layoutImage(recipe, width, height);
      const sizes = [width, height, rowWidth, rowHeight];
      if (layout === null) return [...sizes, null];
      expect(layout.source).toEqual({ x: 0, y: 0, width, height });
      const { x, y, width: w, height: h } = layout.target;
      return [...sizes, x, y, w, h];
    });
    expect(ours).toHaveLength(393);
    expect(ours).toEqual(PILLOW.pad);
  });

  test.each([
    { width: 128, height: 101, side: 50, offset: 7 },
    { width: 128, height: 103, side: 52, offset: 6 },
    { width: 128, height: 97, side: 48, offset: 8 },
    // 64 - 49 leaves 7.5 at each end
    { width: 128, height: 98, side: 49, offset: 8 },
    { width: 128, height: 102, side: 51, offset: 6 },
  ])('R2 halves go to the even side: $width × $height', ({ width, height, side, offset }) => {
    const row = { width: 64, height: 64, fit: 'contain' } as const;
    expect(layoutImage(row, width, height)?.target).toEqual({
      x: 0,
      y: offset,
      width: 64,
      height: side,
    });
    expect(layoutImage(row, height, width)?.target).toEqual({
      x: offset,
      y: 0,
      width: side,
      height: 64,
    });
  });

  test.each([
    [500, 1],
    [1, 500],
    [128, 1],
  ])('R2 a %d × %d image has no place in a contained row of 64 × 64', (width, height) => {
    expect(layoutImage({ width: 64, height: 64, fit: 'contain' }, width, height)).toBeNull();
    expect(layoutImage({ width: 64, height: 64, fit: 'cover' }, width, height)).not.toBeNull();
    expect(layoutImage({ width: 64, height: 64, fit: 'stretch' }, width, height)).not.toBeNull();
  });

  test('R2 stretch fits the whole image to the whole row', () => {
    expect(layoutImage({ width: 64, height: 48, fit: 'stretch' }, 500, 375)).toEqual({
      source: { x: 0, y: 0, width: 500, height: 375 },
      target: { x: 0, y: 0, width: 64, height: 48 },
      scaled: { width: 64, height: 48, left: 0, top: 0 },
    });
  });
});

describe('roundHalfToEven', () => {
  test.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [3.5, 4],
    [-0.5, -0],
    [-1.5, -2],
    [-2.5, -2],
    [2.4999, 2],
    [2.5001, 3],
    [7, 7],
  ])("R2 rounds %d to %d, as Python's round does", (value, rounded) => {
    expect(roundHalfToEven(value) + 0).toBe(rounded + 0);
  });

  test('R2 is never more than a half away from the number', () => {
    fc.assert(
      fc.property(fc.double({ min: -5000, max: 5000, noNaN: true }), (value) => {
        const rounded = roundHalfToEven(value);
        expect(Number.isInteger(rounded)).toBe(true);
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.5);
      }),
      { seed: 1 },
    );
  });
});
