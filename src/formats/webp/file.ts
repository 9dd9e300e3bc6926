import type { ByteReader } from '../byte-reader.ts';
import type { ImageSize } from '../image-size.ts';
import type { Failure } from '../../core/verdict.ts';
import { hasWebpAlpha } from './alpha.ts';
import {
  ALPH,
  ALPHA_FLAG,
  ANIM,
  ANIMATION_FLAG,
  ANMF,
  chunkAt,
  EXIF_FLAG,
  EXTENDED_HEADER_BYTES,
  ICC_FLAG,
  pictureOf,
  VP8,
  VP8L,
  VP8X,
  XMP_FLAG,
  type WebpChunk,
  type WebpPicture,
} from './chunks.ts';

/** The picture that is shown first. */
export interface WebpFrame extends ImageSize {
  /** Its position on the canvas, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Its chunks in the file, with their headers: `VP8L`, `VP8 `, or `ALPH` and all up to `VP8 `. */
  readonly start: number;
  readonly end: number;
  readonly isLossless: boolean;
  /** Whether it has a chunk of alpha, though that need not count. */
  readonly hasAlphaChunk: boolean;
}

/** The structure of a file as libwebp's WebPDemux finds it; width and height are the canvas's. */
export interface WebpFile extends ImageSize {
  readonly kind: 'webp';
  /** Whether Pillow's mode is RGBA rather than RGB. */
  readonly hasAlpha: boolean;
  /** Whether the extended header announces alpha; null if there is no such header. */
  readonly saysAlpha: boolean | null;
  readonly isAnimated: boolean;
  readonly frame: WebpFrame;
}

export interface BrokenWebp {
  readonly kind: 'broken';
  readonly failure: Failure;
}

/**
 * Reads the structure of a file as libwebp 1.6.0 does for Pillow (WebPDemux, WebPGetFeatures), and
 * refuses the same: a file with a missing byte, an animation with a frame that is incomplete or not on
 * the canvas, a still picture that does not fill it. Bytes behind the RIFF chunk are ignored.
 */
export function readWebpFile(read: ByteReader): WebpFile | BrokenWebp {
  const end = (read.u32(4, true) ?? 0) + 8;
  if (read.length < 20) return broken('truncated', 'The WebP ends within its header.');
  if (end > read.length) {
    const detail = `The WebP should have ${end} bytes, and ends after ${read.length}.`;
    return broken('truncated', detail);
  }
  const type = read.u32(12, true);
  if (type === VP8X) return readExtended(read, end);
  if (type !== VP8 && type !== VP8L) return corrupt('does not begin with a picture');
  const group = readGroup(read, 12, end);
  if (group.kind === 'broken') return group;
  if (group.picture === null) return NO_PICTURE;
  const { width, height } = group.picture;
  const frame = frameOf(group, group.picture, false);
  const hasAlpha = hasWebpAlpha(read);
  return { kind: 'webp', width, height, hasAlpha, saysAlpha: null, isAnimated: false, frame };
}

/** The canvas of a file with an extended header. */
interface Canvas extends ImageSize {
  readonly isAnimated: boolean;
  readonly saysAlpha: boolean;
}

function readExtended(read: ByteReader, end: number): WebpFile | BrokenWebp {
  const header = chunkAt(read, 12, end);
  if (header === null || header.length !== EXTENDED_HEADER_BYTES) return brokenChunk(12);
  const flags = read.u8(header.body) ?? 0;
  const canvas: Canvas = {
    width: (read.u24le(header.body + 4) ?? 0) + 1,
    height: (read.u24le(header.body + 7) ?? 0) + 1,
    isAnimated: (flags & ANIMATION_FLAG) !== 0,
    saysAlpha: (flags & ALPHA_FLAG) !== 0,
  };
  if (isEndless(canvas)) return corrupt('has a canvas of 2^32 pixels or more');
  if ((flags & ~KNOWN_FLAGS) !== 0) return corrupt('has unknown flags in its header');
  const frame = readFrames(read, header.next, end, canvas);
  if (frame.kind === 'broken') return frame;
  return { kind: 'webp', ...canvas, hasAlpha: hasWebpAlpha(read), frame: frame.frame };
}

const KNOWN_FLAGS = ANIMATION_FLAG | XMP_FLAG | EXIF_FLAG | ALPHA_FLAG | ICC_FLAG;

interface FirstFrame {
  readonly kind: 'first';
  readonly frame: WebpFrame;
}

