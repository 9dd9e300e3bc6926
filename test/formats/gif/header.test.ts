import { describe, expect, test } from 'vitest';

import { summaryOf } from '../summary-of.ts';
import { bytesOf, u16le } from '../write-headers.ts';

describe('GIF', () => {
  /** A screen and the descriptor of a picture on it, without palettes, up to the data. */
  function gifOf(screen: readonly number[], picture: readonly number[], signature = 'GIF89a') {
    const head = bytesOf(signature, ...screen.map(u16le), 0, 0, 0);
    return bytesOf(head, 0x2c, ...picture.map(u16le), 0, 8);
  }

  test.each(['GIF87a', 'GIF89a'])('S1 %s is little-endian', (signature) => {
    expect(summaryOf(gifOf([1000, 7], [0, 0, 1000, 7], signature))).toBe('gif 1000 × 7');
  });

  test.each([
    { what: 'a small picture', picture: [5, 6, 70, 8], size: '100 × 50' },
    { what: 'a picture that goes over the right side', picture: [60, 6, 41, 8], size: '101 × 50' },
    { what: 'a picture that goes over the bottom', picture: [5, 60, 41, 8], size: '100 × 68' },
    { what: 'a picture without pixels', picture: [200, 0, 0, 0], size: '200 × 50' },
  ])('S1 with $what, the screen is extended as in Pillow', ({ picture, size }) => {
    expect(summaryOf(gifOf([100, 50], picture))).toBe(`gif ${size}`);
  });

  test('S1 an empty screen is extended, too', () => {
    expect(summaryOf(gifOf([0, 9], [0, 0, 16, 12]))).toBe('gif 16 × 12');
  });

  test('S2 is corrupt without a size or a picture; GIF88a is not a GIF', () => {
    expect(summaryOf(gifOf([0, 7], [0, 0, 0, 9]))).toBe('corrupt');
    expect(summaryOf(bytesOf(gifOf([9, 9], []).subarray(0, 13), 0x3b))).toBe('corrupt');
    expect(summaryOf(gifOf([9, 9], [0, 0, 9, 9], 'GIF88a'))).toBe('not-an-image');
  });

  test('S2 is truncated if it is cut anywhere before its data', () => {
    const whole = gifOf([9, 9], [0, 0, 9, 9]);
    const lengths = Array.from({ length: whole.length - 6 }, (_, i) => 6 + i);
    expect(lengths.map((length) => summaryOf(whole.subarray(0, length)))).toEqual(
      lengths.map(() => 'truncated'),
    );
  });
});
