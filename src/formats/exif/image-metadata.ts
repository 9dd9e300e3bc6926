import { readBytes } from '../byte-reader.ts';
import { jpegSegments } from '../jpeg/segments.ts';
import type { ImageFormat } from '../sniff.ts';

/** A file's metadata as Pillow comes by it. Undefined: none; null: there, but not read here. */
export interface ImageMetadata {
  readonly exif: Uint8Array | null | undefined;
  readonly xmp: Uint8Array | null | undefined;
}

/** A part of a file's bytes, sharing their memory, and where in the file it starts. */
export interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly body: Uint8Array;
}

const EXIF_PREAMBLE = 'Exif\0\0';
const XMP_PREAMBLE = 'http://ns.adobe.com/xap/1.0/\0';

/** What Pillow takes for the file's EXIF and XMP: of several it has its ways to choose. */
export function metadataOf(bytes: Uint8Array, format: ImageFormat): ImageMetadata {
  switch (format) {
    case 'jpeg':
      return jpegMetadata(bytes);
    case 'png':
      return pngMetadata(bytes);
    case 'webp':
      return webpMetadata(bytes);
    default:
      return { exif: undefined, xmp: undefined };
  }
}

/** Every block of EXIF that somebody may read, Pillow or not. */
export function exifBlocks(bytes: Uint8Array, format: ImageFormat): readonly Chunk[] {
  switch (format) {
    case 'jpeg':
      return jpegApp1(bytes).filter(({ body }) => beginsWith(body, EXIF_PREAMBLE));
    case 'png':
      return [...pngChunks(bytes)].filter(({ type }) => type === 'eXIf');
    case 'webp':
      return [...webpChunks(bytes)].filter(({ type }) => type === 'EXIF');
    default:
      return [];
  }
}

/** JPEG begins EXIF with a preamble; some writers put it elsewhere too, or twice. */
export function withoutPreambles(exif: Uint8Array): Uint8Array {
  let rest = exif;
  while (beginsWith(rest, EXIF_PREAMBLE)) rest = rest.subarray(EXIF_PREAMBLE.length);
  return rest;
}

/** One character a byte, for texts of any length. */
export function latin1(bytes: Uint8Array): string {
  const step = 8192;
  let text = '';
  for (let at = 0; at < bytes.length; at += step) {
    text += String.fromCharCode(...bytes.subarray(at, at + step));
  }
  return text;
}

function beginsWith(bytes: Uint8Array, text: string): boolean {
  return readBytes(bytes).ascii(0, text.length) === text;
}

function jpegMetadata(bytes: Uint8Array): ImageMetadata {
  const bodies = jpegApp1(bytes).map(({ body }) => body);
  const exif = bodies.filter((body) => beginsWith(body, EXIF_PREAMBLE));
  return {
    // EXIF of more than a segment goes on in the next
    exif: exif.length === 0 ? undefined : concat(exif.map((b) => b.subarray(EXIF_PREAMBLE.length))),
    xmp: bodies.findLast((body) => beginsWith(body, XMP_PREAMBLE)),
  };
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The APP1 segments before the first scan. */
function jpegApp1(bytes: Uint8Array): readonly Chunk[] {
  return [...jpegSegments(bytes)].flatMap(({ marker, at, body }) =>
    marker === 0xe1 && body !== null ? [{ type: 'APP1', start: at + 4, body }] : [],
  );
}

const TEXTS: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);
const ANIMATION: ReadonlySet<string> = new Set(['acTL', 'fcTL', 'fdAT']);
const RAW_PROFILE = 'Raw profile type exif';
const XMP_KEYWORD = 'XML:com.adobe.xmp';

