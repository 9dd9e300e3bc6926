import { readBytes, type ByteReader } from './byte-reader.ts';
import type { ImageFormat } from './sniff.ts';

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
      return webpHasAlpha(read);
    case 'gif':
      return gifHasAlpha(read);
    case 'bmp':
      return bmpHasAlpha(read);
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

const WEBP_ALPHA_FLAG = 0x10;

/** WebP: the flag of VP8X, an ALPH chunk, or the bit of a lossless picture (RFC 9649). */
function webpHasAlpha(read: ByteReader): boolean {
  let at = 12;
  for (let step = 0; step < MAX_STEPS; step++) {
    const type = read.ascii(at, 4);
    const length = read.u32(at + 4, true);
    if (length === undefined || type === 'VP8 ' || type === 'ANMF') return false;
    if (type === 'ALPH') return true;
    if (type === 'VP8X' && ((read.u8(at + 8) ?? 0) & WEBP_ALPHA_FLAG) !== 0) return true;
    if (type === 'VP8L') return (((read.u32(at + 9, true) ?? 0) >>> 28) & 1) === 1;
    at += 8 + length + (length % 2);
  }
  return false;
}

const GIF_PALETTE_FLAG = 0x80;
const GIF_EXTENSION = 0x21;
const GIF_GRAPHIC_CONTROL = 0xf9;
const GIF_IMAGE = 0x2c;
const GIF_TRAILER = 0x3b;

/** GIF: whether a Graphic Control Extension before the first picture names a transparent colour. */
function gifHasAlpha(read: ByteReader): boolean {
  const screen = read.u8(10) ?? 0;
  let at = 13 + ((screen & GIF_PALETTE_FLAG) === 0 ? 0 : 3 * 2 ** ((screen & 7) + 1));
  for (let step = 0; step < MAX_STEPS; step++) {
    const block = read.u8(at);
    if (block === undefined || block === GIF_IMAGE || block === GIF_TRAILER) return false;
    if (block !== GIF_EXTENSION) {
      at += 1;
      continue;
    }
    const isControl = read.u8(at + 1) === GIF_GRAPHIC_CONTROL;
    if (isControl && ((read.u8(at + 3) ?? 0) & 1) === 1) return true;
    at += 2;
    for (let length = read.u8(at); length !== undefined && length > 0; length = read.u8(at)) {
      if (++step >= MAX_STEPS) return false;
      at += 1 + length;
    }
    at += 1;
  }
  return false;
}

const BITFIELDS = 3;
/** Masks of red, green, blue and alpha of 32 bits a pixel that Pillow reads as having alpha. */
const BMP_ALPHA_MASKS = new Set([
  'ff000000 ff0000 ff00 ff',
  'ff ff00 ff0000 ff000000',
  'ff0000 ff00 ff ff000000',
  'ff000000 ff00 ff ff0000',
  '0 0 0 0',
]);

/** BMP: 32 bits a pixel with masks of which one is alpha's; headers below 56 bytes have none. */
function bmpHasAlpha(read: ByteReader): boolean {
  const headerBytes = read.u32(14, true) ?? 0;
  if (headerBytes < 40 || read.u16(28, true) !== 32 || read.u32(30, true) !== BITFIELDS) {
    return false;
  }
  const places = headerBytes >= 56 ? [54, 58, 62, 66] : [54, 58, 62];
  const masks = places.map((at) => read.u32(at, true) ?? 0);
  if (headerBytes < 56) masks.push(0);
  return BMP_ALPHA_MASKS.has(masks.map((mask) => mask.toString(16)).join(' '));
}
