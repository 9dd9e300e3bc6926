import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { neutraliseOrientation } from '../../../src/formats/exif/neutralise-orientation.ts';
import { orientationOf, transpositionOf, UPRIGHT } from '../../../src/formats/exif/orientation.ts';
import type { ImageFormat } from '../../../src/formats/registry.ts';
import { bytesOf, JPEG_START, jpegSegment, u16le, u32le } from '../write-headers.ts';
import {
  LONG,
  ORIENTATION,
  eXIf,
  exif,
  jpegWith,
  pngWith,
  tiff,
  rotated,
  webpWith,
  xmp,
  xmpText,
} from './write-metadata.ts';

const ASCII = 2;
const XMP_6 = xmp(xmpText(6));

describe('types of EXIF orientation', () => {
  // the data of values of 8 bytes are behind the directory of one entry
  const BEHIND = u32le(26);
  const OTHERS = [
    ['BYTE', 1, bytesOf(6, 0, 0, 0), 1],
    ['ASCII', ASCII, bytesOf('6\0\0\0'), 1],
    ['RATIONAL', 5, BEHIND, 6],
    ['SBYTE', 6, bytesOf(6, 0, 0, 0), 6],
    ['UNDEFINED', 7, bytesOf(6, 0, 0, 0), 1],
    ['SSHORT', 8, bytesOf(6, 0, 0, 0), 6],
    ['SLONG', 9, bytesOf(6, 0, 0, 0), 6],
    ['SRATIONAL', 10, BEHIND, 6],
    ['FLOAT', 11, bytesOf(0, 0, 0xc0, 0x40), 6],
    ['DOUBLE', 12, BEHIND, 1],
    ['IFD', 13, bytesOf(6, 0, 0, 0), 6],
  ] as const;

  test.each(['II', 'MM'] as const)('R3 LONG counts as SHORT does, in byte order %s', (order) => {
    const bytes = jpegWith(exif(tiff([{ type: LONG, value: 6 }], order)));
    expect(orientationOf(bytes, 'jpeg')).toBe(6);
    const large = jpegWith(exif(tiff([{ type: LONG, value: 0x60006 }], order)));
    expect(orientationOf(large, 'jpeg')).toBe(1);
  });

  test.each(OTHERS)(
    'R3 %s counts by its value, and XMP does not',
    (_name, type, value, orientation) => {
      const body = exif(tiff([{ type, value }]), u32le(12), u32le(2));
      expect(orientationOf(jpegWith(body), 'jpeg')).toBe(orientation);
      expect(orientationOf(jpegWith(body, XMP_6), 'jpeg')).toBe(orientation);
    },
  );

  test.each([
    { what: 'none is as no entry', count: 0, orientation: 6 },
    { what: 'the first of two counts', count: 2, orientation: 3 },
  ])('R3 of values, $what', ({ count, orientation }) => {
    const bytes = jpegWith(exif(tiff([{ count, value: 3 }])), XMP_6);
    expect(orientationOf(bytes, 'jpeg')).toBe(orientation);
  });

  test.each([0, 1, 9])('R3 %d in EXIF stops XMP from counting', (value) => {
    expect(orientationOf(jpegWith(exif(rotated(value)), XMP_6), 'jpeg')).toBe(1);
  });

  test('R3 the last of two entries counts', () => {
    const bytes = jpegWith(exif(tiff([{ value: 6 }, { value: 3 }])));
    expect(orientationOf(bytes, 'jpeg')).toBe(3);
  });

  test('R3 an entry behind another with missing data does not count', () => {
    const make = { tag: 0x010f, type: ASCII, count: 5, value: u32le(0xffff) };
    expect(orientationOf(jpegWith(exif(tiff([make, { value: 6 }]))), 'jpeg')).toBe(1);
    expect(orientationOf(jpegWith(exif(tiff([{ value: 6 }, make]))), 'jpeg')).toBe(6);
  });

  test.each([
    { what: 'an unknown byte order', body: bytesOf('XX', rotated(6).subarray(2)) },
    { what: 'another number than 42', body: bytesOf('II+\0', rotated(6).subarray(4)) },
    { what: 'a header cut short', body: rotated(6).slice(0, 7) },
  ])('S10 is refused if it is in a TIFF structure with $what', ({ body }) => {
    const refused = { orientation: 1, failure: { code: 'corrupt' }, isCertain: true };
    const density = jpegSegment(0xe0, bytesOf('JFIF\0', u16le(1), 1, u16le(72), u16le(72)));
    const withDensity = bytesOf(JPEG_START, density, jpegWith(exif(body), XMP_6).subarray(2));
    expect(transpositionOf(withDensity, 'jpeg')).toMatchObject(refused);
    expect(transpositionOf(pngWith(eXIf(body)), 'png')).toMatchObject(refused);
    expect(transpositionOf(webpWith(8, ['EXIF', body]), 'webp')).toMatchObject(refused);
    // without a density Pillow meets the error when it opens the file, and ignores it and XMP from then on
    expect(transpositionOf(jpegWith(exif(body), XMP_6), 'jpeg')).toEqual(UPRIGHT);
  });

  test.each([
    { what: 'a directory outside', body: bytesOf('II', u16le(42), u32le(0xfffffff0), u16le(1)) },
    { what: 'fewer entries than it says', body: rotated(6).slice(0, 20) },
    { what: 'no bytes', body: bytesOf() },
  ])("R3 XMP's counts beside a TIFF structure with $what", ({ body }) => {
    expect(orientationOf(jpegWith(exif(body)), 'jpeg')).toBe(1);
    expect(orientationOf(jpegWith(exif(body), XMP_6), 'jpeg')).toBe(6);
  });
});

