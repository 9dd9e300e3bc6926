// Chroma that is halved across: upsampled and converted in one go, so that it never has a line of full width.
import { blueOf, GREEN_HALF, greenOf, redOf } from './colour';

/**
 * Y of full width and the sums of both chromas (see upsample.ts), `columns` of them, to lines of red, green and
 * blue: as `upsampleLine` and `convertYccToRgb`. Up to 16 bytes more are read and written.
 */
export function convertHalvedToRgb(
  luma: usize,
  blueSums: usize,
  redSums: usize,
  columns: i32,
  isHalvedDown: bool,
  red: usize,
  green: usize,
  blue: usize,
): void {
  const shift = isHalvedDown ? 4 : 2;
  // the roundings of upsampleLine, and less 128
  const evenBias = i16x8.splat(isHalvedDown ? 8 - (128 << 4) : 1 - (128 << 2));
  const oddBias = i16x8.splat(isHalvedDown ? 7 - (128 << 4) : 2 - (128 << 2));
  const half = i32x4.splat(GREEN_HALF);
  for (let x: usize = 0; x < <usize>columns << 1; x += 16) {
    const y = v128.load(luma + x);
    const evenY = v128.and(y, i16x8.splat(255));
    const oddY = i16x8.shr_u(y, 8);
    const cb = weigh(blueSums + x);
    const cr = weigh(redSums + x);
    const evenCb = besides(cb, blueSums + x - 2, evenBias, shift);
    const evenCr = besides(cr, redSums + x - 2, evenBias, shift);
    const oddCb = besides(cb, blueSums + x + 2, oddBias, shift);
    const oddCr = besides(cr, redSums + x + 2, oddBias, shift);
    storePixels(redOf(evenY, evenCr), redOf(oddY, oddCr), red + x);
    storePixels(blueOf(evenY, evenCb), blueOf(oddY, oddCb), blue + x);
    const evenGreen = greenOf(evenY, evenCb, evenCr, half);
    storePixels(evenGreen, greenOf(oddY, oddCb, oddCr, half), green + x);
  }
}

@inline
function weigh(sums: usize): v128 {
  return i16x8.mul(v128.load(sums), i16x8.splat(3));
}

/** Chroma between the weighed sums and their neighbours. */
@inline
function besides(weighed: v128, neighbours: usize, bias: v128, shift: i32): v128 {
  return i16x8.shr_s(i16x8.add(i16x8.add(weighed, v128.load(neighbours)), bias), shift);
}

/** Eight pixels of even columns and eight of odd ones, clamped. */
@inline
function storePixels(even: v128, odd: v128, target: usize): void {
  const bytes = i8x16.narrow_i16x8_u(even, odd);
  v128.store(
    target,
    v128.shuffle<u8>(bytes, bytes, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15),
  );
}
