import { describe, expect, test } from 'vitest';

import { summaryOf } from '../summary-of.ts';
import { bytesOf, pngHeader, u32be } from '../write-headers.ts';

const SIGNATURE = '\x89PNG\r\n\x1a\n';

/** With a checksum that nobody looks at. */
function chunk(type: string, ...parts: readonly Uint8Array[]) {
  const body = bytesOf(...parts);
  return bytesOf(u32be(body.length), type, body, u32be(0));
}

describe('PNG', () => {
  test('S1 reads sizes of 32 bits', () => {
    expect(summaryOf(pngHeader(20000, 70000))).toBe('png 20000 × 70000');
    expect(summaryOf(pngHeader(0x7fffffff, 1))).toBe('png 2147483647 × 1');
  });

  test('S2 is corrupt without a size, or with another chunk instead of IHDR', () => {
    expect(summaryOf(pngHeader(0, 5))).toBe('corrupt');
    expect(summaryOf(pngHeader(5, 0))).toBe('corrupt');
    const other = pngHeader(5, 5);
    other.set(bytesOf('C BI'), 12);
    expect(summaryOf(other)).toBe('corrupt');
    expect(summaryOf(bytesOf(SIGNATURE, chunk('IEND')))).toBe('corrupt');
    expect(summaryOf(bytesOf(SIGNATURE, chunk('IHDR', u32be(5), u32be(5))))).toBe('corrupt');
  });

  test('S1 uses the last IHDR before the image data, whatever other chunks there are', () => {
    const header = (width: number) => chunk('IHDR', u32be(width), u32be(9), bytesOf(8, 2, 0, 0, 0));
    const idat = chunk('IDAT', bytesOf(1, 2, 3));
    const text = chunk('tEXt', bytesOf('a\0b'));
    expect(summaryOf(bytesOf(SIGNATURE, text, header(3), idat))).toBe('png 3 × 9');
    expect(summaryOf(bytesOf(SIGNATURE, header(3), text, header(4), idat, header(5)))).toBe(
      'png 4 × 9',
    );
    expect(summaryOf(bytesOf(SIGNATURE, idat, header(6), idat, header(7)))).toBe('png 6 × 9');
    expect(summaryOf(bytesOf(SIGNATURE, header(8), 'broken'))).toBe('png 8 × 9');
    expect(summaryOf(bytesOf(SIGNATURE, text, 'a b c d e f'))).toBe('corrupt');
    expect(summaryOf(bytesOf(SIGNATURE, text, header(3).subarray(0, 14)))).toBe('truncated');
  });
});
