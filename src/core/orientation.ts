import { readBytes, type ByteReader } from './byte-reader.ts';
import type { ImageFormat } from './sniff.ts';

const ORIENTATION_TAG = 0x0112;
const TYPE_SHORT = 3;

/** Where a file keeps its EXIF orientation: 1 to 8, and how to write another in its place. */
interface StoredOrientation {
  readonly value: number;
  readonly at: number;
  readonly isLittleEndian: boolean;
}

/**
 * The orientation (1 to 8) that Pillow's `exif_transpose` goes by: EXIF's, else XMP's
 * (`tiff:Orientation`), else 1. Formats that carry it otherwise are 1 here. Null where it may be in
 * a compressed text of a PNG, which is not read.
 */
export function orientationOf(bytes: Uint8Array, format: ImageFormat): number | null {
  const exif = storedOrientation(bytes, format)?.value ?? rawProfileOrientation(bytes, format);
  if (exif === null && hasCompressedMetadata(bytes, format)) return null;
  const value = exif ?? xmpOrientation(bytes, format);
  return value >= 1 && value <= 8 ? value : 1;
}

/**
 * Sets the EXIF orientation to 1, in place, so that no browser rotates what the recipe does not ask
 * to be rotated: `imageOrientation: 'none'` is not heeded everywhere. A PNG chunk gets
 * its checksum made to fit again.
 */
export function neutraliseOrientation(bytes: Uint8Array, format: ImageFormat): void {
  const stored = storedOrientation(bytes, format);
  if (stored === null || stored.value === 1) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint16(stored.at, 1, stored.isLittleEndian);
  if (format === 'png') {
    const chunk = findPngChunk(readBytes(bytes), 'eXIf');
    if (chunk === null) return;
    const end = chunk.start + chunk.length;
    view.setUint32(end, crc32(bytes.subarray(chunk.start - 4, end)));
  }
}

interface Block {
  readonly start: number;
  readonly length: number;
}

function storedOrientation(bytes: Uint8Array, format: ImageFormat): StoredOrientation | null {
  const read = readBytes(bytes);
  const block = exifBlock(read, format);
  return block === null ? null : tiffOrientation(read, block);
}

function exifBlock(read: ByteReader, format: ImageFormat): Block | null {
  switch (format) {
    case 'jpeg':
      return findJpegApp1(read, 'Exif\0\0');
    case 'png':
      return findPngChunk(read, 'eXIf');
    case 'webp': {
      const chunk = findWebpChunk(read, 'EXIF');
      // some writers put JPEG's preamble into WebP's chunk
      const hasPreamble = chunk !== null && read.ascii(chunk.start, 6) === 'Exif\0\0';
      return hasPreamble ? { start: chunk.start + 6, length: chunk.length - 6 } : chunk;
    }
    default:
      return null;
  }
}

/** The first IFD of a TIFF structure (TIFF 6.0): 2-byte count, then entries of 12 bytes. */
function tiffOrientation(read: ByteReader, { start, length }: Block): StoredOrientation | null {
  const order = read.ascii(start, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const isLittleEndian = order === 'II';
  const directory = start + (read.u32(start + 4, isLittleEndian) ?? Infinity);
  const entries = read.u16(directory, isLittleEndian) ?? 0;
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > start + length) return null;
    if (read.u16(entry, isLittleEndian) !== ORIENTATION_TAG) continue;
    if (read.u16(entry + 2, isLittleEndian) !== TYPE_SHORT) return null;
    const value = read.u16(entry + 8, isLittleEndian);
    return value === undefined ? null : { value, at: entry + 8, isLittleEndian };
  }
  return null;
}

const RAW_PROFILE = 'Raw profile type exif\0';

