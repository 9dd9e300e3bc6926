/**
 * The kernel: pixels of one image, band after band, to one row. Down the list once:
 *
 *   band of rows            4-byte pixels, written into memory by the caller    source.ts
 *   lines of channels       16 rows at a time: split, and composited             colour.ts
 *   shorter lines           the pass along them, rounded to bytes               horizontal.ts
 *   fewer lines             the pass across them, rounded to bytes              vertical.ts
 *   pixels                  turned upright, one byte a channel                  result.ts
 *
 * Images that EXIF turns by a quarter, and very high ones, take the pass across first: Pillow's
 * order of passes is that of the upright image, and rounding between them makes it matter.
 * The image is never turned: its axes' weights are mirrored, and the small result is transposed.
 */
import { allocate, arenaIsExhausted, resetArena, rewindArena } from './arena';
import { frame } from './jpeg/frame';
import { Coefficients, firstStart, KEPT_BYTES, lastEnd } from './resample/coefficients';
import { resampleHorizontal } from './resample/horizontal';
import { precomputeCoefficients } from './resample/precompute-coefficients';
import {
  bandAddress,
  bandRowCapacity,
  beginBands,
  beginJpegLines,
  beginLines,
  makeLines,
  MODE_L,
  MODE_RGBA,
  setBand,
} from './resample/source';
import { beginResult, placeLine, resultAddress } from './resample/result';
import { LINES, turnedBytes } from './resample/turned-lines';
import { addLines, beginVertical, hasFinished, needsLines, finishOldest } from './resample/vertical';

/** Rows that both passes take at a time, as one line for each channel. */
const GROUP_ROWS: i32 = LINES;

const columns = changetype<Coefficients>(memory.data(offsetof<Coefficients>(), 16));
const rows = changetype<Coefficients>(memory.data(offsetof<Coefficients>(), 16));
columns.group = 4;
columns.kept = memory.data(KEPT_BYTES, 16);
rows.group = 2;
rows.kept = memory.data(KEPT_BYTES, 16);

/** Size of the image, as stored. */
let width: i32 = 0;
let height: i32 = 0;
let mode: i32 = 0;
let channels: i32 = 3;
/** Whether the stored image's lines are shortened before they are made fewer. */
let isAlongFirst: bool = true;

/** Lines of the stored image, and of the shortened one. */
let lines: usize = 0;
let stride: usize = 0;
let shortLines: usize = 0;
let shortStride: usize = 0;
let turned: usize = 0;

/**
 * Begins an image of width × height 4-byte pixels, as stored; background is 0xrrggbb, or -1 if the fourth byte of
 * pixels is no alpha, or is dropped, or -2 if alpha is a channel of the row.
 */
export function beginPixels(imageWidth: i32, imageHeight: i32, background: i32): void {
  resetArena();
  width = imageWidth;
  height = imageHeight;
  beginBands(width, height, background);
}

/** Begins the JPEG that is open. */
export function beginJpeg(): void {
  rewindArena();
  width = frame.outputWidth;
  height = frame.outputHeight;
  beginJpegLines(width);
}

/**
 * Begins the row of the image that was begun: the box x0, y0 to x1, y1 of the upright image becomes scaledWidth ×
 * scaledHeight, of which outWidth × outHeight are wanted, from `left` and `top` on. Mode is that of source.ts; in RGBA, colours may be
 * scaled as multiplied by alpha. Orientation is EXIF's, 1 to 8. Returns false if memory runs out.
 */
export function beginRow(
  ofMode: i32,
  isMultiplied: bool,
  orientation: i32,
  filter: i32,
  x0: f32,
  y0: f32,
  x1: f32,
  y1: f32,
  scaledWidth: i32,
  scaledHeight: i32,
  left: i32,
  top: i32,
  outWidth: i32,
  outHeight: i32,
): bool {
  if (arenaIsExhausted()) return false;
  mode = ofMode;
  channels = mode == MODE_L ? 1 : mode == MODE_RGBA ? 4 : 3;
  const isTurned = orientation >= 5;
  const mirrorsColumns = orientation == 2 || orientation == 3 || orientation >= 7;
  const mirrorsRows = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const uprightWidth = isTurned ? height : width;
  const uprightHeight = isTurned ? width : height;
  // Image.py since 12.2.0: images more than 100 times as high as wide, if they become less high
  const isVerticalFirst = <i64>uprightHeight > <i64>uprightWidth * 100 && scaledHeight < uprightHeight;
  isAlongFirst = isTurned == isVerticalFirst;
  if (isTurned) {
    precomputeCoefficients(
      columns, filter, width, scaledHeight, top, outHeight, y0, y1, mirrorsColumns,
    );
    precomputeCoefficients(rows, filter, height, scaledWidth, left, outWidth, x0, x1, mirrorsRows);
  } else {
    precomputeCoefficients(
      columns, filter, width, scaledWidth, left, outWidth, x0, x1, mirrorsColumns,
    );
    precomputeCoefficients(rows, filter, height, scaledHeight, top, outHeight, y0, y1, mirrorsRows);
  }
  if (arenaIsExhausted()) return false;
  allocateLines(orientation, isMultiplied);
  return !arenaIsExhausted();
}

