import type { ByteReader } from '../byte-reader.ts';

const PALETTE = 3;
const GREY_ALPHA = 4;
const RGB_ALPHA = 6;

/** More chunks than this before the image data are not read; sane files have few. */
const MAX_CHUNKS = 10_000;

/** Whether the colour type has alpha, or there is a tRNS chunk before the image data. */
export function hasPngAlpha(read: ByteReader): boolean {
  const colourType = read.u8(25);
  if (colourType === GREY_ALPHA || colourType === RGB_ALPHA) return true;
  let at = 8;
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const length = read.u32(at);
    const type = read.ascii(at + 4, 4);
    if (length === undefined || type === 'IDAT' || type === 'IEND') return false;
    if (type === 'tRNS') {
      // Pillow ignores the entries of a palette if all are opaque
      const entries = read.ascii(at + 8, Math.min(length, 256));
      return colourType !== PALETTE || /[^\xff]/.test(entries);
    }
    at += 12 + length;
  }
  return false;
}
