import { describe, expect, it } from 'vitest';

import type { ImageFormat } from '../../src/formats/registry.ts';
import { specOf } from '../../src/formats/specs.ts';
import { readFixture } from '../core/read-fixture.ts';
import { avifHeader, bytesOf, u16le, u32be, u32le, webpOf } from './write-headers.ts';

function png(colourType: number, ...chunks: readonly (readonly [string, Uint8Array])[]) {
  const header = bytesOf('\x89PNG\r\n\x1a\n', u32be(13), 'IHDR', u32be(4), u32be(4), 8, colourType);
  const written = [...chunks, ['IDAT', bytesOf(1)] as const].map(([type, body]) =>
    bytesOf(u32be(body.length), type, body, u32be(0)),
  );
  return bytesOf(header, 0, 0, 0, u32be(0), ...written);
}

function gif(...blocks: readonly Uint8Array[]) {
  return bytesOf('GIF89a', u16le(4), u16le(4), 0x80, 0, 0, new Uint8Array(6), ...blocks);
}

const GIF_PICTURE = bytesOf(0x2c, new Uint8Array(8), 0, 2);
const control = (flags: number) => bytesOf(0x21, 0xf9, 4, flags, 0, 0, 0, 0);

function bmp(headerBytes: number, bits: number, compression: number, masks: readonly number[]) {
  const start = bytesOf('BM', new Uint8Array(12), u32le(headerBytes), u32le(4), u32le(4));
  const remaining = bytesOf(u16le(1), u16le(bits), u32le(compression), new Uint8Array(20));
  return bytesOf(start, remaining, ...masks.map(u32le), new Uint8Array(100));
}

const PALETTE = ['PLTE', new Uint8Array(6)] as const;

const hasAlpha = (bytes: Uint8Array, format: ImageFormat) => specOf(format).hasAlpha(bytes);

/** What Pillow 12.3.0's `has_transparency_data` says of such files. */
const CASES: readonly (readonly [string, ImageFormat, Uint8Array, boolean])[] = [
  ['PNG of RGB', 'png', png(2), false],
  ['PNG of RGBA', 'png', png(6), true],
  ['PNG of grey and alpha', 'png', png(4), true],
  ['PNG of RGB with a transparent colour', 'png', png(2, ['tRNS', new Uint8Array(6)]), true],
  ['PNG of a palette', 'png', png(3, PALETTE), false],
  ['PNG with a transparent entry', 'png', png(3, PALETTE, ['tRNS', bytesOf(255, 0)]), true],
  ['PNG with opaque entries alone', 'png', png(3, PALETTE, ['tRNS', bytesOf(255, 255)]), false],
  ['PNG with a tRNS behind its pixels', 'png', bytesOf(png(2), u32be(6), 'tRNS'), false],
  ['lossy WebP', 'webp', webpOf('VP8 ', new Uint8Array(10)), false],
  ['WebP that says so', 'webp', webpOf('VP8X', bytesOf(0x10, new Uint8Array(9))), true],
  ['WebP that does not', 'webp', webpOf('VP8X', new Uint8Array(10)), false],
  ['lossless WebP with alpha', 'webp', webpOf('VP8L', bytesOf(0x2f, 0, 0, 0, 0x10)), true],
  ['lossless WebP without', 'webp', webpOf('VP8L', bytesOf(0x2f, 0, 0, 0, 0)), false],
  ['GIF', 'gif', gif(GIF_PICTURE), false],
  ['GIF with a transparent colour', 'gif', gif(control(1), GIF_PICTURE), true],
  ['GIF with another flag', 'gif', gif(control(8), GIF_PICTURE), false],
  ['GIF with one in its second picture', 'gif', gif(GIF_PICTURE, control(1)), false],
  ['BMP of 24 bits', 'bmp', bmp(40, 24, 0, []), false],
  ['BMP of 32 bits', 'bmp', bmp(40, 32, 0, []), false],
  ['BMP with masks', 'bmp', bmp(124, 32, 3, [0xff0000, 0xff00, 0xff, 0xff000000]), true],
  ['BMP without alpha’s', 'bmp', bmp(124, 32, 3, [0xff0000, 0xff00, 0xff, 0]), false],
  ['BMP with a short header', 'bmp', bmp(40, 32, 3, [0xff0000, 0xff00, 0xff, 0xff000000]), false],
  ['AVIF', 'avif', avifHeader(['avif'], [[4, 4]]), false],
  [
    'AVIF with an alpha image',
    'avif',
    bytesOf(avifHeader(['avif'], [[4, 4]]), 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha'),
    true,
  ],
];

describe('hasAlpha', () => {
  for (const [name, format, bytes, expected] of CASES) {
    it(`S1 ${name}: ${expected ? 'has' : 'has no'} alpha`, () => {
      expect(hasAlpha(bytes, format)).toBe(expected);
    });
  }

  it('S1 recognises alpha in files that Pillow wrote', () => {
    expect(hasAlpha(readFixture('images/alpha.png'), 'png')).toBe(true);
    expect(hasAlpha(readFixture('images/alpha.webp'), 'webp')).toBe(true);
    expect(hasAlpha(readFixture('images/palette.png'), 'png')).toBe(false);
    expect(hasAlpha(readFixture('images/quadrants.gif'), 'gif')).toBe(false);
  });

  it('S2 reads cut files and endless chunks without harm', () => {
    for (const [, format, bytes] of CASES) {
      for (let end = 0; end <= bytes.length; end++) {
        expect(typeof hasAlpha(bytes.subarray(0, end), format)).toBe('boolean');
      }
    }
    // a chunk of nearly 4 GiB, and a picture of nothing but blocks without bytes
    expect(hasAlpha(bytesOf(png(2).subarray(0, 33), u32be(0xffffffff), 'tEXt'), 'png')).toBe(false);
    const blocks = Array.from({ length: 20_000 }, () => bytesOf(0x21, 0xfe, 0));
    expect(hasAlpha(gif(...blocks), 'gif')).toBe(false);
  });
});
