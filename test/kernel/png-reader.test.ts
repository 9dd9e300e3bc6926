import { constants, deflateSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';

import { createPngReader, type PngPicture } from '../../src/kernel/png-reader.ts';
import { loadKernelModule } from './load-kernel.ts';

const reader = createPngReader(loadKernelModule());
beforeEach(() => reader.reset());

/** Bytes that look random, and are the same each time. */
function noise(length: number, seed = 1, levels = 256): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 16) % levels;
  });
}

/** Runs of all lengths, and repeats from far back. */
function repeats(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const chances = noise(length, 7);
  const fresh = noise(length, 9, 50);
  for (let at = 0, i = 0; at < length; i++) {
    const count = 1 + ((chances[i] ?? 0) % 200);
    const distance = 1 + (((chances[i + 1] ?? 0) * 257 + (chances[i + 2] ?? 0)) % 32_768);
    if ((chances[i + 3] ?? 0) > 100 && distance <= at) {
      for (let n = 0; n < count && at < length; n++, at++) bytes[at] = bytes[at - distance] ?? 0;
    } else {
      for (let n = 0; n < count % 9 && at < length; n++, at++) bytes[at] = fresh[at] ?? 0;
    }
  }
  return bytes;
}

function inflated(compressed: Uint8Array): Uint8Array | string {
  const result = reader.inflateText(compressed);
  return result.kind === 'inflated' ? result.text : result.kind;
}

/** `expect` takes seconds for this number of bytes. */
function areEqual(got: Uint8Array | string, expected: Uint8Array): boolean {
  return typeof got !== 'string' && Buffer.compare(got, expected) === 0;
}

const CONTENTS = {
  nothing: new Uint8Array(0),
  'one byte': Uint8Array.of(7),
  noise: noise(300_000),
  'few values': noise(300_000, 3, 3),
  repeats: repeats(500_000),
  zeros: new Uint8Array(1_000_000),
  'a mebibyte': noise(2 ** 20, 5, 17),
};

describe.each(Object.entries(CONTENTS))('%s', (_, content) => {
  test.each([0, 1, 6, 9])('K5 is inflated from level %i', (level) => {
    expect(areEqual(inflated(deflateSync(content, { level })), content)).toBe(true);
  });

  test.each(['Z_FILTERED', 'Z_HUFFMAN_ONLY', 'Z_RLE', 'Z_FIXED'] as const)(
    'K5 is inflated from %s',
    (name) => {
      const compressed = deflateSync(content, { strategy: constants[name], windowBits: 12 });
      expect(areEqual(inflated(compressed), content)).toBe(true);
    },
  );
});

