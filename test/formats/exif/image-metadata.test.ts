import { describe, expect, test } from 'vitest';
import { orientationOf } from '../../../src/formats/exif/orientation.ts';
import { JPEG_START, bytesOf, jpegFrame, jpegSegment, u32le } from '../write-headers.ts';
import {
  eXIf,
  exif,
  jpegWith,
  pngChunk,
  pngWith,
  pngWithLast,
  tiff,
  rotated,
  webpWith,
  xmp,
  xmpText,
} from './write-metadata.ts';

/** The orientation that Pillow 12.3.0 was seen to use; null if it refuses the file, or if this is not read here. */
interface Case {
  readonly what: string;
  readonly orientation: number | null;
}

const XMP_6 = xmp(xmpText(6));
const NOTHING = tiff([]);

describe('JPEG', () => {
  const split = rotated(6);

  test.each<Case & { app1: readonly Uint8Array[] }>([
    { what: 'EXIF with its preamble twice', app1: [exif(exif(rotated(6)))], orientation: 6 },
    {
      what: 'EXIF that goes on in a second segment',
      app1: [exif(split.subarray(0, 12)), exif(split.subarray(12))],
      orientation: 6,
    },
    {
      what: 'a second EXIF, which is but appended',
      app1: [exif(NOTHING), exif(rotated(3))],
      orientation: 1,
    },
    { what: 'XMP twice, the last of which counts', app1: [XMP_6, xmp(xmpText(3))], orientation: 3 },
    { what: 'XMP twice, the last without', app1: [XMP_6, xmp('')], orientation: 1 },
  ])('R3 of $what is $orientation', ({ app1, orientation }) => {
    expect(orientationOf(jpegWith(...app1), 'jpeg')).toBe(orientation);
  });

  test.each([
    ['fill bytes', bytesOf(0xff, 0xff)],
    ['junk', bytesOf(0, 1, 0xff, 0)],
    ['a restart marker', bytesOf(0xff, 0xd0)],
  ])('R3 is read behind %s', (_what, between) => {
    const segment = jpegSegment(0xe1, exif(rotated(6)));
    const comment = jpegSegment(0xfe, bytesOf('hi'));
    const bytes = bytesOf(JPEG_START, comment, between, segment, jpegFrame(8, 8));
    expect(orientationOf(bytes, 'jpeg')).toBe(6);
  });
});

const XMP_NAME = 'XML:com.adobe.xmp\0';
const itxt = (text: string, flag = '\0') =>
  pngChunk('iTXt', XMP_NAME, `${flag}\0en\0Xmp\0`, bytesOf(text));

const itxtNamed = (keyword: string) => pngChunk('iTXt', `${keyword}\0\0\0\0\0`, rotated(6));
const unknown = pngChunk('iTXt', XMP_NAME, '\x01\x01\0\0', xmpText(6));

/** EXIF in a text, as ImageMagick writes it. */
function rawProfile(body: Uint8Array, more = '') {
  const digits = Buffer.from(body).toString('hex');
  const text = `\nexif\n      ${body.length}\n${digits.slice(0, 72)}\n${digits.slice(72)}${more}\n`;
  return pngChunk('tEXt', 'Raw profile type exif\0', text);
}

