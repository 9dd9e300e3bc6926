import { describe, expect, test } from 'vitest';

import { readJpegHead } from '../../../src/formats/jpeg/header.ts';
import {
  JPEG_END,
  JPEG_SCAN,
  JPEG_START,
  bytesOf,
  jpegFrame,
  jpegSegment,
  u16be,
  u32be,
} from '../write-headers.ts';

/** Size and number of components in short, or the failure's code. */
function summaryOf(...parts: readonly (string | number | Uint8Array)[]): string {
  const head = readJpegHead(bytesOf(JPEG_START, ...parts));
  return 'code' in head ? head.code : `${head.width} × ${head.height} × ${head.components.length}`;
}

const EXIF_WITH_THUMBNAIL = jpegSegment(
  0xe1,
  bytesOf('Exif\0\0', JPEG_START, jpegFrame(160, 120), JPEG_END),
);
const LONG_APP2 = jpegSegment(0xe2, new Uint8Array(0xffff - 2).fill(0xff));
const FRAME = jpegFrame(640, 480);

function frameOf(precision: number, components: number, marker = 0xc0) {
  const each = Array.from({ length: components }, (_, i) => bytesOf(i + 1, 0x11, 0));
  return jpegSegment(marker, bytesOf(precision, u16be(480), u16be(640), components, ...each));
}

/** A resource block of Photoshop. */
function resource(code: number, name: string, body: string) {
  return bytesOf('8BIM', u16be(code), name.length, name, u32be(body.length), body);
}

/** Its number, and the number of parts. */
const profilePart = (...numbers: readonly number[]) =>
  jpegSegment(0xe2, bytesOf('ICC_PROFILE\0', ...numbers));

const photoshop = (...blocks: readonly Uint8Array[]) =>
  jpegSegment(0xed, bytesOf('Photoshop 3.0\0', ...blocks));

// each line as Pillow 12.3.0 opens, or refuses, a file with these segments
describe('a header that Pillow reads', () => {
  test.each([
    { what: 'a frame at once', parts: [FRAME] },
    { what: 'fill bytes before markers', parts: [0xff, 0xff, LONG_APP2, 0xff, 0xff, 0xff, FRAME] },
    { what: 'a thumbnail in its EXIF', parts: [EXIF_WITH_THUMBNAIL, FRAME] },
    { what: 'long segments before the frame', parts: [LONG_APP2, LONG_APP2, LONG_APP2, FRAME] },
    { what: 'Huffman tables (C4) before the frame', parts: [jpegFrame(1, 2, 0xc4), FRAME] },
    { what: 'arithmetic coding (CC) before it', parts: [jpegFrame(1, 2, 0xcc), FRAME] },
    { what: 'a bare reserved marker (C8) before it', parts: [0xff, 0xc8, FRAME] },
    { what: 'a restart marker before it', parts: [0xff, 0xd0, FRAME] },
    { what: 'an end before it', parts: [JPEG_END, FRAME] },
    { what: 'garbage between segments', parts: [LONG_APP2, 'junk', 0xff, 0, 'junk', FRAME] },
    { what: 'a frame before its own', parts: [jpegFrame(7, 9), FRAME] },
    { what: 'a segment of length 1', parts: [0xff, 0xe0, 0, 1, FRAME] },
    { what: 'a progressive frame (C2)', parts: [jpegFrame(640, 480, 0xc2)] },
    { what: 'an extended frame (C1)', parts: [jpegFrame(640, 480, 0xc1)] },
    { what: 'a lossless frame (C3)', parts: [jpegFrame(640, 480, 0xc3)] },
    { what: 'an arithmetic frame (C9)', parts: [jpegFrame(640, 480, 0xc9)] },
    { what: 'two quantisation tables', parts: [jpegSegment(0xdb, new Uint8Array(130)), FRAME] },
    { what: 'one of 16 bits', parts: [jpegSegment(0xdb, bytesOf(16, 'x'.repeat(128))), FRAME] },
    {
      what: 'JFIF with a version only',
      parts: [jpegSegment(0xe0, bytesOf('JFIF\0\x01\x01')), FRAME],
    },
    {
      what: 'resources of Photoshop',
      parts: [photoshop(resource(1, '', 'odd'), new Uint8Array(1), resource(2, 'ab', '')), FRAME],
    },
    { what: 'a resource that ends in its code', parts: [photoshop(bytesOf('8BIM', 4)), FRAME] },
    {
      what: 'a part of a profile',
      parts: [jpegSegment(0xe2, bytesOf('ICC_PROFILE\0\x01\x02')), FRAME],
    },
    {
      what: 'a cut part of a profile that does not come first by its number',
      parts: [profilePart(2), profilePart(1, 2), FRAME],
    },
    { what: 'a cut part of a profile behind its frame', parts: [FRAME, profilePart()] },
  ])('S1 with $what', ({ parts }) => {
    expect(summaryOf(...parts, JPEG_SCAN)).toBe('640 × 480 × 3');
  });

  test('S1 of the largest possible size', () => {
    expect(summaryOf(jpegFrame(65535, 65534), JPEG_SCAN)).toBe('65535 × 65534 × 3');
  });

  test('S1 has the offset of the data, the sampling factors and the restart interval', () => {
    const restarts = jpegSegment(0xdd, bytesOf(1, 2));
    const bytes = bytesOf(JPEG_START, LONG_APP2, FRAME, restarts, 0xff, JPEG_SCAN);
    expect(readJpegHead(bytes)).toEqual({
      width: 640,
      height: 480,
      frameMarker: 0xc0,
      components: [
        { id: 1, hSamp: 2, vSamp: 2 },
        { id: 2, hSamp: 1, vSamp: 1 },
        { id: 3, hSamp: 1, vSamp: 1 },
      ],
      restartInterval: 258,
      scanAt: bytes.length - JPEG_SCAN.length,
    });
  });
});