describe('neutraliseOrientation', () => {
  const LONG_8 = tiff([{ type: LONG, value: 8 }], 'MM');

  test.each<{ what: string; format: ImageFormat; write: (...b: Uint8Array[]) => Uint8Array }>([
    { what: 'segments', format: 'jpeg', write: (...b) => jpegWith(...b.map((x) => exif(x))) },
    {
      what: 'segments with two preambles',
      format: 'jpeg',
      write: (...b) => jpegWith(...b.map((x) => exif(exif(x)))),
    },
    {
      what: 'chunks',
      format: 'webp',
      write: (...b) => webpWith(8, ...b.map((x) => ['EXIF', x] as const)),
    },
    {
      what: 'chunks that the header does not promise',
      format: 'webp',
      write: (...b) => webpWith(null, ...b.map((x) => ['EXIF', x] as const)),
    },
  ])('R3 sets SHORT and LONG to 1 in all $what of a $format', ({ format, write }) => {
    const bytes = write(rotated(6), LONG_8, tiff([{ value: 3 }, { value: 5 }]));
    neutraliseOrientation(bytes, format);
    const upright = [rotated(1), tiff([{ type: LONG, value: 1 }], 'MM')];
    expect(bytes).toEqual(write(...upright, tiff([{ value: 1 }, { value: 1 }])));
  });

  test('R3 corrects the checksums of all changed chunks, and no others', () => {
    const bytes = pngWith(eXIf(rotated(6)), eXIf(LONG_8), eXIf(rotated(1)));
    neutraliseOrientation(bytes, 'png');
    const fitted = [rotated(1), tiff([{ type: LONG, value: 1 }], 'MM')].map((body) => {
      const chunk = eXIf(body);
      const end = chunk.length - 4;
      new DataView(chunk.buffer).setUint32(end, crc32(chunk.subarray(4, end)));
      return chunk;
    });
    expect(bytes).toEqual(pngWith(...fitted, eXIf(rotated(1))));
  });

  test.each([
    { what: 'other types', body: tiff([{ type: ASCII, value: bytesOf('6\0\0\0') }]) },
    { what: 'other tags', body: tiff([{ tag: ORIENTATION + 1, value: 6 }]) },
    { what: 'what is no TIFF structure', body: bytesOf('XX', rotated(6).subarray(2)) },
  ])('R3 does not change $what', ({ body }) => {
    const bytes = jpegWith(exif(body));
    neutraliseOrientation(bytes, 'jpeg');
    expect(bytes).toEqual(jpegWith(exif(body)));
  });
});
