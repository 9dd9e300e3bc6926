/**
 * The rows of a PNG, out of the pieces of its IDAT chunks. They are inflated into a window; a row that
 * is whole is unfiltered from there to the picture, which holds 1 to 4 bytes a pixel.
 *
 *   input ──inflate──▶ window: 32 KiB of history, rows still filtered ──unfilter──▶ picture
 *                      (a row of 16 bits, of less than 8, or of Adam7: by way of two lines)
 *
 * Pillow hands zlib a piece of at most 65,536 bytes at a time, never across the end of a chunk, and
 * asks it for a row at a time. Pieces are to be fed here in the same way.
 */
import { allocate, arenaIsExhausted, resetArena } from '../arena';
import { addToAdler } from './adler';
import { preparePatterns } from './inflate-fast';
import { inflate } from './inflate';
import { beginInflation, BROKEN, CROSSED, ENDED, inflation } from './inflation';
import { BYTES, PACKED, resetClipped, scatterPixels, unpackSamples } from './unpack';
import { resetText } from './text';
import { unfilterRow } from './unfilter';

/** The results of feeding a piece. */
const MORE: i32 = 0;
const FINISHED: i32 = 1;
const BROKEN_DATA: i32 = 2;
const UNKNOWN_FILTER: i32 = 3;

/** Pillow's ImageFile.MAXBLOCK. */
const PIECE_BYTES: u64 = 65536;
const HISTORY_BYTES: usize = 32768;
/** Between two moves of the history; with it about half of a second cache. */
const BODY_BYTES: u64 = 131072;
/** Bytes that the fast loop and its copies may write past the end of the window. */
const WINDOW_SLACK: u64 = 352;
/** The window is moved on when less than this is left of it. */
const LOW_ROOM: usize = 8192;
const LINE_SLACK: u64 = 64;
/** Pixels of 4 bytes that a band takes. */
const BAND_PIXELS: u64 = 16384;

// Adam7 (PNG specification, 8.2): the first pixel of each pass, and its steps
const FIRST_COLUMN = memory.data<u8>([0, 4, 0, 2, 0, 1, 0]);
const FIRST_ROW = memory.data<u8>([0, 0, 4, 0, 2, 0, 1]);
const COLUMN_STEP = memory.data<u8>([8, 8, 4, 4, 2, 2, 1]);
const ROW_STEP = memory.data<u8>([8, 8, 8, 4, 4, 2, 2]);
const PASSES: i32 = 7;

/** The address of the pieces, of image data and of texts. */
let input: usize = 0;
let windowEnd: usize = 0;
let picture: usize = 0;
let zeros: usize = 0;
let line: usize = 0;
let priorLine: usize = 0;
let pixelsLine: usize = 0;
/** The address of the pixels that are expanded for the caller. */
let band: usize = 0;

let kind: i32 = 0;
let bits: i32 = 0;
/** Bytes of a pixel in the picture; of a row of it; and between a byte and its left one in a row. */
let pixelBytes: usize = 0;
let stride: usize = 0;
let step: usize = 0;
/** The part of the picture that is stored, which is all of it but in odd animations. */
let left: i32 = 0;
let top: i32 = 0;
let columns: i32 = 0;
let rows: i32 = 0;
let isInterlaced: bool = false;
/** Whether rows fill the picture from the top; else it is black before the first. */
let isFull: bool = false;
/** Whether rows are unfiltered to their place in the picture. */
let isDirect: bool = false;

let pass: i32 = 0;
let y: i32 = 0;
let prior: usize = 0;
/** The row that is being inflated, in the window, its filter's byte included. */
let rowStart: usize = 0;
let rowEnd: usize = 0;
let bytesLeft: u64 = 0;

/** Frees everything; returns the address for pieces of 65,536 bytes, or 0 if memory runs out. */
export function resetPng(): usize {
  resetArena();
  preparePatterns();
  resetClipped();
  resetText();
  input = allocate(PIECE_BYTES);
  return arenaIsExhausted() ? 0 : input;
}

/**
 * Begins a picture of width × height, of which only the given part is stored. A pixel has
 * `sampleBits` × `channels` bits there, of samples of that kind. Returns false if memory runs out.
 */
export function beginPng(
  width: i32,
  height: i32,
  x0: i32,
  y0: i32,
  tileWidth: i32,
  tileHeight: i32,
  sampleKind: i32,
  sampleBits: i32,
  channels: i32,
  interlaced: bool,
): bool {
  kind = sampleKind;
  bits = sampleBits * channels;
  pixelBytes = channels;
  step = max(1, bits >> 3);
  stride = <usize>width * channels;
  columns = tileWidth;
  rows = tileHeight;
  isInterlaced = interlaced;
  // Pillow ignores the part's offset if the rows are interlaced
  left = interlaced ? 0 : x0;
  top = interlaced ? 0 : y0;
  isFull = tileWidth == width && tileHeight == height && !interlaced;
  isDirect = isFull && kind == BYTES;
  const lineBytes = ((<u64>bits * columns + 7) >> 3) + LINE_SLACK;
  const windowBytes = <u64>HISTORY_BYTES + max(BODY_BYTES, lineBytes + 2 * HISTORY_BYTES);
  const window = allocate(windowBytes + WINDOW_SLACK);
  zeros = allocate(lineBytes);
  band = allocate(4 * BAND_PIXELS + LINE_SLACK);
  if (!isDirect) {
    line = allocate(lineBytes);
    priorLine = allocate(lineBytes);
    pixelsLine = allocate(<u64>columns * channels + LINE_SLACK);
  }
  const pictureBytes = <u64>width * channels * height;
  if (arenaIsExhausted() || pictureBytes > <u64>i32.MAX_VALUE) return false;
  picture = allocate(pictureBytes + LINE_SLACK);
  if (arenaIsExhausted()) return false;
  memory.fill(zeros, 0, <usize>lineBytes);
  if (!isFull) memory.fill(picture, 0, <usize>pictureBytes);
  beginInflation(window);
  windowEnd = window + <usize>windowBytes;
  rowStart = window;
  y = 0;
  pass = 0;
  prior = zeros;
  bytesLeft = filteredBytes();
  rowEnd = rowStart + 1 + rowBytes();
  return true;
}

