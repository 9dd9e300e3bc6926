import type { ByteReader } from '../../formats/byte-reader.ts';
import { pngModeOf, type PngChunk } from '../../formats/png/chunk.ts';
import type { Failure } from '../../core/verdict.ts';
import { corrupt, ENDS_EARLY } from './png-failures.ts';
import type { PngInfo } from './png-info.ts';
import {
  readCompressedText,
  readInternationalText,
  readPlainText,
  readProfile,
  type InflateText,
} from './read-text.ts';

/** The bytes of a PNG, and a function that inflates its texts. */
export interface PngBytes {
  readonly bytes: Uint8Array;
  readonly read: ByteReader;
  readonly inflateText: InflateText;
}

/** `image` if image data begin with this chunk; `end` if there are no more chunks. */
export type ChunkResult = Failure | 'image' | 'end' | null;

/** Reads a chunk into `info`, and fails if Pillow's handler of the chunk raises. */
export function readChunk(info: PngInfo, chunk: PngChunk, png: PngBytes): ChunkResult {
  const { type, start, length } = chunk;
  if (type === 'IEND') return 'end';
  if (type === 'fdAT') {
    const failure = readFrameData(info, chunk, png.read);
    return failure ?? beginImage(info) ?? corrupt('Frames of the PNG come before its header');
  }
  if (type === 'IDAT') {
    const image = beginImage(info);
    // without a header, Pillow skips it as an unknown chunk
    if (image !== null) return image;
  }
  if (start + length > png.bytes.length) return ENDS_EARLY;
  const readBody = READERS[type];
  return readBody === undefined
    ? null
    : readBody(info, png.bytes.subarray(start, start + length), png);
}

function beginImage(info: PngInfo): 'image' | null {
  if (info.frame === null && info.frames !== null) info.hasDefaultImage = true;
  return info.mode === null ? null : 'image';
}

type ReadBody = (info: PngInfo, body: Uint8Array, png: PngBytes) => Failure | null;

const READERS: Readonly<Record<string, ReadBody>> = {
  IHDR: readHeader,
  PLTE: (info, body) => {
    if (info.mode === 'P') info.palette = body;
    return null;
  },
  tRNS: readTransparency,
  gAMA: (_, { length }) => (length < 4 ? tooShort('gAMA') : null),
  cHRM: (_, { length }) => (length % 4 === 0 ? null : tooShort('cHRM')),
  sRGB: (_, { length }) => (length < 1 ? tooShort('sRGB') : null),
  pHYs: (_, { length }) => (length < 9 ? tooShort('pHYs') : null),
  acTL: readAnimation,
  fcTL: readFrame,
  iCCP: (_, body, { inflateText }) => readProfile(body, inflateText),
  tEXt: readPlainText,
  zTXt: (info, body, { inflateText }) => readCompressedText(info, body, inflateText),
  iTXt: (info, body, { inflateText }) => readInternationalText(info, body, inflateText),
};

function tooShort(type: string): Failure {
  return corrupt(`The ${type} chunk of the PNG is too short`);
}

function u16(body: Uint8Array, at: number): number {
  return ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0);
}

function u32(body: Uint8Array, at: number): number {
  return u16(body, at) * 0x10000 + u16(body, at + 2);
}

function readHeader(info: PngInfo, body: Uint8Array): Failure | null {
  if (body.length < 13) return tooShort('IHDR');
  info.width = u32(body, 0);
  info.height = u32(body, 4);
  const [depth = 0, colourType = 0] = body.subarray(8);
  const mode = pngModeOf(depth, colourType);
  if (mode !== null) Object.assign(info, { mode, depth, colourType });
  if (body[12] !== 0) info.isInterlaced = true;
  return body[11] === 0 ? null : corrupt('The PNG is filtered in an unknown way');
}

function readTransparency(info: PngInfo, body: Uint8Array): Failure | null {
  switch (info.mode) {
    case 'P':
      info.transparency = onlyTransparent(body) ?? body;
      return null;
    case '1':
    case 'L':
    case 'I;16':
      if (body.length < 2) return tooShort('tRNS');
      info.transparency = info.mode === '1' && u16(body, 0) !== 0 ? 255 : u16(body, 0);
      return null;
    case 'RGB':
      if (body.length < 6) return tooShort('tRNS');
      info.transparency = [u16(body, 0), u16(body, 2), u16(body, 4)];
      return null;
    default:
      return null;
  }
}

const OPAQUE = 255;
const LINE_FEED = 10;

/**
 * The one transparent colour among opaque ones. Pillow finds it with a regular expression, and its `$`
 * also matches before a final line feed.
 */
function onlyTransparent(alphas: Uint8Array): number | null {
  const index = alphas.findIndex((alpha) => alpha !== OPAQUE);
  if (index < 0 || alphas[index] !== 0) return null;
  const end = alphas.at(-1) === LINE_FEED ? alphas.length - 1 : alphas.length;
  return alphas.subarray(index + 1, end).every((alpha) => alpha === OPAQUE) ? index : null;
}

const MAX_FRAMES = 0x80000000;

function readAnimation(info: PngInfo, body: Uint8Array): Failure | null {
  if (body.length < 8) return tooShort('acTL');
  const frames = u32(body, 0);
  if (info.frames !== null) info.frames = null;
  else if (frames > 0 && frames <= MAX_FRAMES) info.frames = frames;
  return null;
}

const OUT_OF_SEQUENCE = corrupt('The frames of the PNG are out of sequence');

function readFrame(info: PngInfo, body: Uint8Array): Failure | null {
  if (body.length < 26) return tooShort('fcTL');
  const sequence = u32(body, 0);
  if (sequence !== (info.sequence === null ? 0 : info.sequence + 1)) return OUT_OF_SEQUENCE;
  info.sequence = sequence;
  const [width, height, left, top] = [u32(body, 4), u32(body, 8), u32(body, 12), u32(body, 16)];
  if (left + width > info.width || top + height > info.height) {
    return corrupt('A frame of the PNG is larger than the picture');
  }
  info.frame = [left, top, left + width, top + height];
  return null;
}

function readFrameData(
  info: PngInfo,
  { start, length }: PngChunk,
  read: ByteReader,
): Failure | null {
  if (length < 4) return tooShort('fdAT');
  const sequence = read.u32(start);
  if (sequence === undefined) return ENDS_EARLY;
  if (info.sequence !== sequence - 1) return OUT_OF_SEQUENCE;
  info.sequence = sequence;
  return null;
}
