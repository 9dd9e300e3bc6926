import type { ByteReader } from '../byte-reader.ts';
import { ALPH, ALPHA_FLAG, ANIMATION_FLAG, chunkAt, pictureOf, VP8, VP8L, VP8X } from './chunks.ts';

/**
 * Whether Pillow opens the file as RGBA rather than RGB. The bytes up to the header of the first
 * picture are enough; with fewer bytes the result is that of the extended header.
 */
export function hasWebpAlpha(read: ByteReader): boolean {
  const first = chunkAt(read, 12, Infinity);
  if (first === null) return false;
  if (first.type !== VP8X) return pictureOf(read, first)?.hasAlpha ?? false;
  const flags = read.u8(first.body) ?? 0;
  let hasAlpha = (flags & ALPHA_FLAG) !== 0;
  if ((flags & ANIMATION_FLAG) !== 0) return hasAlpha;
  let chunk = chunkAt(read, first.next, Infinity);
  while (chunk !== null && chunk.type !== VP8 && chunk.type !== VP8L) {
    if (chunk.type === ALPH) hasAlpha = true;
    chunk = chunkAt(read, chunk.next, Infinity);
  }
  // a lossless picture knows better than the header
  if (chunk?.type === VP8L) return pictureOf(read, chunk)?.hasAlpha ?? hasAlpha;
  return hasAlpha;
}