/** Columns of a row; of Adam7, of a row of this pass. */
function rowColumns(): i32 {
  if (!isInterlaced) return columns;
  const columnStep = <i32>load<u8>(COLUMN_STEP + pass);
  return (columns - load<u8>(FIRST_COLUMN + pass) + columnStep - 1) / columnStep;
}

function rowBytes(): usize {
  return <usize>((<u64>rowColumns() * bits + 7) >> 3);
}

/** Bytes of all rows with their filters. */
function filteredBytes(): u64 {
  if (!isInterlaced) return <u64>rows * (1 + rowBytes());
  let sum: u64 = 0;
  for (pass = 0; pass < PASSES; pass++) {
    const rowStep = <i32>load<u8>(ROW_STEP + pass);
    const passRows = (rows - load<u8>(FIRST_ROW + pass) + rowStep - 1) / rowStep;
    if (rowColumns() > 0 && passRows > 0) sum += <u64>passRows * (1 + rowBytes());
  }
  pass = 0;
  return sum;
}

/** Reads the next piece, which is at the address that `resetPng` returned. */
export function feedPng(bytes: usize): i32 {
  inflation.next = input;
  inflation.end = input + bytes;
  while (inflation.next < inflation.end) {
    makeRoom();
    inflation.fastEnd = <usize>min<u64>(windowEnd, <u64>rowStart + bytesLeft);
    const status = inflate(rowEnd);
    if (status == BROKEN) return BROKEN_DATA;
    if (status == CROSSED) {
      // the last of these rows may be whole, but zlib may still read an error behind it
      while (inflation.put > rowEnd) {
        if (!finishRow()) return UNKNOWN_FILTER;
      }
      continue;
    }
    if (inflation.put < rowEnd) break;
    if (!finishRow()) return UNKNOWN_FILTER;
    if (bytesLeft == 0) return FINISHED;
    if (status == ENDED) {
      // a stream that ends with a row is as good as a whole one: the remaining rows stay black
      if (isFull) memory.fill(picture + <usize>y * stride, 0, <usize>(rows - y) * stride);
      return FINISHED;
    }
  }
  return MORE;
}

/** Moves the history and the current row to the window's front when little room is left. */
function makeRoom(): void {
  const put = inflation.put;
  if (rowEnd <= windowEnd && windowEnd - put >= LOW_ROOM) return;
  const start = inflation.windowStart;
  const historyStart = put - start > HISTORY_BYTES ? put - HISTORY_BYTES : start;
  const front = min(rowStart, historyStart);
  if (front == start) return;
  addToAdler(inflation.checked, put);
  memory.copy(start, front, put - front);
  const moved = front - start;
  inflation.put -= moved;
  inflation.checked = inflation.put;
  rowStart -= moved;
  rowEnd -= moved;
}

/** Unfilters the current row into the picture. Returns false if there is no such filter. */
function finishRow(): bool {
  const filter = <i32>load<u8>(rowStart);
  const bytes = rowEnd - rowStart - 1;
  const to = isDirect ? picture + <usize>y * stride : line;
  if (!unfilterRow(filter, rowStart + 1, prior, to, bytes, step)) return false;
  prior = to;
  if (!isDirect) {
    placeLine();
    const spare = priorLine;
    priorLine = line;
    line = spare;
  }
  bytesLeft -= 1 + <u64>bytes;
  rowStart = rowEnd;
  nextRow();
  rowEnd = rowStart + 1 + rowBytes();
  return true;
}

function placeLine(): void {
  const pixels = <usize>rowColumns();
  const to = picture + <usize>(top + y) * stride;
  const samples = pixels * pixelBytes;
  const sampleBits = kind == PACKED ? bits : 8;
  unpackSamples(kind, sampleBits, line, pixelsLine, samples);
  if (!isInterlaced) {
    memory.copy(to + <usize>left * pixelBytes, pixelsLine, samples);
    return;
  }
  const first = <usize>load<u8>(FIRST_COLUMN + pass);
  const columnStep = <usize>load<u8>(COLUMN_STEP + pass);
  scatterPixels(pixelsLine, to + first * pixelBytes, pixels, pixelBytes, columnStep * pixelBytes);
}

function nextRow(): void {
  if (!isInterlaced) {
    y++;
    return;
  }
  y += load<u8>(ROW_STEP + pass);
  while (bytesLeft > 0 && (y >= rows || rowColumns() <= 0)) {
    pass++;
    y = load<u8>(FIRST_ROW + pass);
    prior = zeros;
  }
}

/** The address of the picture's pixels, without gaps. */
export function pngPicture(): usize {
  return picture;
}

/** An address with room for 16,384 expanded pixels of 4 bytes. */
export function pngBand(): usize {
  return band;
}
