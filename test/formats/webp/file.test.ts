import { describe, expect, test } from 'vitest';

import { readBytes } from '../../../src/formats/byte-reader.ts';
import { hasWebpAlpha } from '../../../src/formats/webp/alpha.ts';
import { readWebpFile } from '../../../src/formats/webp/file.ts';
import { WEBP_GOLDENS } from './webp-goldens.ts';
import { bytesOf, u32le } from '../write-headers.ts';
import { webpWith } from '../exif/write-metadata.ts';

const TAKEN = WEBP_GOLDENS.filter(({ made }) => made !== null);

function golden(name: string): Uint8Array<ArrayBuffer> {
  const found = WEBP_GOLDENS.find((other) => other.name === name);
  if (found === undefined) throw new Error(`webp.json has no ${name}`);
  return found.bytes;
}

function read(name: string) {
  return readWebpFile(readBytes(golden(name)));
}

describe('the structure', () => {
  test("S1 size and mode are Pillow's", () => {
    for (const { name, bytes, made } of TAKEN) {
      const file = readWebpFile(readBytes(bytes));
      expect(file, name).toMatchObject({
        kind: 'webp',
        width: made?.width,
        height: made?.height,
        hasAlpha: made?.mode === 'RGBA',
      });
    }
  });

  test.each([
    ['lossy, simple', { x: 0, y: 0, width: 21, height: 13, isLossless: false }],
    ['lossless, simple', { x: 0, y: 0, width: 21, height: 13, isLossless: true }],
    ['lossy-alpha, off 0x12, way 0', { x: 6, y: 4, width: 21, height: 13, isLossless: false }],
    ['lossless, in the corner', { x: 6, y: 4, width: 21, height: 13, isLossless: true }],
    ['lossy, frame of another size', { x: 6, y: 4, width: 21, height: 13, isLossless: false }],
    ['lossless, many pixels', { x: 4000, y: 5970, width: 21, height: 13, isLossless: true }],
  ])('S1 the first frame of %s', (name, frame) => {
    expect(read(name)).toMatchObject({ frame });
  });

  test.each([
    ['lossy-alpha, flags 0x10', 'ALPH'],
    ['lossy-alpha, flags 0x0', 'VP8 '],
    ['lossy-alpha, off 0x2, way 0', 'ALPH'],
    ['lossless, unknown last', 'VP8L'],
  ])('S1 the first chunk that counts of %s is %s', (name, type) => {
    const bytes = golden(name);
    const file = read(name);
    if (file.kind === 'broken') throw new Error(file.failure.detail);
    const { start, end } = file.frame;
    expect(readBytes(bytes).ascii(start, 4)).toBe(type);
    expect(end).toBeLessThanOrEqual(bytes.length);
  });

  test.each([
    ['lossy, too far right', 'The WebP has a frame that is not on its canvas.'],
    ['lossy, no ANIM', 'The WebP has a frame before its ANIM chunk.'],
    ['lossy, canvas without pictures', 'The WebP holds no picture.'],
    ['lossy, long picture', 'The WebP has a picture that is longer than its frame.'],
    [
      'lossy, another canvas',
      "The WebP has a picture of 21 × 13 pixels, which is not its canvas's size.",
    ],
    ['lossy, header of 12 bytes', 'The WebP has a chunk at byte 12 that is too short or too long.'],
  ])('S2 %s: %s', (name, detail) => {
    expect(read(name)).toMatchObject({ failure: { code: 'corrupt', detail } });
  });

  test('S2 says how many bytes a cut file lacks', () => {
    const bytes = golden('lossy, simple');
    const detail = `The WebP should have ${bytes.length} bytes, and ends after 100.`;
    expect(readWebpFile(readBytes(bytes.subarray(0, 100)))).toMatchObject({
      failure: { code: 'truncated', detail },
    });
  });

  test('S2 half a million empty chunks are read to the end', () => {
    const chunks = new Uint8Array(8 * 500_000).fill(0x20);
    for (let at = 4; at < chunks.length; at += 8) chunks.fill(0, at, at + 4);
    const empty = webpWith(0);
    const content = bytesOf(empty.subarray(8));
    const bytes = new Uint8Array(8 + content.length + chunks.length);
    bytes.set(bytesOf('RIFF', u32le(bytes.length - 8), content));
    bytes.set(chunks, 8 + content.length);
    expect(readWebpFile(readBytes(bytes))).toMatchObject({
      failure: { code: 'corrupt', detail: 'The WebP holds no picture.' },
    });
  });
});

describe('alpha', () => {
  test('S1 is found in the bytes up to the header of the first picture', () => {
    for (const { name, bytes, made } of TAKEN) {
      const file = readWebpFile(readBytes(bytes));
      if (file.kind === 'broken') throw new Error(name);
      const alphaBytes = readBytes(bytes).ascii(file.frame.start, 4) === 'ALPH' ? 300 : 0;
      const head = bytes.subarray(0, Math.max(60, file.frame.start + alphaBytes + 20));
      expect(hasWebpAlpha(readBytes(head)), name).toBe(made?.mode === 'RGBA');
    }
  });

  test('S1 is that of the extended header if there are fewer bytes', () => {
    for (const [flags, hasAlpha] of [
      [0x10, true],
      [0x00, false],
    ] as const) {
      const bytes = webpWith(flags, ['ICCP', new Uint8Array(1000)]).subarray(0, 100);
      expect(hasWebpAlpha(readBytes(bytes))).toBe(hasAlpha);
    }
    expect(hasWebpAlpha(readBytes(new Uint8Array(0)))).toBe(false);
  });
});
