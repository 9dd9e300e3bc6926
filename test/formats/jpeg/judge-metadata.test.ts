import { describe, expect, test } from 'vitest';

import { readJpegHead } from '../../../src/formats/jpeg/header.ts';
import { exif, tiff, type TiffEntry } from '../exif/write-metadata.ts';
import {
  bytesOf,
  JPEG_SCAN,
  JPEG_START,
  jpegFrame,
  jpegSegment,
  u16be,
  u16le,
  u32be,
  u32le,
} from '../write-headers.ts';

const [BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED] = [1, 2, 3, 4, 5, 7];

/** The failure's code, or `opened`. */
function verdictOn(...segments: readonly Uint8Array[]): string {
  const head = readJpegHead(bytesOf(JPEG_START, ...segments, jpegFrame(8, 8), JPEG_SCAN));
  return 'code' in head ? head.code : 'opened';
}

// each as Pillow 12.3.0 opens, or refuses, the file
describe('a JPEG with a resolution in its EXIF', () => {
  const UNIT = { tag: 0x0128, value: 2 };
  const resolution = (type: number, value: string | number, count = 1): TiffEntry => ({
    tag: 0x011a,
    type,
    count,
    value: typeof value === 'number' ? value : bytesOf(value.padEnd(4, '\0')),
  });
  const app1 = (...entries: readonly TiffEntry[]) => jpegSegment(0xe1, exif(tiff(entries)));
  const jfif = (unit: number, length = 14) =>
    jpegSegment(
      0xe0,
      bytesOf('JFIF\0', u16be(0x0101), unit, u32be(72), 0, 0, 0).subarray(0, length),
    );
  const DIGIT = app1(resolution(ASCII, '5', 2), UNIT);

  test.each([
    { what: 'an empty text', segments: [app1(resolution(ASCII, '', 1), UNIT)] },
    { what: 'a digit', segments: [DIGIT] },
    { what: 'a digit without a zero', segments: [app1(resolution(ASCII, '5'), UNIT)] },
    { what: 'a byte', segments: [app1(resolution(BYTE, '\x05'), UNIT)] },
    { what: 'a byte without a type', segments: [app1(resolution(UNDEFINED, '\0'), UNIT)] },
    { what: 'a digit in a directory that goes on in a second segment', segments: split(DIGIT) },
    { what: 'a digit, and a JFIF without a unit', segments: [jfif(0), DIGIT] },
    { what: 'a digit, and a JFIF of an unknown unit', segments: [jfif(3), DIGIT] },
    { what: 'a digit, and a JFIF without its densities', segments: [DIGIT, jfif(1, 11)] },
  ])('S11 is refused if that is $what', ({ segments }) => {
    expect(verdictOn(...segments)).toBe('corrupt');
  });

  test.each([
    { what: 'two digits', segments: [app1(resolution(ASCII, '72', 3), UNIT)] },
    { what: 'a letter', segments: [app1(resolution(ASCII, 'a', 2), UNIT)] },
    { what: 'two bytes', segments: [app1(resolution(BYTE, '\x05\0', 2), UNIT)] },
    { what: 'a number', segments: [app1(resolution(SHORT, 72), UNIT)] },
    { what: 'a fraction that is elsewhere', segments: [app1(resolution(RATIONAL, '\x08'), UNIT)] },
    { what: 'a digit without a unit', segments: [app1(resolution(ASCII, '5', 2))] },
    { what: 'a digit, and later a JFIF in inches', segments: [DIGIT, jfif(1)] },
    { what: 'a digit, and a JFIF in centimetres', segments: [jfif(2), DIGIT] },
    { what: 'a digit in a second EXIF', segments: [app1(UNIT), DIGIT] },
  ])('S11 is opened if that is $what', ({ segments }) => {
    expect(verdictOn(...segments)).toBe('opened');
  });

  function split(segment: Uint8Array) {
    const body = segment.subarray(4 + 6);
    return [body.subarray(0, 20), body.subarray(20)].map((part) => jpegSegment(0xe1, exif(part)));
  }
});

describe('a JPEG with an index of pictures', () => {
  const picture = (format = 0) => bytesOf(u32le(format << 24), new Uint8Array(12));

  /** The number of pictures, and their entries. */
  function index(number: number, entries: Uint8Array, about: Partial<TiffEntry> = {}) {
    const count = { tag: 0xb001, type: LONG, value: number };
    const dataAt = 8 + 2 + 2 * 12 + 4;
    const list = { tag: 0xb002, type: UNDEFINED, count: entries.length, value: u32le(dataAt) };
    return jpegSegment(0xe2, bytesOf('MPF\0', tiff([count, { ...list, ...about }]), entries));
  }

  const TWO = bytesOf(picture(), picture());

  test.each([
    { what: 'three pictures, and entries of two', segments: [index(3, TWO)] },
    { what: 'two, and a byte less', segments: [index(2, TWO.subarray(1))] },
    { what: 'one, and an entry that is cut', segments: [index(1, TWO.subarray(0, 15))] },
    { what: 'three in entries of type BYTE', segments: [index(3, TWO, { type: BYTE })] },
    { what: 'three, in the last of two indices', segments: [index(2, TWO), index(3, TWO)] },
  ])('S11 is refused if that names $what', ({ segments }) => {
    expect(verdictOn(...segments)).toBe('corrupt');
  });

  test.each([
    { what: 'two pictures, and entries of two', segments: [index(2, TWO)] },
    { what: 'none, and no entry', segments: [index(0, picture())] },
    {
      what: 'three, the second of another format',
      segments: [index(3, bytesOf(picture(), picture(1)))],
    },
    { what: 'three in entries of type ASCII', segments: [index(3, TWO, { type: ASCII })] },
    { what: 'three, and no entries', segments: [index(3, TWO, { tag: 0xb003 })] },
    { what: 'three, in the first of two indices', segments: [index(3, TWO), index(2, TWO)] },
    {
      what: 'three, in an index without a header',
      segments: [jpegSegment(0xe2, bytesOf('MPF\0', u16le(3)))],
    },
  ])('S11 is opened if that names $what', ({ segments }) => {
    expect(verdictOn(...segments)).toBe('opened');
  });
});
