import { deflateSync } from 'node:zlib';

import { crc32 } from '../src/core/crc32.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return whole;
}

/** A black greyscale PNG with 1 or 8 bits per pixel. */
export function blackPng(width: number, height: number, bits: 1 | 8 = 8): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bits;
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil((width * bits) / 8)) * height));
  const chunks = [chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', new Uint8Array(0))];
  return Buffer.concat([Uint8Array.from(SIGNATURE), ...chunks]);
}
