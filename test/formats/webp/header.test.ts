import { describe, expect, test } from 'vitest';

import { summaryOf } from '../summary-of.ts';
import { bytesOf, u16le, u24le, u32le, webpOf } from '../write-headers.ts';

describe('WebP', () => {
  const startCode = bytesOf(0, 0, 0, 0x9d, 0x01, 0x2a);
  // 14 bits of each side are the size, 2 bits above them are a scale
  const lossy = bytesOf(startCode, u16le(300 | 0x4000), u16le(200 | 0x8000));
  const lossless = bytesOf(0x2f, u32le((299 | (199 << 14) | (1 << 28)) >>> 0), new Uint8Array(9));
  const canvas = bytesOf(0x08, 0, 0, 0, u24le(70_000 - 1), u24le(200 - 1));

  test.each([
    { what: 'lossy (VP8)', bytes: webpOf('VP8 ', lossy), size: '300 × 200' },
    { what: 'lossless (VP8L)', bytes: webpOf('VP8L', lossless), size: '300 × 200' },
    { what: 'extended (VP8X)', bytes: webpOf('VP8X', canvas), size: '70000 × 200' },
    {
      what: 'lossless and no longer than its header',
      bytes: webpOf('VP8L', lossless.subarray(0, 6)),
      size: '300 × 200',
    },
    {
      what: 'lossless of the largest size',
      bytes: webpOf('VP8L', bytesOf(0x2f, u32le(0x0fffffff), new Uint8Array(9))),
      size: '16384 × 16384',
    },
  ])('S1 $what', ({ bytes, size }) => {
    expect(summaryOf(bytes)).toBe(`webp ${size}`);
  });

  test.each([
    { what: 'VP8', bytes: webpOf('VP8 ', lossy) },
    { what: 'VP8X', bytes: webpOf('VP8X', canvas) },
  ])('S2 $what is truncated if it is cut within its header', ({ bytes }) => {
    const lengths = Array.from({ length: 30 - 12 }, (_, i) => 12 + i);
    const codes = lengths.map((length) => summaryOf(bytes.subarray(0, length)));
    expect(codes).toEqual(lengths.map(() => 'truncated'));
  });

  test.each([
    { what: 'another chunk at first', bytes: webpOf('ALPH', new Uint8Array(20)) },
    { what: 'no start code', bytes: webpOf('VP8 ', new Uint8Array(20)) },
    { what: 'no signature', bytes: webpOf('VP8L', new Uint8Array(20)) },
    { what: 'a lossy frame without width', bytes: webpOf('VP8 ', bytesOf(startCode, 0, 0, 9, 0)) },
  ])('S2 with $what is corrupt', ({ bytes }) => {
    expect(summaryOf(bytes)).toBe('corrupt');
  });
});
