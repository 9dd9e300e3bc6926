import { describe, expect, it } from 'vitest';

import { layoutMosaic, tileOf, writeTile } from '../../../src/core/inspect/mosaic-layout.ts';

const row = { width: 64, height: 64, mode: 'RGB' } as const;

describe('a mosaic', () => {
  it.each([
    [1, 1, 64],
    [26, 1, 64],
    [27, 1, 64],
    [600, 1, 18],
    [3150, 1, 8],
    [100_000, 32, 8],
    [1_000_000, 318, 8],
  ])('I7 of %i rows shows every %ith, as tiles of %i pixels', (slots, step, side) => {
    const layout = layoutMosaic(slots, 846, 240, row);
    expect([layout.step, layout.tileWidth, layout.tileHeight]).toEqual([step, side, side]);
    expect(layout.height).toBeLessThanOrEqual(240);
    const last = tileOf(layout, Math.floor((slots - 1) / step) * step);
    expect(last?.y).toBe(layout.height - side);
    expect((last?.x ?? 0) + side).toBeLessThanOrEqual(846);
    expect(step === 1 || tileOf(layout, 1) === null).toBe(true);
  });

  it('I7 tiles have the shape of rows, and rows of 1 × 1 or 1024 × 1024 fit too', () => {
    const wide = layoutMosaic(100_000, 846, 240, { ...row, width: 200, height: 50 });
    expect(wide.tileWidth / wide.tileHeight).toBe(4);
    expect(layoutMosaic(5, 846, 240, { ...row, width: 1, height: 1 })).toMatchObject({
      tileWidth: 1,
    });
    const large = layoutMosaic(5, 846, 240, { ...row, width: 1024, height: 1024 });
    expect(large.height).toBeLessThanOrEqual(240);
    expect(large.step).toBe(1);
  });

  it('I7 a tile is the mean of what it covers, at its place', () => {
    const layout = layoutMosaic(4, 4, 2, { ...row, width: 4, height: 4 });
    expect(layout).toMatchObject({ tileWidth: 2, columns: 2, step: 2 });
    const rgba = new Uint8ClampedArray(layout.width * layout.height * 4);
    // the left half is dark, the right half light
    const pixels = Uint8Array.from({ length: 48 }, (_, at) =>
      Math.floor(at / 3) % 4 < 2 ? 10 : 200,
    );
    writeTile(layout, 2, pixels, rgba);
    const reds = Array.from({ length: 4 }, (_, x) => rgba[x * 4]);
    expect(reds).toEqual([0, 0, 10, 200]);
    writeTile(layout, 1, new Uint8Array(48).fill(99), rgba); // it has no tile
    expect(rgba.includes(99)).toBe(false);
  });

  it.each([
    ['L', [10], [10, 10, 10, 255]],
    ['RGB', [10, 20, 30], [10, 20, 30, 255]],
    ['RGBA', [10, 20, 30, 40], [10, 20, 30, 40]],
  ] as const)('I7 a row of mode %s is shown as it is', (mode, pixel, shown) => {
    const layout = layoutMosaic(1, 4, 4, { ...row, width: 2, height: 2, mode });
    const rgba = new Uint8ClampedArray(layout.width * layout.height * 4);
    writeTile(layout, 0, Uint8Array.from([...pixel, ...pixel, ...pixel, ...pixel]), rgba);
    expect([...rgba.subarray(0, 4)]).toEqual(shown);
  });
});
