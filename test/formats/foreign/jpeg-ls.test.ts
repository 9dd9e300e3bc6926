import { describe, expect, test } from 'vitest';

import { sniff } from '../../../src/formats/sniff.ts';
import { bytesOf } from '../write-headers.ts';

const SOI = [0xff, 0xd8];
const SOF = [0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0];
const SCAN = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 0x61, 0x62, 0xff, 0xd9];
const comment = (...bytes: readonly number[]) => [0xff, 0xfe, 0, 2 + bytes.length, ...bytes];

const NAMED = {
  failure: {
    code: 'unsupported',
    detail: 'This is a JPEG-LS image, which pixelpool does not decode.',
  },
  format: 'jpeg-ls',
};

describe('JPEG-LS', () => {
  test.each([
    ['with nothing before its frame', [...SOI, 0xff, 0xf7, ...SOF, ...SCAN]],
    ['with a comment before it', [...SOI, ...comment(1, 2), 0xff, 0xf7, ...SOF, ...SCAN]],
    [
      'with SPIFF and its parameters',
      [...SOI, 0xff, 0xe8, 0, 4, 1, 2, 0xff, 0xf8, 0, 3, 1, 0xff, 0xf7, ...SOF],
    ],
    ['with fill bytes', [...SOI, 0xff, 0xff, 0xff, 0xf7, ...SOF, ...SCAN]],
    ['that is cut behind its marker', [...SOI, 0xff, 0xf7]],
  ])('S3 %s is unsupported, by name', (_, bytes) => {
    expect(sniff(bytesOf(...bytes))).toEqual(NAMED);
  });

  test.each([
    ['in a comment', [...SOI, ...comment(0xff, 0xf7), 0xff, 0xc0, ...SOF, ...SCAN]],
    ['behind a frame', [...SOI, 0xff, 0xc0, ...SOF, 0xff, 0xf7, ...SOF, ...SCAN]],
    ['in a scan', [...SOI, 0xff, 0xc0, ...SOF, ...SCAN.slice(0, -2), 0xff, 0xf7, ...SOF]],
  ])('S3 a JPEG with its marker %s is none', (_, bytes) => {
    expect(sniff(bytesOf(...bytes))).not.toEqual(NAMED);
  });

  test('S2 segments of impossible lengths end', () => {
    expect(sniff(bytesOf(...SOI, 0xff, 0xe0, 0, 0, 0xff, 0xf7, ...SOF))).toEqual(NAMED);
    expect(sniff(bytesOf(...SOI, 0xff, 0xe0, 0xff, 0xff, 0xff, 0xf7))).not.toEqual(NAMED);
  });
});
