import { readBytes } from '../byte-reader.ts';
import { beginsWith } from '../exif/image-metadata.ts';
import { APP0, APP13, APP14 } from './segments.ts';

const DQT = 0xdb;

/** Whether Pillow 12.3.0 refuses a JPEG for a segment of its header. */
export function isMalformedSegment(marker: number, body: Uint8Array): boolean {
  switch (marker) {
    case DQT:
      return !areWholeTables(body);
    case APP0:
      return beginsWith(body, 'JFIF') && body.length < 7; // no version
    case APP13:
      return beginsWith(body, 'Photoshop 3.0\0') && endsAtName(body);
    case APP14:
      return beginsWith(body, 'Adobe') && body.length < 7; // no version
    default:
      return false;
  }
}

// precision (4 bits: 0 for one byte) and number (4 bits), then 64 values
function areWholeTables(body: Uint8Array): boolean {
  let at = 0;
  while (at < body.length) at += 1 + 64 * ((body[at] ?? 0) < 16 ? 1 : 2);
  return at === body.length;
}

const RESOLUTION_INFO = 0x03ed;

/** Whether Photoshop's resource blocks end just before the length of a block's name. */
function endsAtName(body: Uint8Array): boolean {
  const read = readBytes(body);
  let at = 14;
  while (read.ascii(at, 4) === '8BIM') {
    const code = read.u16(at + 4);
    if (code === undefined) return false;
    const nameBytes = read.u8(at + 6);
    if (nameBytes === undefined) return true;
    at = even(at + 7 + nameBytes);
    const size = read.u32(at);
    if (size === undefined) return false;
    if (code === RESOLUTION_INFO && Math.min(size, body.length - at - 4) < 14) return false;
    at = even(at + 4 + size);
  }
  return false;
}

function even(at: number): number {
  return at + (at % 2);
}
