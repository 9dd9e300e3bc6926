import { Coefficients, LANES, PRECISION_BITS } from './coefficients';

const HALF: i32 = 1 << (PRECISION_BITS - 1);

/** Lines go through the pass in fours, so that the weights are fetched once for each four. */
export const LINES_AT_ONCE: i32 = 4;

/**
 * The pass along a line: `lines` lines (a multiple of 4) of one colour plane each, of
 * axis.inSize bytes, become lines of axis.outSize bytes, rounded and clamped to a byte.
 */
export function resampleHorizontal(
  axis: Coefficients,
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  lines: i32,
): void {
  for (let line = 0; line < lines; line += LINES_AT_ONCE) {
    const from = source + <usize>line * sourceStride;
    const to = target + <usize>line * targetStride;
    for (let output = 0; output < axis.outSize; output++) {
      weighFour(axis, output, from, sourceStride, to + <usize>output, targetStride);
    }
  }
}

/** One output of four lines: 8 taps × 4 lines a round. */
function weighFour(
  axis: Coefficients,
  output: i32,
  from: usize,
  stride: usize,
  to: usize,
  targetStride: usize,
): void {
  const start = load<i32>(axis.starts + (<usize>output << 2));
  const count = load<i32>(axis.counts + (<usize>output << 2));
  const low = axis.low + (<usize>(output * axis.taps) << 1);
  let line0 = from + <usize>start;
  let line1 = line0 + stride;
  let line2 = line1 + stride;
  let line3 = line2 + stride;
  let sum0 = i32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  const end = low + (<usize>count << 1);
  for (let weights = low; weights < end; weights += 16) {
    const w = v128.load(weights);
    sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load_ext<u8>(line0), w));
    sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load_ext<u8>(line1), w));
    sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(v128.load_ext<u8>(line2), w));
    sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(v128.load_ext<u8>(line3), w));
    line0 += LANES;
    line1 += LANES;
    line2 += LANES;
    line3 += LANES;
  }
  const highFirst = load<i32>(axis.highFirst + (<usize>output << 2));
  const highEnd = load<i32>(axis.highEnd + (<usize>output << 2));
  if (highFirst < highEnd) {
    const high = axis.high + (<usize>(output * axis.taps) << 1);
    line0 = from + <usize>(start + highFirst);
    line1 = line0 + stride;
    line2 = line1 + stride;
    line3 = line2 + stride;
    let high0 = i32x4.splat(0);
    let high1 = high0;
    let high2 = high0;
    let high3 = high0;
    const highStop = high + (<usize>highEnd << 1);
    for (let weights = high + (<usize>highFirst << 1); weights < highStop; weights += 16) {
      const w = v128.load(weights);
      high0 = i32x4.add(high0, i32x4.dot_i16x8_s(v128.load_ext<u8>(line0), w));
      high1 = i32x4.add(high1, i32x4.dot_i16x8_s(v128.load_ext<u8>(line1), w));
      high2 = i32x4.add(high2, i32x4.dot_i16x8_s(v128.load_ext<u8>(line2), w));
      high3 = i32x4.add(high3, i32x4.dot_i16x8_s(v128.load_ext<u8>(line3), w));
      line0 += LANES;
      line1 += LANES;
      line2 += LANES;
      line3 += LANES;
    }
    sum0 = i32x4.add(sum0, i32x4.shl(high0, 16));
    sum1 = i32x4.add(sum1, i32x4.shl(high1, 16));
    sum2 = i32x4.add(sum2, i32x4.shl(high2, 16));
    sum3 = i32x4.add(sum3, i32x4.shl(high3, 16));
  }
  const bytes = roundSums(sum0, sum1, sum2, sum3);
  v128.store_lane<u8>(to, bytes, 0);
  v128.store_lane<u8>(to + targetStride, bytes, 1);
  v128.store_lane<u8>(to + 2 * targetStride, bytes, 2);
  v128.store_lane<u8>(to + 3 * targetStride, bytes, 3);
}

/** The four lanes of each of four sums added up, rounded and clamped: four bytes. */
@inline
function roundSums(a: v128, b: v128, c: v128, d: v128): v128 {
  // a 4 × 4 transposition, so that the lanes of one sum stand in one column
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  const ab = i32x4.add(ab0, ab1);
  const cd = i32x4.add(cd0, cd1);
  const sums = i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
  const rounded = i32x4.shr_s(i32x4.add(sums, i32x4.splat(HALF)), PRECISION_BITS);
  const words = i16x8.narrow_i32x4_s(rounded, rounded);
  return i8x16.narrow_i16x8_u(words, words);
}
