import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutraliseOrientation } from '../../../src/formats/exif/neutralise-orientation.ts';
import { orientationOf, uprightTransform } from '../../../src/formats/exif/orientation.ts';
import type { ImageFormat } from '../../../src/formats/registry.ts';
import { readFixture } from '../../core/read-fixture.ts';
import { JPEG_START, bytesOf, jpegSegment } from '../write-headers.ts';
import { exif, jpegWith, tiff, rotated, xmp } from './write-metadata.ts';

interface Rotated {
  readonly file: string;
  readonly format: ImageFormat;
  readonly orientation: number;
}

const ROTATED_BY_EXIF: readonly Rotated[] = [
  { file: 'rotated-3.webp', format: 'webp', orientation: 3 },
  { file: 'rotated-6.jpg', format: 'jpeg', orientation: 6 },
  { file: 'rotated-6-big-endian.jpg', format: 'jpeg', orientation: 6 },
  { file: 'rotated-8.png', format: 'png', orientation: 8 },
];
const ROTATED_BY_XMP: Rotated = { file: 'rotated-xmp-6.jpg', format: 'jpeg', orientation: 6 };
const ROTATED = [...ROTATED_BY_EXIF, ROTATED_BY_XMP];

const UPRIGHT: readonly Omit<Rotated, 'orientation'>[] = [
  { file: 'quadrants.jpg', format: 'jpeg' },
  { file: 'quadrants.png', format: 'png' },
  { file: 'quadrants.webp', format: 'webp' },
  { file: 'quadrants-lossy.webp', format: 'webp' },
  { file: 'quadrants.gif', format: 'gif' },
  { file: 'quadrants.bmp', format: 'bmp' },
];

