import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { hasBmpAlpha } from '../../../src/formats/bmp/header.ts';
import { readBytes } from '../../../src/formats/byte-reader.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';
import type { ImageHeader } from '../../../src/formats/sniff.ts';
import { FAILURE_CODES } from '../../../src/core/verdict.ts';
import { createBmpDecoder } from '../../../src/decoders/bmp/bmp-decoder.ts';
import type { Decoded, DecodedPixels } from '../../../src/decoders/decoder.ts';
import { readBmpGoldens, type BmpGolden } from './bmp-goldens.ts';

const GOLDENS = readBmpGoldens();
const GOOD = GOLDENS.filter(({ code }) => code === null);
// the limit of pixels is kept before a decoder is asked
const BAD = GOLDENS.filter(({ code }) => code !== null && code !== 'too-many-pixels');
const HEADER: ImageHeader = { format: 'bmp', width: null, height: null, variant: null };
const decoder = createBmpDecoder();

function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  return decoder.decode(bytes, HEADER, DEFAULT_RECIPE);
}

function golden(name: string): BmpGolden {
  const found = GOLDENS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no BMP "${name}".`);
  return found;
}

/** All pixels, asked for in bands; what means nothing is 255, as Pillow has it. */
async function rgbaOf(decoded: Decoded, bandRows = 2): Promise<Uint8Array> {
  if (decoded.kind !== 'pixels') throw new Error(JSON.stringify(decoded));
  const { width, height, layout, copyRows } = decoded;
  const rgba = new Uint8Array(width * height * 4);
  const band = new Uint8Array(width * bandRows * 4 + 8);
  for (let row = 0; row < height; row += bandRows) {
    const rows = Math.min(bandRows, height - row);
    await copyRows(row, rows, band.fill(0xaa));
    expect(band.subarray(width * rows * 4).every((byte) => byte === 0xaa)).toBe(true);
    rgba.set(band.subarray(0, width * rows * 4), row * width * 4);
  }
  return layout === 'rgba' ? rgba : rgba.map((byte, at) => (at % 4 === 3 ? 255 : byte));
}

describe('BMPs that Pillow decodes', () => {
  test.each(GOOD)('R7 have its very pixels: $name', async ({ bytes, width, height, rgba }) => {
    const decoded = await decode(bytes);
    expect(decoded).toMatchObject({ kind: 'pixels', width, height, isDamaged: false });
    expect(await rgbaOf(decoded)).toEqual(rgba);
  });

  test('R7 are exact, and no other format is accepted', () => {
    const accepted = (format: ImageHeader['format'], mode: 'exact' | 'turbo' | 'canvas') =>
      decoder.accepts({ ...HEADER, format }, { ...DEFAULT_RECIPE, decode: mode });
    expect([accepted('bmp', 'exact'), accepted('bmp', 'turbo')]).toEqual(['exact', 'exact']);
    expect([accepted('bmp', 'canvas'), accepted('png', 'exact')]).toEqual(['no', 'no']);
  });

  test('R4 have alpha if Pillow sees it, and only then', async () => {
    const withAlpha = GOOD.filter(({ bytes }) => hasBmpAlpha(readBytes(bytes)));
    expect(withAlpha).toEqual(GOOD.filter(({ mode }) => mode === 'RGBA'));
    expect(withAlpha.length).toBeGreaterThan(5);
    for (const { bytes, mode } of GOOD) {
      const { layout } = (await decode(bytes)) as DecodedPixels;
      expect(layout).toBe(mode === 'RGBA' ? 'rgba' : 'rgbx');
    }
  });

  test('R1 have rows that can be copied in any order, and more than once', async () => {
    const { bytes, width, rgba } = golden('24 bits, width 9');
    const { copyRows } = (await decode(bytes)) as DecodedPixels;
    const row = new Uint8Array(width * 4);
    for (const at of [2, 0, 2, 1]) {
      await copyRows(at, 1, row);
      const whole = row.map((byte, i) => (i % 4 === 3 ? 255 : byte));
      expect(whole).toEqual(rgba.subarray(at * width * 4, (at + 1) * width * 4));
    }
  });

  test('may lie anywhere in their buffer', async () => {
    const { bytes, rgba } = golden('runs of 4 bits');
    const moved = new Uint8Array(bytes.length + 5);
    moved.set(bytes, 3);
    const decoded = await decode(moved.subarray(3, 3 + bytes.length));
    expect(await rgbaOf(decoded)).toEqual(rgba);
  });
});

describe('files that Pillow refuses', () => {
  test.each(BAD)('S2 are $code: $name', async ({ bytes, code }) => {
    expect(await decode(bytes)).toMatchObject({ kind: 'failed', failure: { code } });
  });

  test.each([
    ['header of 16 bytes', 'Pillow refuses this BMP: its header has 16 bytes. Save it as PNG'],
    ['compression 4', 'its compression is a JPEG inside.'],
    ['compression 11', 'its compression is 11.'],
    ['2 bits', 'it has 2 bits a pixel.'],
    [
      'masks f00 f0 f f000 for 16 bits',
      'its masks for 16 bits a pixel are 00000f00, 000000f0, 0000000f, 00000000.',
    ],
    ['runs of black and white', 'it has run lengths of black and white.'],
    ['257 colours', 'The BMP is broken: it has a palette of 257 colours.'],
    ['65537 colours', 'its header announces a palette of 65537 colours.'],
    ['5 x 0', 'does not contain a valid size.'],
    ['runs of 24 bits', 'it has run lengths, which are for palettes, and 24 bits a pixel.'],
    ['an end that comes early', 'its run lengths end before the last pixel.'],
    ['53 bytes', 'The BMP ends within its header.'],
    ['60 bytes', 'The BMP ends before its last pixel.'],
  ])('S2 %s: the detail says the reason', async (name, words) => {
    const decoded = await decode(golden(name).bytes);
    expect(decoded.kind === 'failed' && decoded.failure.detail).toContain(words);
  });
});

describe('damaged BMPs', () => {
  test.each(GOOD)('S2 have pixels or a verdict wherever they are cut: $name', async ({ bytes }) => {
    for (let length = 0; length < bytes.length; length++) {
      const decoded = await decode(bytes.slice(0, length));
      if (decoded.kind === 'pixels') await rgbaOf(decoded);
      else expect(decoded).toMatchObject({ failure: { code: 'truncated' } });
    }
  });

  test('S2 have pixels or a verdict of the closed list after random changes', async () => {
    const change = fc.tuple(fc.nat(80), fc.nat(255));
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...GOOD), changes, async ({ bytes }, changed) => {
        const damaged = bytes.slice();
        for (const [at, byte] of changed) damaged[at % damaged.length] = byte;
        const read = readBytes(damaged);
        const pixels = (read.u32(18, true) ?? 0) * Math.abs((read.u32(22, true) ?? 0) | 0);
        fc.pre(pixels < 1e6 || read.u32(14, true) === 12);
        const decoded = await decode(damaged);
        if (decoded.kind === 'failed') expect(FAILURE_CODES).toContain(decoded.failure.code);
        else await rgbaOf(decoded, decoded.kind === 'pixels' ? decoded.height : 1);
      }),
      { numRuns: 500 },
    );
  });
});
