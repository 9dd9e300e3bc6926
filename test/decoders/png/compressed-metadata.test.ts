import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import { crc32 } from '../../../src/core/crc32.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import {
  exif,
  pngChunk,
  pngWith,
  pngWithLast,
  rotated,
  xmpText,
} from '../../formats/exif/write-metadata.ts';
import { bytesOf } from '../../formats/write-headers.ts';
import { loadPngDecoder } from './load-png-decoder.ts';

const decoder = loadPngDecoder();

/** What the decoder says of the orientation of a PNG with a chunk, before and behind the pixels. */
async function transpositionsOf(chunk: Uint8Array, orientation: 'apply' | 'ignore' = 'apply') {
  const found = [];
  for (const bytes of [pngWith(checked(chunk)), pngWithLast(chunk)]) {
    const sniffed = sniff(bytes);
    if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
    const decoded = await decoder.decode(bytes, sniffed.header, { ...DEFAULT_RECIPE, orientation });
    if (decoded.kind !== 'pixels') throw new Error(JSON.stringify(decoded));
    decoded.close();
    found.push(decoded.transposition);
  }
  return found;
}

/** With its checksum, which Pillow wants before the pixels. */
function checked(chunk: Uint8Array) {
  const copy = chunk.slice();
  new DataView(copy.buffer).setUint32(copy.length - 4, crc32(copy.subarray(4, -4)));
  return copy;
}

const both = (orientation: number) => {
  const found = { orientation, failure: null, isCertain: true };
  return [found, found];
};

function profile(body: Uint8Array) {
  const hex = Buffer.from(exif(body)).toString('hex');
  return deflateSync(`\nexif\n      ${body.length}\n${hex}\n`);
}

const zTXt = (keyword: string, compressed: Uint8Array) =>
  pngChunk('zTXt', `${keyword}\0\0`, compressed);
const iTXt = (keyword: string, compressed: Uint8Array) =>
  pngChunk('iTXt', `${keyword}\0\x01\0\0\0`, compressed);

const RAW_PROFILE = 'Raw profile type exif';
const XMP = 'XML:com.adobe.xmp';

// each as by Pillow 12.3.0
describe('compressed metadata', () => {
  test.each([
    { what: 'EXIF', chunk: zTXt(RAW_PROFILE, profile(rotated(6))), orientation: 6 },
    {
      what: 'EXIF without a checksum',
      chunk: zTXt(RAW_PROFILE, profile(rotated(6)).subarray(0, -4)),
      orientation: 6,
    },
    { what: 'broken EXIF', chunk: zTXt(RAW_PROFILE, bytesOf('????')), orientation: 1 },
    { what: 'XMP in a zTXt', chunk: zTXt(XMP, deflateSync(xmpText(8))), orientation: 8 },
    { what: 'XMP', chunk: iTXt(XMP, deflateSync(xmpText(3))), orientation: 3 },
    { what: 'broken XMP', chunk: iTXt(XMP, bytesOf('????')), orientation: 1 },
    { what: 'another text', chunk: zTXt('Comment', deflateSync(xmpText(3))), orientation: 1 },
  ])('R3 of $what: $orientation', async ({ chunk, orientation }) => {
    expect(await transpositionsOf(chunk)).toEqual(both(orientation));
    expect(await transpositionsOf(chunk, 'ignore')).toEqual(both(1));
  });

  test.each([
    { what: 'EXIF that is not hexadecimal', chunk: zTXt(RAW_PROFILE, deflateSync('\n\n\nxx')) },
    { what: 'a text named exif', chunk: zTXt('exif', deflateSync(rotated(6))) },
    { what: 'a text named xmp', chunk: zTXt('xmp', deflateSync(xmpText(6))) },
  ])('S10 is refused: $what', async ({ chunk }) => {
    const refused = { orientation: 1, failure: { code: 'corrupt' }, isCertain: true };
    expect(await transpositionsOf(chunk)).toMatchObject([refused, refused]);
  });
});
