import { describe, expect, test } from 'vitest';

import { transpositionOf } from '../../../src/formats/exif/orientation.ts';
import { bytesOf, u16le, u32le } from '../write-headers.ts';
import { eXIf, exif, jpegWith, pngChunk, pngWith, tiff, webpWith } from './write-metadata.ts';

const [BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SLONG, SRATIONAL, FLOAT] = [
  1, 2, 3, 4, 5, 7, 9, 10, 11,
];
const [WIDTH, STRIPS, X_RESOLUTION, UNIT, SOFTWARE, XMP, EXIF_POINTER, GPS_POINTER] = [
  256, 273, 282, 296, 305, 700, 34665, 34853,
];
const EXPOSURE_BIAS = 37380;
const [LATITUDE_REF, LATITUDE] = [1, 2];

/** A tag, its type, the number of its values, and these. */
type Field = readonly [tag: number, type: number, count: number, values: Uint8Array];

/** A directory that begins at an offset of a little-endian structure. */
function directory(at: number, ...fields: readonly Field[]) {
  const dataAt = at + 2 + fields.length * 12 + 4;
  const data: Uint8Array[] = [];
  const entries = fields.map(([tag, type, count, values]) => {
    const place = dataAt + bytesOf(...data).length;
    if (values.length > 4) data.push(values);
    const inline = bytesOf(values, new Uint8Array(4)).subarray(0, 4);
    return bytesOf(
      u16le(tag),
      u16le(type),
      u32le(count),
      values.length > 4 ? u32le(place) : inline,
    );
  });
  return bytesOf(u16le(fields.length), ...entries, u32le(0), ...data);
}

const TURNED: Field = [0x0112, SHORT, 1, u16le(6)];
const HEADER = bytesOf('II*\0', u32le(8));

const withField = (...field: Field) => bytesOf(HEADER, directory(8, TURNED, field));

/** The field is in the directory that a tag points to. */
function withInner(pointer: number, ...field: Field) {
  const innerAt = 8 + 2 + 2 * 12 + 4;
  const first = directory(8, TURNED, [pointer, LONG, 1, u32le(innerAt)]);
  return bytesOf(HEADER, first, directory(innerAt, field));
}

const verdictOn = (body: Uint8Array) => {
  const { orientation, failure, isCertain } = transpositionOf(jpegWith(exif(body)), 'jpeg');
  expect(orientation).toBe(6);
  if (failure !== null) return 'refused';
  return isCertain ? 'written' : 'unclear';
};

const ratio = (numerator: number, denominator: number) =>
  bytesOf(u32le(numerator), u32le(denominator));

