// Lines of the open JPEG as 4-byte pixels, for a caller that scales them itself.
import { allocate, arenaIsExhausted } from '../arena';
import { frame } from './frame';
import { makeJpegRgbLines } from './rgb-lines';

/** One line of red, of green and of blue, and the same line as pixels. */
let red: usize = 0;
let stride: usize = 0;
let pixels: usize = 0;

/** Begins the open JPEG instead of a row. Returns false if memory runs out. */
export function beginPixelLines(): bool {
  stride = (<usize>frame.outputWidth + 47) & ~15;
  red = allocate(<u64>stride * 3);
  pixels = allocate(<u64>stride << 2);
  return !arenaIsExhausted();
}

/** The address of line y, which was decoded, as red, green, blue and 255; valid until the next call. */
export function pixelLine(y: i32): usize {
  makeJpegRgbLines(y, red, red + stride, red + 2 * stride);
  const opaque = i8x16.splat(-1);
  for (let x: usize = 0; x < <usize>frame.outputWidth; x += 16) {
    const r = v128.load(red + x);
    const g = v128.load(red + stride + x);
    const b = v128.load(red + 2 * stride + x);
    const rg = interleaveLow(r, g);
    const ba = interleaveLow(b, opaque);
    const rgHigh = interleaveHigh(r, g);
    const baHigh = interleaveHigh(b, opaque);
    const target = pixels + (x << 2);
    v128.store(target, interleavePairsLow(rg, ba));
    v128.store(target, interleavePairsHigh(rg, ba), 16);
    v128.store(target, interleavePairsLow(rgHigh, baHigh), 32);
    v128.store(target, interleavePairsHigh(rgHigh, baHigh), 48);
  }
  return pixels;
}

@inline
function interleaveLow(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

@inline
function interleaveHigh(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

@inline
function interleavePairsLow(a: v128, b: v128): v128 {
  return v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

@inline
function interleavePairsHigh(a: v128, b: v128): v128 {
  return v128.shuffle<u16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}
