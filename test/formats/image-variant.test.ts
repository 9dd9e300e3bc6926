import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sniff } from '../../src/formats/sniff.ts';
import { readFixture } from '../core/read-fixture.ts';
import { ALL_VARIANTS } from './all-variants.ts';
import { WEBP_GOLDENS } from './webp/webp-goldens.ts';
import { JPEG_SCAN, JPEG_START, bytesOf, jpegFrame, u16le } from './write-headers.ts';

/** The variant, or "everyday"; the failure's code where there is none. */
function variantOf(bytes: Uint8Array): string {
  const sniffed = sniff(bytes);
  return 'failure' in sniffed ? sniffed.failure.code : (sniffed.header.variant ?? 'everyday');
}

describe('WebP', () => {
  test.each([
    ['lossless, simple', 'everyday'],
    ['lossless, simple, a chunk behind', 'everyday'],
    ['lossless, flags 0x2c', 'everyday'],
    ['lossless-alpha, simple', 'everyday'],
    ['lossless-alpha, flags 0x10', 'everyday'],
    ['lossless, flags 0x10', 'odd-alpha'],
    ['lossless-alpha, flags 0x0', 'odd-alpha'],
    ['lossless-alpha, simple, ALPH behind', 'odd-alpha'],
    ['lossy, simple', 'lossy'],
    ['lossy-alpha, flags 0x10', 'lossy'],
    ['lossy-alpha, flags 0x0', 'lossy'],
    ['lossless, one frame', 'animated'],
    ['lossy-alpha, off 0x12, way 0', 'animated'],
    ['lossless, twice', 'broken'],
    ['lossless, too far right', 'broken'],
  ])('S1 %s is %s', (name, variant) => {
    const golden = WEBP_GOLDENS.find((other) => other.name === name);
    expect(golden && variantOf(golden.bytes)).toBe(variant);
  });
});

const CONTROL = bytesOf(0x21, 0xf9, 4, 0x08, 0, 0, 0, 0);
const TRANSPARENT_CONTROL = bytesOf(0x21, 0xf9, 4, 0x09, 0, 0, 0, 0);
const COMMENT = bytesOf(0x21, 0xfe, 3, 'a\x2cb', 2, '\x21\xf9', 0);
const LOOP = bytesOf(0x21, 0xff, 11, 'NETSCAPE2.0', 3, 1, 0, 0, 0);
const IMAGE = bytesOf(0x2c, u16le(0), u16le(0), u16le(16), u16le(12), 0, 8);

function gifOf(paletteFlags: number, ...blocks: readonly Uint8Array[]) {
  const palette = (paletteFlags & 0x80) === 0 ? 0 : 3 * 2 ** ((paletteFlags & 7) + 1);
  const screen = bytesOf('GIF89a', u16le(16), u16le(12), paletteFlags, 0, 0);
  return bytesOf(screen, new Uint8Array(palette).fill(0x2c), ...blocks);
}

describe('GIF', () => {
  test.each<{ what: string; bytes: Uint8Array; variant: string }>([
    { what: 'no extension', bytes: gifOf(0x81, IMAGE), variant: 'everyday' },
    { what: 'no flag', bytes: gifOf(0x81, CONTROL, IMAGE), variant: 'everyday' },
    { what: 'a flag', bytes: gifOf(0x87, TRANSPARENT_CONTROL, IMAGE), variant: 'transparent' },
    {
      what: 'a flag without a palette',
      bytes: gifOf(0x07, TRANSPARENT_CONTROL, IMAGE),
      variant: 'transparent',
    },
    {
      what: 'a flag, then none',
      bytes: gifOf(0x81, TRANSPARENT_CONTROL, CONTROL, IMAGE),
      variant: 'transparent',
    },
    {
      what: 'a flag behind other extensions',
      bytes: gifOf(0x80, LOOP, COMMENT, TRANSPARENT_CONTROL, COMMENT, IMAGE),
      variant: 'transparent',
    },
    {
      what: 'a flag of the second frame',
      bytes: gifOf(0x80, CONTROL, IMAGE, TRANSPARENT_CONTROL, IMAGE),
      variant: 'everyday',
    },
    {
      what: 'a flag behind garbage',
      bytes: gifOf(0x80, bytesOf(0, 0, 7), TRANSPARENT_CONTROL, IMAGE),
      variant: 'transparent',
    },
  ])('S1 $what is $variant', ({ bytes, variant }) => {
    expect(variantOf(bytes)).toBe(variant);
  });

  test('S2 a comment without end is truncated', () => {
    const endless = new Uint8Array(2 ** 20).fill(1);
    expect(variantOf(gifOf(0x80, bytesOf(0x21, 0xfe), endless))).toBe('truncated');
  });
});

const HEADS = [
  bytesOf(JPEG_START, jpegFrame(16, 12), JPEG_SCAN),
  ...WEBP_GOLDENS.slice(0, 3).map(({ bytes }) => bytes.subarray(0, 60)),
  gifOf(0x80),
  readFixture('variants/animated.webp').subarray(0, 40),
];

describe('random bytes', () => {
  test('S2 behind a header make a variant of the closed list, or none', () => {
    const bytes = fc.tuple(fc.constantFrom(...HEADS), fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(bytes, ([head, rest]) => {
        const sniffed = sniff(bytesOf(head, rest));
        if ('failure' in sniffed) return;
        expect([null, ...ALL_VARIANTS]).toContain(sniffed.header.variant);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