/** Room for lines and for the result; colours are scaled as multiplied by alpha or as they are. */
function allocateLines(orientation: i32, isMultiplied: bool): void {
  stride = padded(width);
  shortStride = padded(columns.outSize);
  lines = allocate(<u64>stride * GROUP_ROWS * channels);
  shortLines = allocate(<u64>shortStride * GROUP_ROWS * channels);
  turned = allocate(turnedBytes(width));
  beginLines(mode, stride, isMultiplied);
  beginResult(mode, channels, orientation, columns.outSize, rows.outSize, isMultiplied);
  beginVertical(rows, (isAlongFirst ? shortStride : stride) * channels);
}

/** Lines are written and read in blocks of 16 bytes; 4-byte pixels in blocks of 16 pixels. */
function padded(bytes: i32): usize {
  return (<usize>bytes + 31) & ~15;
}

/** The address that the caller writes a band to, and its most rows; valid until the next begin. */
export { bandAddress, bandRowCapacity };

/** The stored rows that are needed at all: from firstRow (even, because weights lie in pairs) to before endRow. */
export function firstRow(): i32 {
  return firstStart(rows) & ~1;
}

export function endRow(): i32 {
  return lastEnd(rows);
}

/**
 * Takes a band, of the rows from `first` (even) to before `end`. Bands come from the image's first needed row
 * to its last, without gaps.
 */
export function addBand(first: i32, end: i32): void {
  setBand(first);
  addRows(first, end);
}

/** Takes the rows from `first` (even) to before `end` of the JPEG that is open, which are decoded. */
export function addRows(first: i32, end: i32): void {
  for (let y = first; y < end; y += GROUP_ROWS) {
    const groupEnd = min(y + GROUP_ROWS, end);
    if (needsLines(rows, y, groupEnd)) addGroup(y, groupEnd);
  }
}

function addGroup(first: i32, end: i32): void {
  const rowStride = stride * <usize>channels;
  for (let y = first; y < end; y++) {
    makeLines(y, mode, lines + <usize>(y - first) * rowStride, stride);
  }
  if (isAlongFirst) {
    const shortRowStride = shortStride * <usize>channels;
    for (let channel: usize = 0; channel < <usize>channels; channel++) {
      const from = lines + channel * stride;
      const to = shortLines + channel * shortStride;
      resampleHorizontal(columns, from, rowStride, turned, to, shortRowStride);
    }
    addLines(shortLines, shortRowStride, first, end);
    while (hasFinished(end)) placeLine(finishOldest(shortLines), shortLines, shortStride);
  } else {
    addLines(lines, rowStride, first, end);
    while (hasFinished(end)) {
      const row = finishOldest(lines);
      // a line for each channel, and others that nobody reads
      resampleHorizontal(columns, lines, stride, turned, shortLines, shortStride);
      placeLine(row, shortLines, shortStride);
    }
  }
}

/** The address of the finished pixels: outHeight × outWidth × channels, upright. */
export { resultAddress };

/**
 * PNG, for instances of their own: they hold a picture from its decoding until its row is made. See
 * kernel/png-reader.ts for the order of calls.
 */
export { expandByTable, expandGreyAlpha, expandRgb, pixelTable } from './png/expand';
export { clippedSamples } from './png/unpack';
export { beginPng, feedPng, pngBand, pngPicture, resetPng } from './png/rows';
export { beginText, feedText, textBytes } from './png/text';

/** JPEG, which is decoded into the memory of its row: see kernel/jpeg-row.ts for the order of calls. */
export { jpegInput, openJpeg } from './jpeg/jpeg';
export { markerOffset as jpegEnd } from './jpeg/source';
export { decodeLines as decodeJpegLines, finishOutput as finishJpeg } from './jpeg/output';

/** The same lines as pixels, after beginJpeg and instead of beginRow: see kernel/jpeg-pixels.ts. */
export { beginPixelLines, pixelLine } from './jpeg/pixel-lines';
