import type { ByteReader } from '../byte-reader.ts';
import type { ImageSize } from '../image-size.ts';

/** A chunk of a RIFF file: type and length of 4 bytes each, a body, and a byte that makes it even. */
export interface WebpChunk {
  readonly type: number;
  /** The offsets of its header, of its body, and of the next chunk. */
  readonly start: number;
  readonly body: number;
  readonly next: number;
  /** Of the body, in bytes. */
  readonly length: number;
}

/** The header of a picture. */
export interface WebpPicture extends ImageSize {
  readonly hasAlpha: boolean;
}

/** Types as numbers, because a file may have millions of chunks. */
export const VP8 = typeOf('VP8 ');
export const VP8L = typeOf('VP8L');
export const VP8X = typeOf('VP8X');
export const ALPH = typeOf('ALPH');
export const ANIM = typeOf('ANIM');
export const ANMF = typeOf('ANMF');

function typeOf(name: string): number {
  return Array.from(name).reduceRight((type, letter) => type * 256 + letter.charCodeAt(0), 0);
}

/** The flags of VP8X. */
export const ANIMATION_FLAG = 0x02;
export const XMP_FLAG = 0x04;
export const EXIF_FLAG = 0x08;
export const ALPHA_FLAG = 0x10;
export const ICC_FLAG = 0x20;

/** The body of VP8X: flags (32 bits), width - 1 and height - 1 of the canvas (24 bits each). */
export const EXTENDED_HEADER_BYTES = 10;

/** Null if the chunk, or its header, does not end before `end`. */
export function chunkAt(read: ByteReader, start: number, end: number): WebpChunk | null {
  const body = start + 8;
  const [type, length] = [read.u32(start, true), read.u32(start + 4, true)];
  if (type === undefined || length === undefined) return null;
  const next = body + length + (length % 2);
  return next > end ? null : { type, start, body, next, length };
}

/** Null for a header that libwebp refuses (VP8GetInfo, VP8LGetInfo). */
export function pictureOf(read: ByteReader, chunk: WebpChunk): WebpPicture | null {
  return chunk.type === VP8L ? losslessPicture(read, chunk) : lossyPicture(read, chunk);
}

// signature 0x2f; 14 bits of width - 1, 14 of height - 1, one of alpha, three of the version, 0
function losslessPicture(read: ByteReader, { body, next }: WebpChunk): WebpPicture | null {
  const bits = read.u32(body + 1, true) ?? 0;
  if (next - body < 5 || read.u8(body) !== 0x2f || bits >>> 29 !== 0) return null;
  return {
    width: (bits & 0x3fff) + 1,
    height: ((bits >>> 14) & 0x3fff) + 1,
    hasAlpha: ((bits >>> 28) & 1) === 1,
  };
}

// RFC 6386, 9.1: 24 bits of frame tag, a start code, then sides of 14 bits with 2 bits of scale
function lossyPicture(read: ByteReader, { body, next, length }: WebpChunk): WebpPicture | null {
  const tag = read.u24le(body) ?? 0;
  const isKeyFrame = (tag & 1) === 0;
  const isShown = ((tag >> 4) & 1) === 1;
  const width = (read.u16(body + 6, true) ?? 0) & 0x3fff;
  const height = (read.u16(body + 8, true) ?? 0) & 0x3fff;
  if (next - body < 10 || read.u24le(body + 3) !== 0x2a019d) return null;
  if (!isKeyFrame || !isShown || ((tag >> 1) & 7) > 3) return null;
  if (tag >> 5 >= length || width === 0 || height === 0) return null;
  return { width, height, hasAlpha: false };
}
