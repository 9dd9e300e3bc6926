import { crc32 } from '../../core/crc32.ts';
import { readBytes } from '../byte-reader.ts';
import {
  latin1,
  type ExifBlock,
  type ImageMetadata,
  type MetadataReader,
} from '../exif/image-metadata.ts';

/** EXIF or XMP behind the pixels is not announced: a head without it has orientation 1. */
export const PNG_METADATA: MetadataReader = {
  read: readMetadata,
  exifBlocks,
  needsMoreBytes: () => false,
};

const TEXTS: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);
const ANIMATION: ReadonlySet<string> = new Set(['acTL', 'fcTL', 'fdAT']);
const RAW_PROFILE = 'Raw profile type exif';
const XMP_KEYWORD = 'XML:com.adobe.xmp';

function readMetadata(bytes: Uint8Array): ImageMetadata {
  let exif: Uint8Array | null | undefined;
  let rawProfile: Uint8Array | null | undefined;
  let xmp: Uint8Array | null | undefined;
  let hasPixels = false;
  let isAnimation = false;
  for (const { type, body } of chunksOf(bytes)) {
    hasPixels ||= type === 'IDAT';
    isAnimation ||= ANIMATION.has(type);
    // which chunks behind the first frame of an animation Pillow reads is not simple to determine
    const isUnclear = hasPixels && isAnimation;
    const keyword = TEXTS.has(type) ? keywordOf(body) : null;
    if (type === 'eXIf') exif = isUnclear ? null : body;
    if (keyword === RAW_PROFILE) {
      rawProfile = type === 'tEXt' && !isUnclear ? rawProfileOf(body) : null;
    }
    if (keyword === XMP_KEYWORD) {
      // the last one counts, unless it is not UTF-8 or not of the usual kind
      const isClear = xmp === undefined || (xmp !== null && body.every((byte) => byte < 0x80));
      xmp = type === 'iTXt' && isClear && !isUnclear ? internationalText(body) : null;
    }
    // Pillow overwrites the metadata with texts of these names
    if (keyword === 'exif') exif = null;
    if (keyword === 'xmp') xmp = null;
  }
  return { exif: exif === undefined ? rawProfile : exif, xmp };
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

/** The text of an uncompressed iTXt, behind its flags, language and translated keyword. */
function internationalText(body: Uint8Array): Uint8Array | null {
  const flags = XMP_KEYWORD.length + 1;
  const language = body.indexOf(0, flags + 2);
  const translated = body.indexOf(0, language + 1);
  if (body[flags] !== 0 || language < 0 || translated < 0) return null;
  return body.subarray(translated + 1);
}

/** A chunk, and the offset of its body in the file. */
interface WholeChunk {
  readonly type: string;
  readonly start: number;
  readonly body: Uint8Array;
}

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