describe('a stream', () => {
  const content = repeats(3000);
  const compressed = new Uint8Array(deflateSync(content));

  test('K5 that ends early returns the text up to there', () => {
    for (let length = 0; length < compressed.length; length++) {
      const got = inflated(compressed.subarray(0, length));
      if (typeof got === 'string') throw new Error(`${length} bytes are ${got}`);
      expect(areEqual(got, content.subarray(0, got.length))).toBe(true);
      if (length >= compressed.length - 4) expect(got).toHaveLength(content.length);
    }
  });

  test('K5 with a wrong checksum is broken, and bytes after it are ignored', () => {
    const wrong = compressed.slice();
    wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1;
    expect(inflated(wrong)).toBe('broken');
    expect(areEqual(inflated(Uint8Array.of(...compressed, 1, 2, 3)), content)).toBe(true);
  });

  test.each([
    ['no header of zlib', [0x78, 0x02]],
    ['another method', [0x77, 0x09]],
    ['a window of 64 KiB', [0x88, 0x1c]],
    ['a dictionary', [0x78, 0x20, 0, 0, 0, 1, 0]],
    ['a block of type 3', [0x78, 0x01, 0x07]],
    ['a stored length that does not match', [0x78, 0x01, 0x01, 5, 0, 0xfb, 0xff]],
    ['a distance before the start', [0x78, 0x01, 0x63, 0x00, 0x42, 0x00]],
    ['286 length codes and more', [0x78, 0x01, 0xfd, 0xff]],
    ['code lengths that are over-subscribed', [0x78, 0x01, 0x05, 0xe0, 0xff, 0xff, 0xff, 0xff]],
    ['symbol 286 of the fixed code', [0x78, 0x01, 0x1b, 0x03]],
  ])('K5 with %s is broken', (_, bytes) => {
    // with little behind it, and with enough for the fast loop
    for (const more of [4, 400]) {
      const all = new Uint8Array(bytes.length + more);
      all.set(bytes);
      expect(inflated(all), `${more} bytes more`).toBe('broken');
    }
  });

  test.each([0, 400])('K5 cannot copy from before its start, with %i bytes to come', (more) => {
    // fixed code: "a", three bytes from so far ago, and then 255 for ever
    const copying = (distance: number) => {
      const bytes = new Uint8Array(5 + more).fill(255);
      bytes.set([0x78, 0x01, 0x4b, 0x04, distance === 1 ? 0x82 : 0xc2]);
      return inflated(bytes);
    };
    const far = copying(2);
    expect(far).toBe('broken');
    const near = copying(1);
    if (typeof near === 'string') throw new Error(near);
    expect([...near.subarray(0, 4)]).toEqual([97, 97, 97, 97]);
  });

  test('K5 of more than a mebibyte is too large, unless it ends there', () => {
    const mebibyte = deflateSync(new Uint8Array(2 ** 20));
    expect(inflated(mebibyte)).toHaveLength(2 ** 20);
    expect(inflated(deflateSync(new Uint8Array(2 ** 20 + 1)))).toBe('too-large');
    expect(inflated(deflateSync(noise(2 ** 20 + 1), { level: 0 }))).toBe('too-large');
  });

  test('K5 of any bytes has one of the three results', () => {
    for (let seed = 1; seed < 3000; seed++) {
      const bytes = noise(200, seed);
      bytes.set([0x78, 0x01]);
      const got = inflated(bytes);
      expect(typeof got === 'string' ? got : 'bytes').toMatch(/^(broken|too-large|bytes)$/);
    }
    expect(areEqual(inflated(compressed), content)).toBe(true);
  });
});

describe('rows', () => {
  const picture: PngPicture = {
    width: 1000,
    height: 700,
    tile: [0, 0, 1000, 700],
    samples: 'bytes',
    bits: 8,
    channels: 1,
    isInterlaced: false,
  };
  // rows without a filter, of content that reaches back as far as it may
  const content = repeats(1000 * 700);
  const raw = new Uint8Array(1001 * 700);
  for (let y = 0; y < 700; y++) raw.set(content.subarray(y * 1000, y * 1000 + 1000), y * 1001 + 1);
  const compressed = new Uint8Array(deflateSync(raw, { level: 9 }));
  const table = Uint32Array.from({ length: 256 }, (_, value) => value);

  /** The picture's bytes, once it has been fed in pieces of such a length. */
  function fed(pieceBytes: number): Uint8Array {
    reader.begin(picture);
    for (let at = 0; at < compressed.length; at += pieceBytes) {
      const state = reader.feed(compressed.subarray(at, at + pieceBytes));
      if (state === 'finished') break;
      expect(state).toBe('more');
    }
    const pixels = new Uint8Array(1000 * 700 * 4);
    reader.copyRows(0, 300, { kind: 'table', table }, pixels);
    reader.copyRows(300, 400, { kind: 'table', table }, pixels.subarray(300 * 4000));
    return pixels.filter((_, at) => at % 4 === 0);
  }

  test.each([1, 7, 31, 33, 1000, 65_536])('K5 are read from pieces of %i bytes', (pieceBytes) => {
    expect(areEqual(fed(pieceBytes), content)).toBe(true);
  });
});