describe('orientationOf', () => {
  test.each(ROTATED)('R3 of $file is $orientation', ({ file, format, orientation }) => {
    expect(orientationOf(readFixture(`images/${file}`), format)).toBe(orientation);
  });

  test.each(UPRIGHT)('R3 of $file, which has none, is 1', ({ file, format }) => {
    expect(orientationOf(readFixture(`images/${file}`), format)).toBe(1);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('R3 %d is read in both byte orders', (value) => {
    const other = { tag: 0x010f, value: 5 };
    const entries = [other, { value }, other];
    expect(orientationOf(jpegWith(exif(tiff(entries, 'II'))), 'jpeg')).toBe(value);
    expect(orientationOf(jpegWith(exif(tiff(entries, 'MM'))), 'jpeg')).toBe(value);
  });

  test.each([0, 9, 65535])('R3 %d is no orientation', (value) => {
    const bytes = jpegWith(exif(rotated(value)));
    expect(orientationOf(bytes, 'jpeg')).toBe(1);
  });

  const XMP_6 = xmp('<rdf:Description tiff:Orientation="6"/>');

  test.each([
    { what: 'as an attribute', app1: [XMP_6], orientation: 6 },
    {
      what: 'as an element',
      app1: [xmp('<tiff:Orientation>8</tiff:Orientation>')],
      orientation: 8,
    },
    { what: 'beside EXIF without it', app1: [exif(tiff([])), XMP_6], orientation: 6 },
    {
      what: 'after an EXIF that says otherwise: EXIF counts',
      app1: [exif(rotated(3)), XMP_6],
      orientation: 3,
    },
    {
      what: 'before an EXIF that says otherwise: EXIF counts',
      app1: [XMP_6, exif(rotated(3))],
      orientation: 3,
    },
    {
      what: 'against an EXIF that says 1: EXIF counts',
      app1: [exif(rotated(1)), XMP_6],
      orientation: 1,
    },
    { what: 'of 9', app1: [xmp('tiff:Orientation="9"')], orientation: 1 },
    { what: 'without a value', app1: [xmp('tiff:Orientation=""')], orientation: 1 },
  ])('R3 XMP $what', ({ app1, orientation }) => {
    expect(orientationOf(jpegWith(...app1), 'jpeg')).toBe(orientation);
  });

  test('R3 is not read behind the start of the image data', () => {
    const data = bytesOf(0xff, 0xda, 0, 2);
    const late = jpegSegment(0xe1, exif(rotated(6)));
    expect(orientationOf(bytesOf(JPEG_START, data, late), 'jpeg')).toBe(1);
  });
});

/** Places at which two files of one length differ. */
function differences(a: Uint8Array, b: Uint8Array): readonly number[] {
  expect(a).toHaveLength(b.length);
  return [...a.keys()].filter((at) => a[at] !== b[at]);
}

describe('neutraliseOrientation', () => {
  test.each(ROTATED_BY_EXIF.filter(({ format }) => format !== 'png'))(
    'R3 changes one byte of $file, and it is read as 1 then',
    ({ file, format, orientation }) => {
      const before = readFixture(`images/${file}`);
      const bytes = before.slice();
      neutraliseOrientation(bytes, format);
      const changed = differences(bytes, before);
      expect(changed.map((at) => [before[at], bytes[at]])).toEqual([[orientation, 1]]);
      expect(orientationOf(bytes, format)).toBe(1);
    },
  );

  test("R3 changes the value and the chunk's checksum in rotated-8.png", () => {
    const before = readFixture('images/rotated-8.png');
    const bytes = before.slice();
    neutraliseOrientation(bytes, 'png');
    expect(orientationOf(bytes, 'png')).toBe(1);

    const type = Buffer.from(bytes).indexOf('eXIf', 0, 'latin1');
    const view = new DataView(bytes.buffer);
    const checksumAt = type + 4 + view.getUint32(type - 4);
    expect(view.getUint32(checksumAt)).toBe(crc32(bytes.subarray(type, checksumAt)));

    const [value, ...checksum] = differences(bytes, before);
    expect([before[value ?? -1], bytes[value ?? -1]]).toEqual([8, 1]);
    expect(checksum.length).toBeGreaterThan(0);
    expect(checksum.every((at) => at >= checksumAt && at < checksumAt + 4)).toBe(true);
  });

  test.each([...UPRIGHT, ROTATED_BY_XMP])('R3 does not change $file', ({ file, format }) => {
    const before = readFixture(`images/${file}`);
    const bytes = before.slice();
    neutraliseOrientation(bytes, format);
    expect(bytes).toEqual(before);
  });

  test('R3 works on a view into a larger buffer, and changes nothing else in it', () => {
    const file = readFixture('images/rotated-6.jpg');
    const buffer = new Uint8Array(file.length + 200).fill(0xaa);
    const view = buffer.subarray(100, 100 + file.length);
    view.set(file);
    neutraliseOrientation(view, 'jpeg');
    expect(orientationOf(view, 'jpeg')).toBe(1);
    expect(buffer.subarray(0, 100)).toEqual(new Uint8Array(100).fill(0xaa));
    expect(buffer.subarray(-100)).toEqual(new Uint8Array(100).fill(0xaa));
  });
});

describe('damaged files', () => {
  const damage = fc.record({
    rotated: fc.constantFrom(...ROTATED),
    cutTo: fc.double({ min: 0, max: 4, noNaN: true }),
    changes: fc.array(fc.tuple(fc.nat({ max: 400 }), fc.integer({ min: 0, max: 255 })), {
      maxLength: 8,
    }),
  });

  test('R3 never throw, and get at most a value and a checksum changed', () => {
    const wholes = new Map(ROTATED.map(({ file }) => [file, readFixture(`images/${file}`)]));
    fc.assert(
      fc.property(damage, ({ rotated: { file, format }, cutTo, changes }) => {
        const whole = wholes.get(file) ?? new Uint8Array(0);
        const before = whole.slice(0, Math.round(cutTo * whole.length));
        // WebP's EXIF is at the end of the file, the others' at its beginning
        for (const [at, value] of changes) {
          if (before.length > 0) before[at % before.length] = value;
        }
        expect([1, 2, 3, 4, 5, 6, 7, 8, null]).toContain(orientationOf(before, format));
        const bytes = before.slice();
        neutraliseOrientation(bytes, format);
        expect(differences(bytes, before).length).toBeLessThanOrEqual(format === 'png' ? 8 : 4);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });
});

describe('uprightTransform', () => {
  // EXIF 2.3, 4.6.4 A: where the stored corners are to be seen
  test.each([
    { orientation: 1, topLeft: 'top left', topRight: 'top right', bottomLeft: 'bottom left' },
    { orientation: 2, topLeft: 'top right', topRight: 'top left', bottomLeft: 'bottom right' },
    { orientation: 3, topLeft: 'bottom right', topRight: 'bottom left', bottomLeft: 'top right' },
    { orientation: 4, topLeft: 'bottom left', topRight: 'bottom right', bottomLeft: 'top left' },
    { orientation: 5, topLeft: 'top left', topRight: 'bottom left', bottomLeft: 'top right' },
    { orientation: 6, topLeft: 'top right', topRight: 'bottom right', bottomLeft: 'top left' },
    { orientation: 7, topLeft: 'bottom right', topRight: 'top right', bottomLeft: 'bottom left' },
    { orientation: 8, topLeft: 'bottom left', topRight: 'top left', bottomLeft: 'bottom right' },
  ])(
    'R3 $orientation shows the stored top left at the $topLeft',
    ({ orientation, topLeft, topRight, bottomLeft }) => {
      const upright = uprightTransform(orientation, 30, 20);
      const [a, b, c, d, e, f] = upright.transform;
      /** The corner in which the middle of a stored pixel lands. */
      const cornerOf = (x: number, y: number): string => {
        const [toX, toY] = [a * x + c * y + e, b * x + d * y + f];
        const row = new Map([
          [0.5, 'top'],
          [upright.height - 0.5, 'bottom'],
        ]).get(toY);
        const column = new Map([
          [0.5, 'left'],
          [upright.width - 0.5, 'right'],
        ]).get(toX);
        return `${row} ${column}`;
      };
      expect([cornerOf(0.5, 0.5), cornerOf(29.5, 0.5), cornerOf(0.5, 19.5)]).toEqual([
        topLeft,
        topRight,
        bottomLeft,
      ]);
      const isTurned = orientation >= 5;
      expect([upright.width, upright.height]).toEqual(isTurned ? [20, 30] : [30, 20]);
    },
  );
});
