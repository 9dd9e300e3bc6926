import { deflateSync } from 'node:zlib';

import { crc32 } from '../../src/core/crc32.ts';

export type Colour = readonly [red: number, green: number, blue: number];

const WIDTH = 24;
const HEIGHT = 18;

/** A PNG of one colour, 8 bits a sample (PNG specification, third edition, section 11). */
export function pngOf(colour: Colour): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2], 8); // bits a sample, RGB
  const line = Buffer.concat([Buffer.from([0]), lineOf(colour)]); // 0: the line is not filtered
  const lines = Buffer.concat(Array.from({ length: HEIGHT }, () => line));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunkOf('IHDR', head),
    chunkOf('IDAT', deflateSync(lines)),
    chunkOf('IEND', Buffer.alloc(0)),
  ]);
}

function chunkOf(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

const BMP_HEADERS_BYTES = 54;

/** A BMP of one colour with a BITMAPINFOHEADER; a line of 24 pixels needs no padding. */
export function bmpOf([red, green, blue]: Colour): Buffer {
  const line = lineOf([blue, green, red]);
  const headers = Buffer.alloc(BMP_HEADERS_BYTES);
  headers.write('BM', 'latin1');
  headers.writeUInt32LE(BMP_HEADERS_BYTES + line.length * HEIGHT, 2);
  headers.writeUInt32LE(BMP_HEADERS_BYTES, 10);
  headers.writeUInt32LE(40, 14);
  headers.writeInt32LE(WIDTH, 18);
  headers.writeInt32LE(HEIGHT, 22);
  headers.writeUInt16LE(1, 26);
  headers.writeUInt16LE(24, 28);
  return Buffer.concat([headers, ...Array.from({ length: HEIGHT }, () => line)]);
}

function lineOf(pixel: Colour): Buffer {
  return Buffer.from(Array.from({ length: WIDTH }, () => pixel).flat());
}
