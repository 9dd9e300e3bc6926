import type { ByteReader } from '../byte-reader.ts';
import { sized, type ImageSize, type NoSize } from '../image-size.ts';

/** The size in the first chunk, a VP8X canvas or a VP8L or VP8 frame header (RFC 9649). */
export function webpSize(read: ByteReader): ImageSize | NoSize {
  const chunk = read.ascii(12, 4);
  if (chunk === 'VP8L') return losslessSize(read);
  if (read.length < 30) return 'ends-early';
  if (chunk === 'VP8X') return sized((read.u24le(24) ?? 0) + 1, (read.u24le(27) ?? 0) + 1);
  if (chunk !== 'VP8 ') return 'malformed';
  const startCode = read.u24le(23);
  if (startCode !== 0x2a019d) return 'malformed';
  return sized((read.u16(26, true) ?? 0) & 0x3fff, (read.u16(28, true) ?? 0) & 0x3fff);
}

// signature 0x2f, then 14 bits of width - 1 and 14 bits of height - 1
function losslessSize(read: ByteReader): ImageSize | NoSize {
  const bits = read.u32(21, true);
  if (bits === undefined) return 'ends-early';
  if (read.u8(20) !== 0x2f) return 'malformed';
  return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}