// each as by Pillow 12.3.0
describe('a turned image whose EXIF has another field', () => {
  test.each([
    { what: 'a usual unit', body: withField(UNIT, SHORT, 1, u16le(2)) },
    { what: 'a unit that is the name of one', body: withField(UNIT, ASCII, 5, bytesOf('inch\0')) },
    { what: 'a width of 2 bytes', body: withField(WIDTH, SHORT, 1, u16le(9)) },
    { what: 'a resolution of 0/0', body: withField(X_RESOLUTION, RATIONAL, 1, ratio(0, 0)) },
    { what: 'a resolution that is an integer', body: withField(X_RESOLUTION, SHORT, 1, u16le(72)) },
    { what: 'two units, of which the first is kept', body: withField(UNIT, SHORT, 2, u32le(2)) },
    { what: 'software that is a number', body: withField(SOFTWARE, LONG, 1, u32le(7)) },
    { what: 'XMP as bytes without a meaning', body: withField(XMP, UNDEFINED, 2, bytesOf('ab')) },
    { what: 'a tag that Pillow does not know', body: withField(60000, FLOAT, 1, u32le(0)) },
    { what: 'a type that it does not know', body: withField(UNIT, 14, 1, u16le(2)) },
    {
      what: 'a bias of -1/1',
      body: withInner(EXIF_POINTER, EXPOSURE_BIAS, SRATIONAL, 1, ratio(-1, 1)),
    },
    {
      what: 'a latitude',
      body: withInner(GPS_POINTER, LATITUDE, RATIONAL, 2, bytesOf(ratio(5, 1), ratio(1, 2))),
    },
    { what: 'a pointer that is no integer', body: withField(EXIF_POINTER, FLOAT, 1, u32le(0)) },
    { what: 'a pointer to nowhere', body: withField(EXIF_POINTER, LONG, 1, u32le(0xffff_fff0)) },
    { what: 'an offset of strips', body: withField(STRIPS, LONG, 1, u32le(0xffff_ff00)) },
  ])('R3 is turned: $what', ({ body }) => {
    expect(verdictOn(body)).toBe('written');
  });

  test.each([
    { what: 'a unit that is a text', body: withField(UNIT, ASCII, 2, bytesOf('2\0')) },
    { what: 'a unit of 3 bytes', body: withField(UNIT, LONG, 1, u32le(65_536)) },
    { what: 'a width that is a fraction', body: withField(WIDTH, FLOAT, 1, u32le(0)) },
    {
      what: 'a resolution that is a text',
      body: withField(X_RESOLUTION, ASCII, 3, bytesOf('72\0')),
    },
    { what: 'a resolution below 0', body: withField(X_RESOLUTION, SLONG, 1, u32le(-1)) },
    { what: 'software that is a fraction', body: withField(SOFTWARE, RATIONAL, 1, ratio(1, 2)) },
    { what: 'XMP that is a text', body: withField(XMP, ASCII, 2, bytesOf('a\0')) },
    { what: 'XMP of a number above 255', body: withField(XMP, SHORT, 1, u16le(256)) },
    {
      what: 'a bias of -1/0',
      body: withInner(EXIF_POINTER, EXPOSURE_BIAS, SRATIONAL, 1, ratio(-1, 0)),
    },
    {
      what: 'two references of a latitude',
      body: withInner(GPS_POINTER, LATITUDE_REF, SHORT, 2, u32le(1)),
    },
    {
      what: 'a latitude that is bytes',
      body: withInner(GPS_POINTER, LATITUDE, BYTE, 1, bytesOf(5)),
    },
    { what: 'a pointer below 0', body: withField(EXIF_POINTER, SLONG, 1, u32le(-1)) },
    { what: 'an offset of strips near 2^32', body: withField(STRIPS, LONG, 1, u32le(0xffff_fff0)) },
  ])('S10 is refused: $what', ({ body }) => {
    expect(verdictOn(body)).toBe('refused');
  });

  test('R6 is marked if Python may make a fraction of a text', () => {
    const text = (value: string) => withField(45575, ASCII, value.length, bytesOf(value));
    expect(verdictOn(text('2/3\0'))).toBe('unclear');
    expect(verdictOn(text('ab\0'))).toBe('refused');
  });
});

describe('a value that Pillow cannot write', () => {
  const body = withField(UNIT, ASCII, 2, bytesOf('2\0'));

  test('S10 is refused in every format', () => {
    const hex = Buffer.from(exif(body)).toString('hex');
    const failure = { code: 'corrupt' };
    expect(transpositionOf(pngWith(eXIf(body)), 'png')).toMatchObject({ failure });
    const text = pngChunk('tEXt', 'Raw profile type exif\0', `\nexif\n${body.length}\n${hex}\n`);
    expect(transpositionOf(pngWith(text), 'png')).toMatchObject({ failure });
    expect(transpositionOf(webpWith(8, ['EXIF', body]), 'webp')).toMatchObject({ failure });
  });

  test('R3 has no effect on an image that is upright', () => {
    const upright = tiff([
      { value: 1 },
      { tag: UNIT, type: ASCII, count: 2, value: bytesOf('2\0\0\0') },
    ]);
    const { failure } = transpositionOf(jpegWith(exif(upright)), 'jpeg');
    expect(failure).toBeNull();
  });
});
