import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createCodeReader } from '../../../src/decoders/gif/code-reader.ts';
import { decodeLzw } from '../../../src/decoders/gif/lzw.ts';
import { bytesOf } from '../../formats/write-headers.ts';

/** Codes with their bits, the first at the bottom of the first byte. */
function packed(codes: readonly (readonly [code: number, bits: number])[]): Uint8Array {
  const digits = codes
    .map(([code, bits]) => Array.from(code.toString(2).padStart(bits, '0')).toReversed().join(''))
    .join('');
  const bytes = digits.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) =>
    Number.parseInt(Array.from(byte).toReversed().join(''), 2),
  );
}

function blocks(data: Uint8Array, length = 255): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += length) {
    const part = data.subarray(at, at + length);
    parts.push(bytesOf(part.length, part));
  }
  return bytesOf(...parts);
}

function decoded(bytes: Uint8Array, pixelBits: number, count: number) {
  const pixels = new Uint8Array(count).fill(99);
  const end = decodeLzw(createCodeReader(bytes, 0), pixelBits, pixels);
  return { end, pixels: [...pixels] };
}

const bits3 = (...codes: readonly number[]) =>
  blocks(packed(codes.map((code) => [code, 3] as const)));
const CLEAR = 4;
const END = 5;

describe('code reader', () => {
  test('codes of changing size cross bytes and sub-blocks', () => {
    const sized = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 1, 2].map(
      (bits, i) => [(i * 2711 + 5) % 2 ** bits, bits] as const,
    );
    for (const length of [1, 2, 3, 4, 255]) {
      const reader = createCodeReader(bytesOf(7, blocks(packed(sized), length)), 1);
      expect(sized.map(([, bits]) => reader.next(bits))).toEqual(sized.map(([code]) => code));
    }
  });

  test('S2 an incomplete sub-block has no codes', () => {
    expect(createCodeReader(bytesOf(2, 0xff), 0).next(3)).toBe(-1);
    expect(createCodeReader(bytesOf(1, 0xff, 2, 0xff), 0).next(9)).toBe(-1);
    expect(createCodeReader(bytesOf(), 0).next(3)).toBe(-1);
    expect(createCodeReader(bytesOf(1, 2), 5).next(3)).toBe(-1);
  });

  test('an empty sub-block ends nothing', () => {
    const reader = createCodeReader(bytesOf(0, 1, 0x21, 0, 0, 1, 0x43, 0), 0);
    expect([4, 4, 4, 4, 1].map((bits) => reader.next(bits))).toEqual([1, 2, 3, 4, -1]);
  });

  test('data continue behind an end code if there are more than 65,536 bytes', () => {
    const hasMoreData = (length: number) => {
      const bytes = new Uint8Array(3 + length).fill(1);
      const reader = createCodeReader(bytes, 3);
      reader.next(3);
      return [reader.hasMoreData(), reader.hasMoreData(), reader.hasMoreData()];
    };
    expect(hasMoreData(65_536)).toEqual([false, false, false]);
    expect(hasMoreData(65_537)).toEqual([true, false, false]);
    expect(hasMoreData(2 * 65_536 + 1)).toEqual([true, true, false]);
  });

  test('the read that contains the codes counts, wherever it is', () => {
    const bytes = new Uint8Array(2 * 65_536).fill(1);
    const reader = createCodeReader(bytes, 0);
    for (let read = 0; read < 40_000; read++) reader.next(8);
    expect(reader.hasMoreData()).toBe(false);
  });
});

describe('LZW', () => {
  test('single pixels, and strings of the last and the next', () => {
    // 6 is (1 2), 7 is (2 6's first); of 8 on codes have 4 bits
    const codes = blocks(
      packed([...[CLEAR, 1, 2, 6].map((code) => [code, 3] as const), [7, 4], [END, 4]]),
    );
    expect(decoded(codes, 2, 6)).toEqual({ end: 'complete', pixels: [1, 2, 1, 2, 2, 1] });
  });

  test('a string may be the one that begins itself', () => {
    expect(decoded(bits3(CLEAR, 3, 6), 2, 3)).toEqual({ end: 'complete', pixels: [3, 3, 3] });
  });

  test('a string that is longer than the remaining pixels is cut', () => {
    expect(decoded(bits3(CLEAR, 3, 6), 2, 2)).toEqual({ end: 'complete', pixels: [3, 3] });
  });

  test('a clear code empties the table', () => {
    const end = 'broken';
    expect(decoded(bits3(CLEAR, 1, 2, CLEAR, 6), 2, 9)).toMatchObject({ end });
    expect(decoded(bits3(CLEAR, 1, 2, CLEAR, 3, 7), 2, 9)).toMatchObject({ end });
  });

  test('S2 data that end before the last pixel are truncated, with and without an end code', () => {
    expect(decoded(bits3(CLEAR, 1, 2, END), 2, 4).end).toBe('truncated');
    expect(decoded(bits3(CLEAR, 1, 2), 2, 9).end).toBe('truncated');
    expect(decoded(bytesOf(), 2, 4).end).toBe('truncated');
  });

  test('the low bits of 12-bit pixels count', () => {
    const sized = [4096, 0x123, 0xffe].map((code) => [code, 13] as const);
    expect(decoded(blocks(packed(sized)), 12, 2)).toEqual({
      end: 'complete',
      pixels: [0x23, 0xfe],
    });
  });

  test('S2 any bytes come to an end', () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 600 }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 3000 }),
      (bytes, pixelBits, count) => {
        const { end, pixels } = decoded(blocks(bytes, 100), pixelBits, count);
        expect(['complete', 'truncated', 'broken']).toContain(end);
        expect(pixels).toHaveLength(count);
      },
    );
    fc.assert(property, { seed: 1, numRuns: 500 });
  });
});
