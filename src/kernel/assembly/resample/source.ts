// Where the lines of an image come from: a band of pixels, or the decoder of JPEG.
import { allocate } from '../arena';
import { isGreyJpeg, makeJpegGreyLine, makeJpegRgbLines } from '../jpeg/rgb-lines';
import { compositeLine, splitAlpha, splitPixels, weighLuma } from './colour';
import { LINES } from './turned-lines';

/** A band takes about as many bytes as stay in a processor's second cache. */
const BAND_BYTES: u64 = 1 << 20;
/** Lines are split in blocks of 16 pixels, so that many bytes are read behind the last one. */
const OVERREAD_BYTES: u64 = 64;

let isJpeg: bool = false;
let width: i32 = 0;
/** Background as 0xrrggbb; or, if it is negative, one of the next two. */
let background: i32 = -1;
/** There is no alpha, or it is dropped. */
const NO_ALPHA: i32 = -1;
/** Alpha is a channel of the row. */
const KEPT_ALPHA: i32 = -2;

/** The channels of a row, as in MODES of core/recipe/recipe.ts. */
export const MODE_RGB: i32 = 0;
export const MODE_L: i32 = 1;
export const MODE_RGBA: i32 = 2;

/** Where red, green and blue are before they become luma. */
let colourLines: usize = 0;
let colourStride: usize = 0;
/** Whether colours are multiplied by alpha, as Pillow scales them. */
let isMultiplied: bool = false;

let band: usize = 0;
let bandCapacity: i32 = 0;
/** The image row with which the band begins now. */
let bandFirst: i32 = 0;
let alphaLine: usize = 0;

/** For an image that comes in bands of 4-byte pixels. */
export function beginBands(imageWidth: i32, imageHeight: i32, backgroundColour: i32): void {
  isJpeg = false;
  width = imageWidth;
  background = backgroundColour;
  const rowBytes = <u64>width << 2;
  const rows = min<u64>(<u64>imageHeight + LINES - 1, BAND_BYTES / rowBytes);
  bandCapacity = max(LINES, <i32>rows & ~(LINES - 1));
  band = allocate(rowBytes * <u64>bandCapacity + OVERREAD_BYTES);
  alphaLine = allocate(<u64>width + 32);
}

/** For the JPEG that is open, whose lines are made by its decoder. */
export function beginJpegLines(imageWidth: i32): void {
  isJpeg = true;
  width = imageWidth;
  background = NO_ALPHA;
}

export function bandAddress(): usize {
  return band;
}

export function bandRowCapacity(): i32 {
  return bandCapacity;
}

export function setBand(first: i32): void {
  bandFirst = first;
}

/** Lines have room for `stride` bytes each. Memory is taken from the arena. */
export function beginLines(mode: i32, stride: usize, multiplies: bool): void {
  colourStride = stride;
  colourLines = mode == MODE_L ? allocate(<u64>stride * 3) : 0;
  isMultiplied = multiplies;
}

/** Image row y, which is in the band or was decoded, as one line for each channel of the mode. */
export function makeLines(y: i32, mode: i32, first: usize, stride: usize): void {
  if (mode == MODE_L) {
    makeLuma(y, first);
    return;
  }
  makeRgbLines(y, first, first + stride, first + 2 * stride);
  if (mode == MODE_RGBA) makeAlpha(y, first, stride);
}

function makeLuma(y: i32, luma: usize): void {
  if (isJpeg && isGreyJpeg()) {
    makeJpegGreyLine(y, luma);
    return;
  }
  const green = colourLines + colourStride;
  makeRgbLines(y, colourLines, green, green + colourStride);
  weighLuma(colourLines, green, green + colourStride, width, luma);
}

function makeAlpha(y: i32, red: usize, stride: usize): void {
  const alpha = red + 3 * stride;
  if (isJpeg || background != KEPT_ALPHA) {
    memory.fill(alpha, 255, <usize>width);
    return;
  }
  splitAlpha(pixelsOf(y), width, alpha);
  if (!isMultiplied) return;
  for (let channel: usize = 0; channel < 3; channel++) {
    compositeLine(red + channel * stride, alpha, width, 0);
  }
}

@inline
function pixelsOf(y: i32): usize {
  return band + (<usize>(y - bandFirst) * <usize>width << 2);
}

/** Image row y as lines of red, green and blue. */
function makeRgbLines(y: i32, red: usize, green: usize, blue: usize): void {
  if (isJpeg) makeJpegRgbLines(y, red, green, blue);
  else makeFromPixels(y, red, green, blue);
}

function makeFromPixels(y: i32, red: usize, green: usize, blue: usize): void {
  const pixels = pixelsOf(y);
  splitPixels(pixels, width, red, green, blue);
  if (background < 0) return;
  splitAlpha(pixels, width, alphaLine);
  compositeLine(red, alphaLine, width, <i16>((background >> 16) & 255));
  compositeLine(green, alphaLine, width, <i16>((background >> 8) & 255));
  compositeLine(blue, alphaLine, width, <i16>(background & 255));
}
