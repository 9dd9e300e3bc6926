import { zlibSync } from 'fflate';

import { crc32 } from '../core/crc32.ts';
import type { RowSize } from '../core/output/encode-rows.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, type and CRC of a chunk. */
const CHUNK_BYTES = 12;
const HEADER_BYTES = 13;
/** What deflate adds to data that it cannot compress: 5 bytes for each block of 65,535, at most. */
const DEFLATE_OVERHEAD = 1 / 8192;
const DEFLATE_BYTES = 64;
/** PNG's colour type by the number of channels: grey, RGB, RGBA. */
const COLOUR_TYPES: Readonly<Record<number, number>> = { 1: 0, 3: 2, 4: 6 };
const PAETH = 4;

/** The most bytes that the PNG of a row takes. */
export function mostPngBytes({ height, width, channels }: RowSize): number {
  const data = height * (1 + width * channels);
  const chunks = SIGNATURE.length + 3 * CHUNK_BYTES + HEADER_BYTES;
  return Math.ceil(data * (1 + DEFLATE_OVERHEAD)) + DEFLATE_BYTES + chunks;
}

/**
 * A row (uint8, height × width × channels; 1, 3 or 4 of them) as a PNG of 8 bits, all lines filtered by Paeth's predictor.
 * The same row has the same bytes in every runtime, since the deflate is the library's.
 */
export function encodePng(row: Uint8Array, size: RowSize): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  header.setUint32(0, size.width);
  header.setUint32(4, size.height);
  header.setUint8(8, 8);
  header.setUint8(9, COLOUR_TYPES[size.channels] ?? 2);
  const chunks = [
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', zlibSync(filtered(row, size))),
    chunk('IEND', new Uint8Array()),
  ];
  const png = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, SIGNATURE.length));
  png.set(SIGNATURE);
  let at = SIGNATURE.length;
  for (const each of chunks) {
    png.set(each, at);
    at += each.length;
  }
  return png;
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(CHUNK_BYTES + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** Each line begins with its filter; what is left of the image and above it is 0. */
function filtered(row: Uint8Array, { height, width, channels }: RowSize): Uint8Array<ArrayBuffer> {
  const line = width * channels;
  const data = new Uint8Array(height * (line + 1));
  for (let y = 0, at = 0; y < height; y++) {
    data[at++] = PAETH;
    const start = y * line;
    for (let x = 0; x < line; x++) {
      const left = x < channels ? 0 : (row[start + x - channels] ?? 0);
      const above = y === 0 ? 0 : (row[start + x - line] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (row[start + x - line - channels] ?? 0);
      data[at++] = (row[start + x] ?? 0) - paeth(left, above, corner);
    }
  }
  return data;
}

/** The nearest of the three to left + above - corner; of equals, the first. PNG specification, 9.4. */
function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const toLeft = Math.abs(estimate - left);
  const toAbove = Math.abs(estimate - above);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
