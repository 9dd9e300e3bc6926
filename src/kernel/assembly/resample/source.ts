import { allocate } from '../arena';
import { makeJpegRgbLines } from '../jpeg/lines';
import { compositeLine, convertYccToRgb, splitAlpha, splitPixels } from './colour';
import { upsampleBetween, upsampleLine, upsampleScratchBytes } from './upsample';

// Layouts, in the order of PIXEL_LAYOUTS in kernel/resample/pixel-layout.ts.
const RGBA: i32 = 0;
const BGRA: i32 = 1;
const BGRX: i32 = 3;
const I420: i32 = 4;
const I422: i32 = 5;
const I440: i32 = 6;
/** No band: lines are made by the decoder of JPEG. */
export const JPEG: i32 = -1;

/** A band takes about as many bytes as stay in a processor's second cache. */
const BAND_BYTES: u64 = 1 << 20;
/** Rows of a band, at least: some to keep, and neighbours for chroma on both sides. */
const MIN_BAND_ROWS: i32 = 16;

let layout: i32 = 0;
let width: i32 = 0;
let height: i32 = 0;
/** Background as 0xrrggbb; negative: alpha is dropped. */
let background: i32 = -1;

let band: usize = 0;
let bandCapacity: i32 = 0;
/** The image rows that the band holds now. */
let bandFirst: i32 = 0;
let bandRows: i32 = 0;

let chromaColumns: i32 = 0;
let blueLine: usize = 0;
let redLine: usize = 0;
let scratch: usize = 0;

export function beginSource(
  sourceLayout: i32,
  sourceWidth: i32,
  sourceHeight: i32,
  backgroundColour: i32,
): void {
  layout = sourceLayout;
  width = sourceWidth;
  height = sourceHeight;
  background = backgroundColour;
  if (layout == JPEG) return;
  const isHalvedAcross = layout == I420 || layout == I422;
  chromaColumns = isHalvedAcross ? (width + 1) >> 1 : width;
  const fitting = BAND_BYTES / max<u64>(1, bandBytesOf(1));
  const whole = <u64>height + 2 * <u64>neighbourRows() + 1;
  bandCapacity = max(MIN_BAND_ROWS, <i32>min<u64>(whole, fitting)) & ~1;
  band = allocate(bandBytesOf(bandCapacity));
  const lineBytes = <u64>width + 32;
  blueLine = allocate(lineBytes);
  redLine = allocate(lineBytes);
  scratch = allocate(upsampleScratchBytes(chromaColumns));
}

/** Bytes of this number of rows. Twin: layoutBytes. */
function bandBytesOf(rows: i32): u64 {
  if (layout < I420) return (<u64>width * <u64>rows) << 2;
  const chromaRows = isHalvedDown() ? (rows + 1) >> 1 : rows;
  return <u64>width * <u64>rows + 2 * <u64>chromaColumns * <u64>chromaRows;
}

@inline
function isHalvedDown(): bool {
  return layout == I420 || layout == I440;
}

export function bandAddress(): usize {
  return band;
}

export function bandRowCapacity(): i32 {
  return bandCapacity;
}

/** The rows that a band must have around the rows to be made: chroma lines lean on neighbours. */
export function neighbourRows(): i32 {
  return isHalvedDown() ? 2 : 0;
}

export function setBand(first: i32, rows: i32): void {
  bandFirst = first;
  bandRows = rows;
}

/** Image row y, which is in the band, as lines of red, green and blue. */
export function makeRgbLines(y: i32, red: usize, green: usize, blue: usize): void {
  if (layout == JPEG) makeJpegRgbLines(y, red, green, blue);
  else if (layout >= I420) makeFromPlanes(y, red, green, blue);
  else makeFromPixels(y, red, green, blue);
}

function makeFromPixels(y: i32, red: usize, green: usize, blue: usize): void {
  const pixels = band + (<usize>(y - bandFirst) * <usize>width << 2);
  const isBlueFirst = layout == BGRA || layout == BGRX;
  splitPixels(pixels, width, isBlueFirst ? blue : red, green, isBlueFirst ? red : blue);
  if (background < 0 || (layout != RGBA && layout != BGRA)) return;
  splitAlpha(pixels, width, blueLine);
  compositeLine(red, blueLine, width, <i16>((background >> 16) & 255));
  compositeLine(green, blueLine, width, <i16>((background >> 8) & 255));
  compositeLine(blue, blueLine, width, <i16>(background & 255));
}

function makeFromPlanes(y: i32, red: usize, green: usize, blue: usize): void {
  const row = y - bandFirst;
  const luma = band + <usize>row * <usize>width;
  const chromaRows = isHalvedDown() ? (bandRows + 1) >> 1 : bandRows;
  const planeBytes = <usize>chromaColumns * <usize>chromaRows;
  const bluePlane = band + <usize>width * <usize>bandRows;
  const nearRow = isHalvedDown() ? row >> 1 : row;
  const farRow = isHalvedDown() ? farChromaRow(y, chromaRows) : nearRow;
  const near = bluePlane + <usize>nearRow * <usize>chromaColumns;
  const far = bluePlane + <usize>farRow * <usize>chromaColumns;
  const cb = chromaLine(near, far, y, blueLine);
  const cr = chromaLine(near + planeBytes, far + planeBytes, y, redLine);
  convertYccToRgb(luma, cb, cr, width, red, green, blue);
}

// above the image's first chroma line and below its last one, libjpeg sees them again
function farChromaRow(y: i32, chromaRows: i32): i32 {
  const nearRow = (y - bandFirst) >> 1;
  return min(max((y & 1) == 0 ? nearRow - 1 : nearRow + 1, 0), chromaRows - 1);
}

/** The chroma of image row y at the image's width: in the band itself if it has that width already. */
function chromaLine(near: usize, far: usize, y: i32, line: usize): usize {
  switch (layout) {
    case I420:
      upsampleLine(near, far, chromaColumns, line, scratch);
      return line;
    case I422:
      upsampleLine(near, 0, chromaColumns, line, scratch);
      return line;
    case I440:
      upsampleBetween(near, far, chromaColumns, (y & 1) == 0 ? 1 : 2, line);
      return line;
    default:
      return near;
  }
}