describe('a header that Pillow refuses', () => {
  test.each([
    { what: 'ends after a segment', parts: [LONG_APP2], code: 'truncated' },
    { what: 'ends within a segment', parts: [LONG_APP2.subarray(0, 99)], code: 'truncated' },
    { what: 'ends within its frame', parts: [FRAME.subarray(0, 8)], code: 'truncated' },
    { what: 'ends behind its frame', parts: [FRAME], code: 'truncated' },
    { what: 'ends within its scan header', parts: [FRAME, 0xff, 0xda, 0, 8], code: 'truncated' },
    { what: 'ends in a marker', parts: [FRAME, 0xff], code: 'truncated' },
    { what: 'begins its data before a frame', parts: [JPEG_SCAN], code: 'corrupt' },
    { what: 'has a marker FF 01', parts: [0xff, 1, FRAME, JPEG_SCAN], code: 'corrupt' },
    { what: 'has a frame without height', parts: [jpegFrame(640, 0), JPEG_SCAN], code: 'corrupt' },
    { what: 'has a frame without width', parts: [jpegFrame(0, 480), JPEG_SCAN], code: 'corrupt' },
    { what: 'has 12 bits a sample', parts: [frameOf(12, 3), JPEG_SCAN], code: 'unsupported' },
    { what: 'has 2 components', parts: [frameOf(8, 2), JPEG_SCAN], code: 'unsupported' },
    { what: 'is hierarchical', parts: [frameOf(8, 3, 0xc5), JPEG_SCAN], code: 'unsupported' },
    {
      what: 'has half a component',
      parts: [jpegSegment(0xc0, bytesOf(frameOf(8, 3).subarray(4), 4)), JPEG_SCAN],
      code: 'corrupt',
    },
    {
      what: 'has a cut quantisation table',
      parts: [jpegSegment(0xdb, new Uint8Array(129)), FRAME, JPEG_SCAN],
      code: 'corrupt',
    },
    {
      what: 'says no version of JFIF',
      parts: [jpegSegment(0xe0, bytesOf('JFIF\0')), FRAME, JPEG_SCAN],
      code: 'corrupt',
    },
    {
      what: 'says no version of Adobe',
      parts: [jpegSegment(0xee, bytesOf('Adobe\0')), FRAME, JPEG_SCAN],
      code: 'corrupt',
    },
    {
      what: 'has a profile without a number',
      parts: [profilePart(1), FRAME, JPEG_SCAN],
      code: 'corrupt',
    },
    {
      what: 'has a cut part of a profile behind a whole one of its number',
      parts: [profilePart(1, 2), profilePart(1), FRAME, JPEG_SCAN],
      code: 'corrupt',
    },
    {
      what: 'has a cut profile for its second frame',
      parts: [profilePart(0, 1), FRAME, profilePart(1), FRAME, JPEG_SCAN],
      code: 'corrupt',
    },
    {
      what: 'ends a resource of Photoshop before its name',
      parts: [photoshop(bytesOf('8BIM', 4, 4)), FRAME, JPEG_SCAN],
      code: 'corrupt',
    },
  ])('S2 that $what is $code', ({ parts, code }) => {
    expect(summaryOf(...parts)).toBe(code);
  });
});