function pngMetadata(bytes: Uint8Array): ImageMetadata {
  let exif: Uint8Array | null | undefined;
  let rawProfile: Uint8Array | null | undefined;
  let xmp: Uint8Array | null | undefined;
  let hasPixels = false;
  let isAnimation = false;
  for (const { type, body } of pngChunks(bytes)) {
    hasPixels ||= type === 'IDAT';
    isAnimation ||= ANIMATION.has(type);
    // which of an animation's chunks behind its first frame Pillow reads, is not to be told simply
    const isUnclear = hasPixels && isAnimation;
    const keyword = TEXTS.has(type) ? keywordOf(body) : null;
    if (type === 'eXIf') exif = isUnclear ? null : body;
    if (keyword === RAW_PROFILE) {
      rawProfile = type === 'tEXt' && !isUnclear ? rawProfileOf(body) : null;
    }
    if (keyword === XMP_KEYWORD) {
      // the last one counts, unless it is no UTF-8 or not of the usual kind
      const isClear = xmp === undefined || (xmp !== null && body.every((byte) => byte < 0x80));
      xmp = type === 'iTXt' && isClear && !isUnclear ? internationalText(body) : null;
    }
    // Pillow keeps texts of these names where it keeps the metadata
    if (keyword === 'exif') exif = null;
    if (keyword === 'xmp') xmp = null;
  }
  return { exif: exif === undefined ? rawProfile : exif, xmp };
}

function keywordOf(body: Uint8Array): string {
  const [keyword = ''] = readBytes(body).ascii(0, 80).split('\0', 1);
  return keyword;
}

/** EXIF as ImageMagick writes it into a PNG's text: three lines of heading, then hexadecimal. */
function rawProfileOf(body: Uint8Array): Uint8Array | null {
  const digits = latin1(body.subarray(RAW_PROFILE.length + 1))
    .split('\n')
    .slice(3)
    .join('');
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return null;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The text of an iTXt that is not compressed, behind its flags, language and translated keyword. */
function internationalText(body: Uint8Array): Uint8Array | null {
  const flags = XMP_KEYWORD.length + 1;
  const language = body.indexOf(0, flags + 2);
  const translated = body.indexOf(0, language + 1);
  if (body[flags] !== 0 || language < 0 || translated < 0) return null;
  return body.subarray(translated + 1);
}

function* pngChunks(bytes: Uint8Array): Generator<Chunk> {
  const read = readBytes(bytes);
  for (let at = 8; at + 8 <= bytes.length;) {
    const type = read.ascii(at + 4, 4);
    const start = at + 8;
    const end = start + (read.u32(at) ?? 0);
    if (end > bytes.length || type === 'IEND' || !/^\w{4}$/.test(type)) return;
    yield { type, start, body: bytes.subarray(start, end) };
    at = end + 4;
  }
}

const WEBP_HAS_EXIF = 8;
const WEBP_HAS_XMP = 4;

/** libwebp gives the first chunk of a kind, where the header promises one. */
function webpMetadata(bytes: Uint8Array): ImageMetadata {
  const [header, ...chunks] = webpChunks(bytes);
  const flags = header?.type === 'VP8X' ? (header.body[0] ?? 0) : 0;
  const first = (type: string) => chunks.find((chunk) => chunk.type === type)?.body;
  return {
    exif: flags & WEBP_HAS_EXIF ? first('EXIF') : undefined,
    xmp: flags & WEBP_HAS_XMP ? first('XMP ') : undefined,
  };
}

/** What is in a frame of an animation is on one level with all else, as it is to libwebp. */
function* webpChunks(bytes: Uint8Array): Generator<Chunk> {
  const read = readBytes(bytes);
  const end = Math.min(bytes.length, 8 + (read.u32(4, true) ?? 0));
  for (let at = 12; at + 8 <= end;) {
    const start = at + 8;
    const length = read.u32(at + 4, true) ?? 0;
    const type = read.ascii(at, 4);
    yield { type, start, body: bytes.subarray(start, start + length) };
    at = start + (type === 'ANMF' ? WEBP_FRAME_HEADER_BYTES : length + (length % 2));
  }
}

const WEBP_FRAME_HEADER_BYTES = 16;
