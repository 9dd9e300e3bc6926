import type { ByteReader } from './byte-reader.ts';
import { readGifHeader } from './gif/header.ts';
import { pngModeOf, readPngChunk } from './png/chunk.ts';
import type { Failure } from '../core/verdict.ts';

/** Width and height in pixels as stored, before any rotation. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Why a header gives no size: its bytes end before it, or say what cannot be, or (for formats
 * whose header is an entropy-coded stream) it is for the decoder to say.
 */
export type NoSize = 'ends-early' | 'malformed' | 'left-to-decoder';

/** A size of which a side may be missing, or 0. */
export function sized(width: number | undefined, height: number | undefined): ImageSize | NoSize {
  if (width === undefined || height === undefined) return 'ends-early';
  return width > 0 && height > 0 ? { width, height } : 'malformed';
}

/**
 * PNG: what the last IHDR says before the image data begin, as Pillow takes it; other chunks may come
 * before it. Chunks behind it may be broken.
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

/** GIF: the logical screen, which Pillow lets grow to hold the first picture. */
export function gifSize(read: ByteReader): ImageSize | Failure {
  const header = readGifHeader(read);
  return 'code' in header ? header : { width: header.width, height: header.height };
}

/** WebP: VP8X canvas, VP8L or VP8 frame header, whichever chunk comes first (RFC 9649). */
export function webpSize(read: ByteReader): ImageSize | NoSize {
  const chunk = read.ascii(12, 4);
  if (chunk === 'VP8L') return losslessWebpSize(read);
  if (read.length < 30) return 'ends-early';
  if (chunk === 'VP8X') return sized((read.u24le(24) ?? 0) + 1, (read.u24le(27) ?? 0) + 1);
  if (chunk !== 'VP8 ') return 'malformed';
  const startCode = read.u24le(23);
  if (startCode !== 0x2a019d) return 'malformed';
  return sized((read.u16(26, true) ?? 0) & 0x3fff, (read.u16(28, true) ?? 0) & 0x3fff);
}

// signature 0x2f, then 14 bits of width - 1 and 14 bits of height - 1
function losslessWebpSize(read: ByteReader): ImageSize | NoSize {
  const bits = read.u32(21, true);
  if (bits === undefined) return 'ends-early';
  if (read.u8(20) !== 0x2f) return 'malformed';
  return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}

const AVIF_CONTAINERS = new Set(['meta', 'iprp', 'ipco']);

/**
 * AVIF: the largest `ispe` property inside meta/iprp/ipco (ISO/IEC 23008-12); a grid's own is larger
 * than its tiles'.
 */
export function avifSize(read: ByteReader): ImageSize | NoSize {
  let largest: ImageSize | null = null;
  let at = 0;
  while (at + 8 <= read.length) {
    const boxBytes = read.u32(at) ?? 0;
    const type = read.ascii(at + 4, 4);
    if (type === 'ispe') {
      const size = sized(read.u32(at + 12), read.u32(at + 16));
      if (typeof size === 'string') return size;
      const isLarger =
        largest === null || size.width * size.height > largest.width * largest.height;
      if (isLarger) largest = size;
    }
    if (AVIF_CONTAINERS.has(type)) {
      at += type === 'meta' ? 12 : 8; // step into the container; meta has version and flags
    } else if (boxBytes < 8) {
      break; // 0: to the end of the file, 1: a 64-bit length; neither holds properties
    } else {
      at += boxBytes;
    }
  }
  return largest ?? 'left-to-decoder';
}
