import { describe, expect, test } from 'vitest';

import { summaryOf } from '../summary-of.ts';
import { avifHeader, bytesOf, isoBox, u32be } from '../write-headers.ts';

describe('AVIF', () => {
  test.each(['avif', 'avis'])('S1 with the brand %s', (brand) => {
    expect(summaryOf(avifHeader([brand, 'mif1'], [[300, 200]]))).toBe('avif 300 × 200');
  });

  test('S1 with avif among the compatible brands only', () => {
    expect(summaryOf(avifHeader(['mif1', 'avif', 'miaf'], [[300, 200]]))).toBe('avif 300 × 200');
  });

  test('S1 of several sizes, the largest is that of the grid', () => {
    const sizes = [
      [512, 512],
      [2000, 1500],
      [160, 120],
    ] as const;
    expect(summaryOf(avifHeader(['avif'], sizes))).toBe('avif 2000 × 1500');
  });

  test('S1 leaves the size to the decoder if its properties are missing', () => {
    const ftyp = isoBox('ftyp', bytesOf('avif', u32be(0)));
    expect(summaryOf(ftyp)).toBe('avif null × null');
    expect(summaryOf(bytesOf(ftyp, u32be(0), 'mdat'))).toBe('avif null × null');
  });

  test('S2 is corrupt without a side, and truncated if it is cut within its size', () => {
    expect(summaryOf(avifHeader(['avif'], [[300, 0]]))).toBe('corrupt');
    expect(summaryOf(avifHeader(['avif'], [[300, 200]]).subarray(0, -2))).toBe('truncated');
  });
});
