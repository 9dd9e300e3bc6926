import { bmpSize } from './bmp/header.ts';
import { readBytes, type ByteReader } from './byte-reader.ts';
import { otherFileKind } from './foreign/file-kinds.ts';
import { avifSize, gifSize, pngSize, webpSize, type ImageSize, type NoSize } from './image-size.ts';
import { readJpegHead } from './jpeg/header.ts';
import { gifVariant, jpegVariant, webpVariant, type ImageVariant } from './image-variant.ts';
import type { Failure } from '../core/verdict.ts';

/** Formats that a decoder may be asked for; the manifest's `format`. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'avif' | 'jxl';

/** What the first bytes of an image say. The size is null where only its decoder can tell it. */
export interface ImageHeader {
  readonly format: ImageFormat;
  readonly width: number | null;
  readonly height: number | null;
  /** Null: the everyday kind of its format. */
  readonly variant: ImageVariant | null;
}

/** Why a file has no header to decode by, and its format where the bytes told it. */
export interface Refusal {
  readonly failure: Failure;
  readonly format: string | null;
}

export type Sniffed = { readonly header: ImageHeader } | Refusal;

const MEDIA_TYPES: Record<ImageFormat, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  avif: 'image/avif',
  jxl: 'image/jxl',
};

export function mediaTypeOf(format: ImageFormat): string {
  return MEDIA_TYPES[format];
}

/**
 * Tells an image by its bytes, never by its name: format and size, or why it is none. Reads only
 * what it needs of the whole file's bytes; throws nothing.
 */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) {
    return { failure: { code: 'empty', detail: 'The file has no bytes.' }, format: null };
  }
  const read = readBytes(bytes);
  const format = imageFormat(read);
  if (format === null) return notAnImage(bytes, read);
  const told = format === 'jpeg' ? jpegHeader(bytes) : headerOf(read, format);
  return 'code' in told ? { failure: told, format } : { header: told };
}

function jpegHeader(bytes: Uint8Array): ImageHeader | Failure {
  const head = readJpegHead(bytes);
  if ('code' in head) return head;
  const { width, height } = head;
  return { format: 'jpeg', width, height, variant: jpegVariant(bytes, head) };
}

function headerOf(read: ByteReader, format: Exclude<ImageFormat, 'jpeg'>): ImageHeader | Failure {
  const size = SIZE_OF[format](read);
  if (typeof size !== 'string') {
    return 'code' in size ? size : { format, ...size, variant: VARIANT_OF[format](read) };
  }
  if (size === 'left-to-decoder') {
    return { format, width: null, height: null, variant: VARIANT_OF[format](read) };
  }
  const name = format.toUpperCase();
  return size === 'ends-early'
    ? { code: 'truncated', detail: `The ${name} ends within its header.` }
    : { code: 'corrupt', detail: `The header of the ${name} gives no size.` };
}

type Told = ImageSize | NoSize | Failure;

const SIZE_OF: Record<Exclude<ImageFormat, 'jpeg'>, (read: ByteReader) => Told> = {
  png: pngSize,
  webp: webpSize,
  gif: gifSize,
  bmp: bmpSize,
  avif: avifSize,
  jxl: () => 'left-to-decoder',
};

const VARIANT_OF: Record<
  Exclude<ImageFormat, 'jpeg'>,
  (read: ByteReader) => ImageVariant | null
> = {
  png: () => null,
  webp: webpVariant,
  gif: gifVariant,
  bmp: () => null,
  avif: () => null,
  jxl: () => null,
};

function imageFormat(read: ByteReader): ImageFormat | null {
  if (read.u8(0) === 0xff && read.u8(1) === 0xd8 && read.u8(2) === 0xff) return 'jpeg';
  if (read.ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (/^GIF8[79]a/.test(read.ascii(0, 6))) return 'gif';
  if (read.ascii(0, 4) === 'RIFF' && read.ascii(8, 4) === 'WEBP') return 'webp';
  if (isBmp(read)) return 'bmp';
  if (isAvif(read)) return 'avif';
  if (read.ascii(0, 12) === '\0\0\0\x0cJXL \r\n\x87\n') return 'jxl';
  return read.ascii(0, 2) === '\xff\x0a' ? 'jxl' : null;
}

// the major brand, or one of the compatible ones of a HEIF file (ISO/IEC 14496-12, 4.3)
function isAvif(read: ByteReader): boolean {
  if (read.ascii(4, 4) !== 'ftyp') return false;
  const brands = [read.ascii(8, 4)];
  const end = Math.min(read.u32(0) ?? 0, MAX_BRANDS_BYTES);
  for (let at = 16; at + 4 <= end; at += 4) brands.push(read.ascii(at, 4));
  return brands.some((brand) => brand === 'avif' || brand === 'avis');
}

const MAX_BRANDS_BYTES = 256;

// "BM" alone begins many a text, whose letters would be a header of many millions of bytes
function isBmp(read: ByteReader): boolean {
  if (read.ascii(0, 2) !== 'BM') return false;
  const headerBytes = read.u32(14, true);
  if (headerBytes !== undefined) return headerBytes < 2 ** 16;
  return !/^[\t\n\r -\xff]{4,}$/.test(read.ascii(2, 16));
}

function notAnImage(bytes: Uint8Array, read: ByteReader): Sniffed {
  const kind = otherFileKind(read, bytes);
  if (kind.isImage) {
    const detail = `This is ${kind.name}, which pixelpool does not decode.`;
    return { failure: { code: 'unsupported', detail }, format: kind.format };
  }
  const detail = `No image format: the bytes look like ${kind.name}.`;
  return { failure: { code: 'not-an-image', detail }, format: null };
}

/**
 * What a decoder's refusal most likely means: a file whose container says that it goes on after its
 * last byte is truncated, any other is corrupt.
 */
export function endsEarly(bytes: Uint8Array, format: ImageFormat): boolean {
  const read = readBytes(bytes);
  switch (format) {
    case 'jpeg':
      // the thumbnail inside a camera's header has an end of its own, before the scan begins
      return lastIndexOfPair(bytes, 0xff, 0xd9) <= lastIndexOfPair(bytes, 0xff, 0xda);
    case 'png':
      return read.ascii(bytes.length - 8, 4) !== 'IEND' && indexOfAscii(bytes, 'IEND') < 0;
    case 'gif':
      return bytes[bytes.length - 1] !== 0x3b;
    case 'webp':
      return (read.u32(4, true) ?? Infinity) + 8 > bytes.length;
    case 'bmp':
      return (read.u32(2, true) ?? Infinity) > bytes.length;
    case 'avif':
    case 'jxl':
      return false;
  }
}

function lastIndexOfPair(bytes: Uint8Array, first: number, second: number): number {
  for (let at = bytes.length - 2; at >= 0; at--) {
    if (bytes[at] === first && bytes[at + 1] === second) return at;
  }
  return -1;
}

function indexOfAscii(bytes: Uint8Array, text: string): number {
  const codes = Array.from(text, (letter) => letter.charCodeAt(0));
  for (let at = bytes.length - codes.length; at >= 0; at--) {
    if (codes.every((code, i) => bytes[at + i] === code)) return at;
  }
  return -1;
}
