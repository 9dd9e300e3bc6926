import { describe, expect, test } from 'vitest';

import { summaryOf } from '../summary-of.ts';
import { bytesOf, u16le, u32le } from '../write-headers.ts';

describe('BMP', () => {
  const fileHeader = bytesOf('BM', u32le(1000), u32le(0), u32le(54));

  test.each([40, 52, 56, 64, 108, 124])('S1 with a header of %d bytes', (headerBytes) => {
    const sizes = bytesOf(u32le(headerBytes), u32le(70000), u32le(300));
    expect(summaryOf(bytesOf(fileHeader, sizes))).toBe('bmp 70000 × 300');
  });

  test('S1 with a core header of 12 bytes, which has sides of 16 bits', () => {
    const core = bytesOf(u32le(12), u16le(640), u16le(480), u16le(1), u16le(24));
    expect(summaryOf(bytesOf(fileHeader, core))).toBe('bmp 640 × 480');
  });

  test('S1 top-down, with a negative height', () => {
    const topDown = bytesOf(fileHeader, u32le(40), u32le(640), u32le(-480 >>> 0));
    expect(summaryOf(topDown)).toBe('bmp 640 × 480');
  });

  test('S1 heights above 0xff000000 are negative, widths never are, as in Pillow', () => {
    const sized = (width: number, height: number) =>
      summaryOf(bytesOf(fileHeader, u32le(40), u32le(width), u32le(height)));
    expect(sized(640, 0xff000000)).toBe('bmp 640 × 16777216');
    expect(sized(640, 0xfeffffff)).toBe('bmp 640 × 4278190079');
    expect(sized(640, 0x80000000)).toBe('bmp 640 × 2147483648');
    expect(sized(0xffffffff, 1)).toBe('bmp 4294967295 × 1');
  });

  test('S1 a header that Pillow does not know makes a BMP without a size', () => {
    for (const headerBytes of [0, 13, 16, 20, 41, 128, 65_535]) {
      expect(summaryOf(bytesOf(fileHeader, u32le(headerBytes), u32le(9), u32le(9)))).toBe(
        'bmp null × null',
      );
    }
  });

  test('S2 without a size is corrupt', () => {
    expect(summaryOf(bytesOf(fileHeader, u32le(40), u32le(0), u32le(480)))).toBe('corrupt');
    expect(summaryOf(bytesOf(fileHeader, u32le(40), u32le(640), u32le(0)))).toBe('corrupt');
  });

  test('S2 cut within its first numbers is truncated', () => {
    for (const length of [2, 5, 6, 14, 17]) {
      expect(summaryOf(bytesOf(fileHeader, u32le(40)).subarray(0, length))).toBe('truncated');
    }
  });

  test.each(['BMW, Audi and Mercedes are makes of cars.', 'BM\tname\r\n', 'BMW\xc3\xbcste'])(
    'S3 is not recognised in a text that begins with BM: %j',
    (text) => expect(summaryOf(bytesOf(text))).toBe('not-an-image'),
  );
});
