import { crc32 } from '../../core/crc32.ts';
import { readBytes } from '../byte-reader.ts';
import {
  latin1,
  type ExifBlock,
  type ImageMetadata,
  type InflateMetadata,
  type MetadataReader,
  type Unreadable,
} from '../exif/image-metadata.ts';
import { RAW_PROFILE, readPngText, XMP, type PngText } from './text.ts';

/** EXIF or XMP behind the pixels is not announced: a head without it has orientation 1. */
export const PNG_METADATA: MetadataReader = {
  read: readMetadata,
  exifBlocks,
  needsMoreBytes: () => false,
};

/** Entries of Pillow's dictionary of a PNG: texts and chunks replace each other. */
interface Entries {
  exif?: Uint8Array | Unreadable;
  rawProfile?: Uint8Array | 'unread';
  /** XMP as a text, which is looked at first. */
  xmpText?: Uint8Array | 'unread';
  /** XMP as bytes. */
  xmp?: Uint8Array | Unreadable;
}

function readMetadata(bytes: Uint8Array, inflate: InflateMetadata = () => null): ImageMetadata {
  const entries: Entries = {};
  for (const { type, body } of chunksThatPillowReads(bytes)) {
    if (type === 'eXIf') entries.exif = body;
    const text = readPngText(type, body, inflate);
    if (text !== null) storeText(entries, type, text);
  }
  const { exif = rawProfileOf(entries.rawProfile), xmpText, xmp } = entries;
  const hasText = xmpText !== undefined && xmpText.length > 0;
  return { exif, xmp: hasText ? xmpText : xmp, ignoresBrokenExif: false };
}

function storeText(entries: Entries, type: string, { keyword, text, isUnicode }: PngText): void {
  // Pillow expects bytes under these two names, and raises if it finds a text that is not empty
  const asBytes = text === 'unread' || text.length === 0 ? text : 'refused';
  if (keyword === XMP && type === 'iTXt') entries.xmp = text;
  if (!isUnicode) return;
  if (keyword === 'exif') entries.exif = type === 'tEXt' ? text : asBytes;
  if (keyword === 'xmp') entries.xmp = asBytes;
  if (keyword === XMP) entries.xmpText = text;
  if (keyword === RAW_PROFILE) entries.rawProfile = text;
}

function exifBlocks(bytes: Uint8Array): readonly ExifBlock[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [...chunksOf(bytes)]
    .filter(({ type }) => type === 'eXIf')
    .map(({ start, body }) => ({
      body,
      updateChecksum() {
        const end = start + body.length;
        if (end + 4 <= bytes.length) view.setUint32(end, crc32(bytes.subarray(start - 4, end)));
      },
    }));
}

/** EXIF as ImageMagick writes it into a PNG's text: three lines of heading, then hexadecimal. */
function rawProfileOf(
  text: Uint8Array | 'unread' | undefined,
): Uint8Array | Unreadable | undefined {
  if (text === undefined || text === 'unread') return text;
  return fromHex(latin1(text).split('\n').slice(3).join('')) ?? 'refused';
}

/** As Python's bytes.fromhex, which allows white space between bytes. Null if it raises. */
function fromHex(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length >> 1);
  let count = 0;
  for (let at = 0; at < text.length;) {
    if (WHITE_SPACE.includes(text.charAt(at))) {
      at += 1;
      continue;
    }
    const pair = text.slice(at, at + 2);
    if (!/^[0-9a-f]{2}$/i.test(pair)) return null;
    bytes[count] = Number.parseInt(pair, 16);
    count += 1;
    at += 2;
  }
  return bytes.subarray(0, count);
}

const WHITE_SPACE = ' \t\n\r\v\f';

/** A chunk, and the offset of its body in the file. */
interface WholeChunk {
  readonly type: string;
  readonly start: number;
  readonly body: Uint8Array;
}

/** The chunks up to the end, or to the second picture of an animation. */
function* chunksThatPillowReads(bytes: Uint8Array): Generator<WholeChunk> {
  let frames: number | null = null;
  let hasFrame = false;
  let isAnimated: boolean | null = null; // null before the image data
  for (const chunk of chunksOf(bytes)) {
    const { type, body } = chunk;
    if (type === 'acTL') frames = frames === null ? announcedFrames(body) : null;
    if (type === 'fcTL') {
      if (isAnimated === true) return;
      hasFrame = true;
    }
    // without a frame of its own, the first picture is no frame of the animation
    if (type === 'IDAT' || type === 'fdAT') {
      isAnimated ??= frames !== null && (frames > 1 || !hasFrame);
    }
    yield chunk;
  }
}

function announcedFrames(body: Uint8Array): number | null {
  const frames = readBytes(body).u32(0) ?? 0;
  return frames > 0 && frames <= MAX_FRAMES ? frames : null;
}

const MAX_FRAMES = 0x80000000;

function* chunksOf(bytes: Uint8Array): Generator<WholeChunk> {
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
