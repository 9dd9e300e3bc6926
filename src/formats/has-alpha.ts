import { hasBmpAlpha } from './bmp/header.ts';
import { readBytes, type ByteReader } from './byte-reader.ts';
import { readGifHeader } from './gif/header.ts';
import type { ImageFormat } from './sniff.ts';
import { hasWebpAlpha } from './webp/chunks.ts';

/** Chunks or blocks that are looked at; files that mean well have few. */
const MAX_STEPS = 10_000;

/**
 * Whether Pillow sees transparency in an image (`has_transparency_data`: an alpha channel, or a
 * colour that is transparent), as far as its first bytes tell. The pixels may be opaque all the
 * same.
 */
export function hasAlpha(bytes: Uint8Array, format: ImageFormat): boolean {
  const read = readBytes(bytes);
  switch (format) {
    case 'png':
      return pngHasAlpha(read);
    case 'webp':
      return hasWebpAlpha(read);
    case 'gif':
      return gifHasAlpha(read);
    case 'bmp':
      return hasBmpAlpha(read);
    case 'avif':
      return read.ascii(0, Math.min(read.length, AVIF_HEADER_BYTES)).includes(AVIF_ALPHA);
    case 'jpeg':
    case 'jxl':
      return false;
  }
}

/** The type of an auxiliary image that is another's alpha (MIAF, ISO/IEC 23000-22, 7.3.5.2). */
const AVIF_ALPHA = 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha';
/** Its properties are at the front; texts of more characters than this are dear to make. */
const AVIF_HEADER_BYTES = 4096;

const PALETTE = 3;
const GREY_ALPHA = 4;
const RGB_ALPHA = 6;

/** PNG: the colour type, else a tRNS chunk before the pixels. */
function pngHasAlpha(read: ByteReader): boolean {
  const colourType = read.u8(25);
  if (colourType === GREY_ALPHA || colourType === RGB_ALPHA) return true;
  let at = 8;
  for (let step = 0; step < MAX_STEPS; step++) {
    const length = read.u32(at);
    const type = read.ascii(at + 4, 4);
    if (length === undefined || type === 'IDAT' || type === 'IEND') return false;
    if (type === 'tRNS') {
      // of a palette, Pillow takes no notice of entries that are all opaque
      const entries = read.ascii(at + 8, Math.min(length, 256));
      return colourType !== PALETTE || /[^\xff]/.test(entries);
    }
    at += 12 + length;
  }
  return false;
}

/** GIF: whether a colour of the first picture is transparent. */
function gifHasAlpha(read: ByteReader): boolean {
  const header = readGifHeader(read);
  return !('code' in header) && header.transparentIndex !== null;
}