describe('PNG', () => {
  const animated = pngChunk('acTL', bytesOf(0, 0, 0, 2, 0, 0, 0, 0));
  const CASES: readonly (Case & { chunks: readonly Uint8Array[] })[] = [
    { what: 'eXIf', chunks: [eXIf(rotated(6))], orientation: 6 },
    { what: "eXIf with JPEG's preamble", chunks: [eXIf(exif(rotated(6)))], orientation: 6 },
    {
      what: 'two eXIf, the last of which counts',
      chunks: [eXIf(rotated(6)), eXIf(rotated(3))],
      orientation: 3,
    },
    { what: 'a raw profile', chunks: [rawProfile(exif(rotated(6)))], orientation: 6 },
    {
      what: 'a raw profile beside an eXIf that has none',
      chunks: [rawProfile(exif(rotated(6))), eXIf(NOTHING)],
      orientation: 1,
    },
    {
      what: 'a raw profile that is not hexadecimal',
      chunks: [rawProfile(rotated(6), 'zz')],
      orientation: null,
    },
    {
      what: 'a raw profile of half a byte too much',
      chunks: [rawProfile(rotated(6), '0')],
      orientation: null,
    },
    {
      what: 'a compressed raw profile',
      chunks: [pngChunk('zTXt', 'Raw profile type exif\0\0?')],
      orientation: null,
    },
    {
      what: 'a compressed raw profile beside an eXIf',
      chunks: [pngChunk('zTXt', 'Raw profile type exif\0\0?'), eXIf(rotated(6))],
      orientation: 6,
    },
    {
      what: 'a raw profile of another kind',
      chunks: [pngChunk('tEXt', 'Raw profile type APP1\0?')],
      orientation: 1,
    },
    { what: 'XMP', chunks: [itxt(xmpText(6))], orientation: 6 },
    { what: 'XMP that is not UTF-8', chunks: [itxt(`\xff${xmpText(6)}`)], orientation: 6 },
    {
      what: 'XMP twice, the last of which counts',
      chunks: [itxt(`\xff${xmpText(6)}`), itxt(xmpText(3))],
      orientation: 3,
    },
    {
      what: 'XMP twice, the last of which is not UTF-8 and does not count',
      chunks: [itxt(xmpText(3)), itxt(`\xff${xmpText(6)}`)],
      orientation: 3,
    },
    { what: 'compressed XMP', chunks: [itxt('?', '\x01')], orientation: null },
    {
      what: 'compressed XMP beside an eXIf',
      chunks: [itxt('?', '\x01'), eXIf(rotated(6))],
      orientation: 6,
    },
    {
      what: 'XMP in a tEXt',
      chunks: [pngChunk('tEXt', XMP_NAME, xmpText(6))],
      orientation: 6,
    },
    { what: 'XMP in a zTXt', chunks: [pngChunk('zTXt', XMP_NAME, '\0?')], orientation: null },
    {
      what: 'XMP in an iTXt without its fields',
      chunks: [pngChunk('iTXt', XMP_NAME, '\0\0')],
      orientation: 1,
    },
    { what: 'XMP in an unknown compression', chunks: [unknown], orientation: 1 },
    {
      what: 'a text named exif',
      chunks: [pngChunk('tEXt', 'exif\0', rotated(6))],
      orientation: 6,
    },
    {
      what: 'a text named exif, of no EXIF',
      chunks: [pngChunk('tEXt', 'exif\0', '?')],
      orientation: null,
    },
    { what: 'an international text named exif', chunks: [itxtNamed('exif')], orientation: null },
    { what: 'a text named xmp', chunks: [pngChunk('tEXt', 'xmp\0', '?')], orientation: null },
    { what: 'an empty text named xmp', chunks: [pngChunk('tEXt', 'xmp\0')], orientation: 1 },
    {
      what: 'a text named xmp beside an eXIf',
      chunks: [pngChunk('tEXt', 'xmp\0', '?'), eXIf(rotated(6))],
      orientation: 6,
    },
    {
      what: 'any other text',
      chunks: [pngChunk('tEXt', 'Comment\0', 'hi'), pngChunk('zTXt', 'Title\0\0?')],
      orientation: 1,
    },
  ];

  test.each(CASES)('R3 of $what is $orientation', ({ chunks, orientation }) => {
    expect(orientationOf(pngWith(...chunks), 'png')).toBe(orientation);
    expect(orientationOf(pngWithLast(...chunks), 'png')).toBe(orientation);
  });

  test('R3 is read up to the second picture of an animation', () => {
    const frame = pngChunk('fcTL', new Uint8Array(26));
    const [turned, whole] = [eXIf(rotated(6)), pngWithLast(frame, eXIf(rotated(6)))];
    const behindHeader = 8 + 12 + 13;
    const withChunks = (...chunks: readonly Uint8Array[]) =>
      bytesOf(whole.subarray(0, behindHeader), ...chunks, whole.subarray(behindHeader));
    expect(orientationOf(pngWith(animated, turned), 'png')).toBe(6);
    expect(orientationOf(pngWithLast(turned), 'png')).toBe(6);
    expect(orientationOf(withChunks(animated), 'png')).toBe(1);
    expect(orientationOf(withChunks(animated, turned), 'png')).toBe(6);
    // announced twice, or of one picture: no animation, and read to the end
    expect(orientationOf(withChunks(animated, animated), 'png')).toBe(6);
    const one = pngChunk('acTL', bytesOf(0, 0, 0, 1, 0, 0, 0, 0));
    expect(orientationOf(withChunks(one, frame), 'png')).toBe(6);
    expect(orientationOf(withChunks(one), 'png')).toBe(1);
  });

  test('R3 is not read behind the end', () => {
    expect(orientationOf(bytesOf(pngWith(), eXIf(rotated(6))), 'png')).toBe(1);
  });
});

describe('WebP', () => {
  const [EXIF_FLAG, XMP_FLAG] = [8, 4];
  const exif6 = ['EXIF', rotated(6)] as const;
  const exif3 = ['EXIF', rotated(3)] as const;
  const xmp6 = ['XMP ', bytesOf(xmpText(6))] as const;
  const image = ['VP8L', bytesOf(1, 2, 3)] as const;

  test.each<Case & { bytes: Uint8Array }>([
    { what: 'EXIF', bytes: webpWith(EXIF_FLAG, image, exif6), orientation: 6 },
    { what: 'EXIF before the image', bytes: webpWith(EXIF_FLAG, exif6, image), orientation: 6 },
    {
      what: "EXIF with JPEG's preamble",
      bytes: webpWith(EXIF_FLAG, image, ['EXIF', exif(rotated(6))]),
      orientation: 6,
    },
    {
      what: 'two EXIF, the first of which counts',
      bytes: webpWith(EXIF_FLAG, image, exif6, exif3),
      orientation: 6,
    },
    { what: 'XMP', bytes: webpWith(XMP_FLAG, image, xmp6), orientation: 6 },
    {
      what: 'XMP beside an empty EXIF',
      bytes: webpWith(EXIF_FLAG | XMP_FLAG, image, ['EXIF', bytesOf()], xmp6),
      orientation: 6,
    },
    {
      what: 'chunks that the header does not promise',
      bytes: webpWith(0, image, exif6, xmp6),
      orientation: 1,
    },
    {
      what: 'EXIF in a frame of an animation',
      bytes: webpWith(EXIF_FLAG, [
        'ANMF',
        bytesOf(new Uint8Array(16), webpWith(null, exif6).subarray(12)),
      ]),
      orientation: 6,
    },
    { what: 'chunks without a header', bytes: webpWith(null, image, exif6, xmp6), orientation: 1 },
    {
      what: 'EXIF behind the end of the container',
      bytes: bytesOf(webpWith(EXIF_FLAG, image), 'EXIF', u32le(26), rotated(6)),
      orientation: 1,
    },
  ])('R3 of $what is $orientation', ({ bytes, orientation }) => {
    expect(orientationOf(bytes, 'webp')).toBe(orientation);
  });
});
