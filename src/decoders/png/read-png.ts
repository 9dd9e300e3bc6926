import { crc32 } from '../../core/crc32.ts';
import { readPngChunk, type PngChunk } from '../../formats/png/chunk.ts';
import type { Failure } from '../../core/verdict.ts';
import { PIECE_BYTES, type PngReader } from '../../kernel/png-reader.ts';
import { corrupt, ENDS_EARLY } from './png-failures.ts';
import { emptyPngInfo, type PngInfo } from './png-info.ts';
import { readChunk, type PngBytes } from './read-chunk.ts';

/** The content of the chunks before the image data, and the first chunk of these. */
export interface PngHeader {
  readonly info: PngInfo;
  readonly imageChunk: PngChunk;
}

const SIGNATURE_BYTES = 8;
const CRC_BYTES = 4;
/** The sequence number at the beginning of a frame's data. */
const SEQUENCE_BYTES = 4;

const NO_IMAGE = corrupt('The PNG has no image data');
const NO_CHUNK = corrupt('The PNG is broken between two chunks');

/** Every chunk before the image data has to be complete, with a correct checksum. */
export function readPngHeader(png: PngBytes): PngHeader | Failure {
  const info = emptyPngInfo();
  for (let at = SIGNATURE_BYTES; ;) {
    const chunk = readPngChunk(png.read, at);
    if (chunk === 'ends-early') return ENDS_EARLY;
    if (chunk === 'malformed') return NO_CHUNK;
    const result = readChunk(info, chunk, png);
    if (result === 'image') return { info, imageChunk: chunk };
    if (result === 'end') return NO_IMAGE;
    if (result !== null) return result;
    const end = chunk.start + chunk.length;
    const crc = png.read.u32(end);
    if (crc === undefined) return ENDS_EARLY;
    if (crc !== crc32(png.bytes.subarray(chunk.start - 4, end))) {
      return corrupt(`The checksum of the PNG's ${chunk.type} chunk is wrong`);
    }
    at = end + CRC_BYTES;
  }
}

/**
 * Feeds the image data to the reader until the last row is complete, and reads the chunks behind them.
 * There Pillow checks no checksums and requires no end, but it reads every chunk that begins, and fails
 * if one is invalid.
 */
export function readPngPixels(
  png: PngBytes,
  { info, imageChunk }: PngHeader,
  reader: PngReader,
): Failure | null {
  const { bytes, read } = png;
  const isAnimated =
    (info.frames ?? 1) + (info.hasDefaultImage ? 1 : 0) > 1 && info.frames !== null;
  let { start: at, length: left } = contentOf(imageChunk);
  for (;;) {
    while (left === 0) {
      const chunk = readPngChunk(read, at + CRC_BYTES);
      if (chunk === 'malformed') return NO_CHUNK;
      if (chunk === 'ends-early' || !IMAGE_CHUNKS.has(chunk.type)) return TOO_FEW_ROWS;
      const result = chunk.type === 'fdAT' ? readChunk(info, chunk, png) : null;
      if (result !== null && typeof result !== 'string') return result;
      ({ start: at, length: left } = contentOf(chunk));
    }
    const piece = bytes.subarray(at, at + Math.min(left, PIECE_BYTES));
    if (piece.length === 0) return TOO_FEW_ROWS;
    at += piece.length;
    left -= Math.min(left, PIECE_BYTES);
    const fed = reader.feed(piece);
    if (fed === 'broken') return BROKEN;
    if (fed === 'unknown-filter') return UNKNOWN_FILTER;
    if (fed === 'finished') return readRemainingChunks(png, info, isAnimated, at + left);
  }
}

/** DDAT is in no specification, but in Pillow. */
const IMAGE_CHUNKS: ReadonlySet<string> = new Set(['IDAT', 'DDAT', 'fdAT']);

const TOO_FEW_ROWS: Failure = {
  code: 'truncated',
  detail: 'The PNG ends before its last row: get the whole file again.',
};
const BROKEN = corrupt('The compressed rows of the PNG are broken');
const UNKNOWN_FILTER = corrupt('A row of the PNG is filtered in an unknown way');

function contentOf({ type, start, length }: PngChunk): { start: number; length: number } {
  return type === 'fdAT'
    ? { start: start + SEQUENCE_BYTES, length: length - SEQUENCE_BYTES }
    : { start, length };
}

/** Reads the chunks behind the image data; `end` is the end of the chunk with the last row. */
function readRemainingChunks(
  png: PngBytes,
  info: PngInfo,
  isAnimated: boolean,
  end: number,
): Failure | null {
  for (let at = end + CRC_BYTES; ;) {
    const chunk = readPngChunk(png.read, at);
    if (typeof chunk === 'string' || chunk.type === 'IEND') return null;
    if (chunk.type === 'fcTL' && isAnimated) return null;
    const result = readChunk(info, chunk, png);
    if (result !== null && typeof result !== 'string') return result;
    const chunkEnd = chunk.start + chunk.length;
    if (chunkEnd > png.bytes.length) return ENDS_EARLY;
    at = chunkEnd + CRC_BYTES;
  }
}