/** Reads all chunks behind the extended header: every frame has to be valid, not only the first. */
function readFrames(
  read: ByteReader,
  start: number,
  end: number,
  canvas: Canvas,
): FirstFrame | BrokenWebp {
  let first: WebpFrame | null = null;
  let hasAnimationHeader = false;
  let at = start;
  do {
    const chunk = chunkAt(read, at, end);
    if (chunk === null) return brokenChunk(at);
    at = chunk.next;
    if (chunk.type === VP8X) return corrupt('has two extended headers');
    if (chunk.type === ANIM && chunk.next - chunk.body < 6) return brokenChunk(chunk.start);
    hasAnimationHeader ||= chunk.type === ANIM;
    const isStill = isImageType(chunk.type);
    if (!isStill && chunk.type !== ANMF) continue;

    if (isStill && (canvas.isAnimated || hasAnimationHeader)) return corrupt(OUT_OF_FRAME);
    if (isStill && first !== null) return corrupt('has two pictures, and is no animation');
    if (!isStill && !hasAnimationHeader) return corrupt('has a frame before its ANIM chunk');
    const group = isStill ? readGroup(read, chunk.start, end) : readAnimated(read, chunk, end);
    if (group.kind === 'broken') return group;
    at = group.next;
    // unknown chunks make no frame, and frames count in an animation only
    const isFrame = group.picture !== null || group.alpha !== null;
    if (!isFrame || isStill === canvas.isAnimated) continue;
    const frame = toFirstFrame(group, canvas);
    if (frame.kind === 'broken') return frame;
    first ??= frame.frame;
  } while (at !== end);
  return first === null ? NO_PICTURE : { kind: 'first', frame: first };
}

/** A picture and its alpha. */
interface Group {
  readonly kind: 'group';
  /** 0 for a still picture. */
  readonly x: number;
  readonly y: number;
  readonly alpha: WebpChunk | null;
  readonly picture: (WebpChunk & WebpPicture) | null;
  /** Behind the last of its chunks. */
  readonly next: number;
}

/** ANMF: x / 2, y / 2, width - 1, height - 1, duration (24 bits each), a byte of flags; chunks. */
function readAnimated(read: ByteReader, chunk: WebpChunk, end: number): Group | BrokenWebp {
  const { body } = chunk;
  if (chunk.next - body < ANMF_HEADER_BYTES) return brokenChunk(chunk.start);
  const width = (read.u24le(body + 6) ?? 0) + 1;
  const height = (read.u24le(body + 9) ?? 0) + 1;
  // the picture's size counts, and is not compared with this one
  if (isEndless({ width, height })) return corrupt('has a frame of 2^32 pixels or more');
  const group = readGroup(read, body + ANMF_HEADER_BYTES, end);
  if (group.kind === 'broken') return group;
  if (group.next > chunk.next) return corrupt('has a picture that is longer than its frame');
  return { ...group, x: 2 * (read.u24le(body) ?? 0), y: 2 * (read.u24le(body + 3) ?? 0) };
}

const ANMF_HEADER_BYTES = 16;

/** At most one ALPH and one picture. The chunk behind them has to be complete, too. */
function readGroup(read: ByteReader, start: number, end: number): Group | BrokenWebp {
  let alpha: WebpChunk | null = null;
  let picture: (WebpChunk & WebpPicture) | null = null;
  let at = start;
  do {
    const chunk = chunkAt(read, at, end);
    if (chunk === null) return brokenChunk(at);
    if (chunk.type === VP8L && alpha !== null) {
      return corrupt('has alpha beside a lossless picture');
    }
    if (chunk.type === ALPH ? alpha !== null : !isImageType(chunk.type) || picture !== null) break;
    if (chunk.type === ALPH) {
      alpha = chunk;
    } else {
      const header = pictureOf(read, chunk);
      if (header === null) return corrupt('has a picture without a valid header');
      picture = { ...chunk, ...header };
    }
    at = chunk.next;
  } while (at !== end);
  return { kind: 'group', x: 0, y: 0, alpha, picture, next: at };
}

function toFirstFrame(group: Group, canvas: Canvas): FirstFrame | BrokenWebp {
  const { x, y, alpha, picture } = group;
  if (picture === null) return corrupt('has alpha without a picture');
  const { width, height } = picture;
  const keepsAlpha = canvas.isAnimated || canvas.saysAlpha;
  if (keepsAlpha && alpha !== null && alpha.start > picture.start) {
    return corrupt('has alpha behind the picture');
  }
  if (!canvas.isAnimated && (width !== canvas.width || height !== canvas.height)) {
    return corrupt(`has a picture of ${width} × ${height} pixels, which is not its canvas's size`);
  }
  if (x + width > canvas.width || y + height > canvas.height) {
    return corrupt('has a frame that is not on its canvas');
  }
  return { kind: 'first', frame: frameOf(group, picture, keepsAlpha) };
}

function frameOf(
  { x, y, alpha }: Group,
  { type, width, height, start, next }: WebpChunk & WebpPicture,
  keepsAlpha: boolean,
): WebpFrame {
  const begin = keepsAlpha && alpha !== null ? alpha.start : start;
  const isLossless = type === VP8L;
  const hasAlphaChunk = alpha !== null;
  return { x, y, width, height, start: begin, end: next, isLossless, hasAlphaChunk };
}

function isImageType(type: number): boolean {
  return type === VP8 || type === VP8L || type === ALPH;
}

function isEndless({ width, height }: ImageSize): boolean {
  return width * height >= 2 ** 32;
}

function broken(code: 'truncated' | 'corrupt', detail: string): BrokenWebp {
  return { kind: 'broken', failure: { code, detail } };
}

function corrupt(predicate: string): BrokenWebp {
  return broken('corrupt', `The WebP ${predicate}.`);
}

function brokenChunk(at: number): BrokenWebp {
  return corrupt(`has a chunk at byte ${at} that is too short or too long`);
}

const NO_PICTURE = corrupt('holds no picture');
const OUT_OF_FRAME = 'is an animation, and has a picture outside of its frames';