/** EXIF as ImageMagick writes it into a PNG's text: three lines of heading, then hexadecimal. */
function rawProfileOrientation(bytes: Uint8Array, format: ImageFormat): number | null {
  if (format !== 'png') return null;
  const chunk = findPngChunk(readBytes(bytes), 'tEXt', RAW_PROFILE);
  if (chunk === null) return null;
  const start = chunk.start + RAW_PROFILE.length;
  const text = latin1(bytes.subarray(start, chunk.start + chunk.length));
  const digits =
    text
      .split('\n')
      .slice(3)
      .join('')
      .match(/[0-9a-f]{2}/gi) ?? [];
  const exif = Uint8Array.from(digits, (pair) => Number.parseInt(pair, 16));
  const read = readBytes(exif);
  const at = read.ascii(0, 6) === 'Exif\0\0' ? 6 : 0;
  return tiffOrientation(read, { start: at, length: exif.length - at })?.value ?? null;
}

const XMP_TEXT = 'XML:com.adobe.xmp\0';

function hasCompressedMetadata(bytes: Uint8Array, format: ImageFormat): boolean {
  if (format !== 'png') return false;
  const read = readBytes(bytes);
  return (
    findPngChunk(read, 'zTXt', RAW_PROFILE) !== null ||
    findPngChunk(read, 'iTXt', RAW_PROFILE) !== null ||
    findPngChunk(read, 'iTXt', `${XMP_TEXT}\x01`) !== null
  );
}

function xmpOrientation(bytes: Uint8Array, format: ImageFormat): number {
  const read = readBytes(bytes);
  const block = xmpBlock(read, format);
  if (block === null) return 1;
  const text = latin1(bytes.subarray(block.start, block.start + block.length));
  return Number(/tiff:Orientation(?:="|>)([0-9])/.exec(text)?.[1] ?? 1);
}

function xmpBlock(read: ByteReader, format: ImageFormat): Block | null {
  if (format === 'jpeg') return findJpegApp1(read, 'http://ns.adobe.com/xap/1.0/\0');
  if (format === 'png') return findPngChunk(read, 'iTXt', XMP_TEXT);
  return format === 'webp' ? findWebpChunk(read, 'XMP ') : null;
}

/** The payload, after its preamble, of the first APP1 segment that begins with it. */
function findJpegApp1(read: ByteReader, preamble: string): Block | null {
  for (let at = 2; read.u8(at) === 0xff;) {
    const marker = read.u8(at + 1) ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = read.u16(at + 2);
    if (length === undefined || length < 2 || marker === 0xda || marker === 0xd9) return null;
    if (marker === 0xe1 && read.ascii(at + 4, preamble.length) === preamble) {
      return { start: at + 4 + preamble.length, length: length - 2 - preamble.length };
    }
    at += 2 + length;
  }
  return null;
}

function findPngChunk(read: ByteReader, type: string, preamble = ''): Block | null {
  for (let at = 8; at + 12 <= read.length;) {
    const length = read.u32(at) ?? 0;
    const isWanted = read.ascii(at + 4, 4) === type;
    if (isWanted && read.ascii(at + 8, preamble.length) === preamble) {
      return at + 12 + length <= read.length ? { start: at + 8, length } : null;
    }
    at += 12 + length;
  }
  return null;
}

function findWebpChunk(read: ByteReader, type: string): Block | null {
  for (let at = 12; at + 8 <= read.length;) {
    const length = read.u32(at + 4, true) ?? 0;
    if (read.ascii(at, 4) === type) return { start: at + 8, length };
    at += 8 + length + (length % 2);
  }
  return null;
}

const LATIN1_CHUNK = 8192;

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += LATIN1_CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + LATIN1_CHUNK));
  }
  return text;
}

/** CRC-32 of PNG chunks (ISO 3309, polynomial 0xedb88320, reflected). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** An affine map (x, y) → (a·x + c·y + e, b·x + d·y + f), as a canvas's setTransform takes it. */
export type Transform = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * The map from stored to upright pixels of an image of width × height (as stored) for an
 * orientation of 1 to 8 (EXIF 2.3, 4.6.4 A), and the upright size.
 */
export function uprightTransform(
  orientation: number,
  width: number,
  height: number,
): { readonly transform: Transform; readonly width: number; readonly height: number } {
  const transforms: Record<number, Transform> = {
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  };
  const isTurned = orientation >= 5;
  return {
    transform: transforms[orientation] ?? [1, 0, 0, 1, 0, 0],
    width: isTurned ? height : width,
    height: isTurned ? width : height,
  };
}
