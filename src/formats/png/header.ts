import type { ByteReader } from '../byte-reader.ts';
import { sized, type ImageSize, type NoSize } from '../image-size.ts';
import { pngModeOf, readPngChunk } from './chunk.ts';

/**
 * The size in the last IHDR before the image data, which Pillow uses. Other chunks may come before it,
 * and those behind it may be broken.
 */
export function pngSize(read: ByteReader): ImageSize | NoSize {
  let size: ImageSize | NoSize | null = null;
  let hasMode = false;
  for (let at = 8; ;) {
    const chunk = readPngChunk(read, at);
    if (typeof chunk === 'string') return size ?? chunk;
    const { type, start, length } = chunk;
    if (type === 'IEND' || type === 'fdAT' || (type === 'IDAT' && hasMode)) {
      return size ?? 'malformed';
    }
    if (type === 'IHDR') {
      if (length < 13) return 'malformed';
      size = sized(read.u32(start), read.u32(start + 4));
      hasMode ||= pngModeOf(read.u8(start + 8) ?? 0, read.u8(start + 9) ?? 0) !== null;
    }
    at = start + length + 4;
  }
}
