// Where the lines of an image come from: a band of pixels, or the decoder of JPEG.
import { allocate } from '../arena';
import { makeJpegRgbLines } from '../jpeg/rgb-lines';
import { compositeLine, splitAlpha, splitPixels } from './colour';
import { LINES } from './turned-lines';

/** A band takes about as many bytes as stay in a processor's second cache. */
const BAND_BYTES: u64 = 1 << 20;
/** Lines are split in blocks of 16 pixels, so that many bytes are read behind the last one. */
const OVERREAD_BYTES: u64 = 64;

let isJpeg: bool = false;
let width: i32 = 0;
/** Background as 0xrrggbb; negative: there is no alpha, or it is dropped. */
let background: i32 = -1;

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
export function beginJpegLines(): void {
  isJpeg = true;
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

/** Image row y, which is in the band or was decoded, as lines of red, green and blue. */
export function makeRgbLines(y: i32, red: usize, green: usize, blue: usize): void {
  if (isJpeg) makeJpegRgbLines(y, red, green, blue);
  else makeFromPixels(y, red, green, blue);
}

function makeFromPixels(y: i32, red: usize, green: usize, blue: usize): void {
  const pixels = band + (<usize>(y - bandFirst) * <usize>width << 2);
  splitPixels(pixels, width, red, green, blue);
  if (background < 0) return;
  splitAlpha(pixels, width, alphaLine);
  compositeLine(red, alphaLine, width, <i16>((background >> 16) & 255));
  compositeLine(green, alphaLine, width, <i16>((background >> 8) & 255));
  compositeLine(blue, alphaLine, width, <i16>(background & 255));
}
