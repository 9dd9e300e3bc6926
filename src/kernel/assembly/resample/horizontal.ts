import { Coefficients, endPairOf, firstPairOf, pairAddress, PRECISION_BITS } from './coefficients';

/**
 * The pass along lines, sixteen at a time. SIMD works down the lines, not along them, so that every
 * lane of a vector has the same weight: a block of sixteen lines is turned first, into pairs of
 * columns.
 *
 *   line 0    a0 a1 a2 a3 …         pair 0   a0 a1 b0 b1 c0 c1 … p0 p1     32 bytes
 *   line 1    b0 b1 b2 b3 …   →     pair 1   a2 a3 b2 b3 c2 c3 … p2 p3
 *   …                               …
 *   line 15   p0 p1 p2 p3 …
 */
export const LINES: i32 = 16;

/** Bytes of one pair of columns. */
const PAIR_BYTES: usize = 2 * LINES;
const HALF: i32 = 1 << (PRECISION_BITS - 1);

/** Room that the pass needs for the turned lines. */
export function turnedBytes(columns: i32): u64 {
  return (<u64>columns + 16) * LINES;
}

/**
 * Sixteen lines of one colour plane each, of axis.inSize bytes, become lines of axis.outSize bytes,
 * rounded and clamped. Strides lead from line to line.
 */
export function resampleHorizontal(
  axis: Coefficients,
  source: usize,
  sourceStride: usize,
  turned: usize,
  target: usize,
  targetStride: usize,
): void {
  for (let column: usize = 0; column < <usize>axis.inSize; column += 16) {
    const to = turned + (column >> 1) * PAIR_BYTES;
    turnBlock(source + column, sourceStride, to);
    turnBlock(source + column + 8 * sourceStride, sourceStride, to + 16);
  }
  for (let output = 0; output < axis.outSize; output++) {
    storeColumn(weighPairs(axis, output, turned), target + <usize>output, targetStride);
  }
}

/** Eight lines of eight pairs: a transposition of 8 × 8 16-bit lanes. */
@inline
function turnBlock(source: usize, stride: usize, target: usize): void {
  const a = v128.load(source);
  const b = v128.load(source + stride);
  const c = v128.load(source + 2 * stride);
  const d = v128.load(source + 3 * stride);
  const e = v128.load(source + 4 * stride);
  const f = v128.load(source + 5 * stride);
  const g = v128.load(source + 6 * stride);
  const h = v128.load(source + 7 * stride);
  const ab0 = v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  const ab1 = v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  const cd0 = v128.shuffle<i16>(c, d, 0, 8, 1, 9, 2, 10, 3, 11);
  const cd1 = v128.shuffle<i16>(c, d, 4, 12, 5, 13, 6, 14, 7, 15);
  const ef0 = v128.shuffle<i16>(e, f, 0, 8, 1, 9, 2, 10, 3, 11);
  const ef1 = v128.shuffle<i16>(e, f, 4, 12, 5, 13, 6, 14, 7, 15);
  const gh0 = v128.shuffle<i16>(g, h, 0, 8, 1, 9, 2, 10, 3, 11);
  const gh1 = v128.shuffle<i16>(g, h, 4, 12, 5, 13, 6, 14, 7, 15);
  storeTurned(ab0, cd0, ef0, gh0, target);
  storeTurned(ab1, cd1, ef1, gh1, target + 4 * PAIR_BYTES);
}

/** Four pairs of columns out of lanes that are in the order of lines two by two. */
@inline
function storeTurned(ab: v128, cd: v128, ef: v128, gh: v128, target: usize): void {
  const abcd0 = v128.shuffle<i32>(ab, cd, 0, 4, 1, 5);
  const abcd1 = v128.shuffle<i32>(ab, cd, 2, 6, 3, 7);
  const efgh0 = v128.shuffle<i32>(ef, gh, 0, 4, 1, 5);
  const efgh1 = v128.shuffle<i32>(ef, gh, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<i64>(abcd0, efgh0, 0, 2));
  v128.store(target + PAIR_BYTES, v128.shuffle<i64>(abcd0, efgh0, 1, 3));
  v128.store(target + 2 * PAIR_BYTES, v128.shuffle<i64>(abcd1, efgh1, 0, 2));
  v128.store(target + 3 * PAIR_BYTES, v128.shuffle<i64>(abcd1, efgh1, 1, 3));
}

/** One output of sixteen lines, a byte each. */
@inline
function weighPairs(axis: Coefficients, output: i32, turned: usize): v128 {
  const firstPair = firstPairOf(axis, output);
  const highFirst = load<i32>(axis.highFirst + (<usize>output << 2));
  const highEnd = load<i32>(axis.highEnd + (<usize>output << 2));
  let sum0 = i32x4.splat(HALF);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let weights = pairAddress(axis, axis.low, output, firstPair);
  let pixels = turned + <usize>firstPair * PAIR_BYTES;
  const end = turned + <usize>endPairOf(axis, output) * PAIR_BYTES;
  for (; pixels < end; pixels += PAIR_BYTES) {
    const weight = v128.load32_splat(weights);
    sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load_ext<u8>(pixels), weight));
    sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load_ext<u8>(pixels, 8), weight));
    sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(v128.load_ext<u8>(pixels, 16), weight));
    sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(v128.load_ext<u8>(pixels, 24), weight));
    weights += 4;
  }
  let high0 = i32x4.splat(0);
  let high1 = high0;
  let high2 = high0;
  let high3 = high0;
  weights = pairAddress(axis, axis.high, output, highFirst);
  pixels = turned + <usize>highFirst * PAIR_BYTES;
  const highStop = turned + <usize>highEnd * PAIR_BYTES;
  for (; pixels < highStop; pixels += PAIR_BYTES) {
    const weight = v128.load32_splat(weights);
    high0 = i32x4.add(high0, i32x4.dot_i16x8_s(v128.load_ext<u8>(pixels), weight));
    high1 = i32x4.add(high1, i32x4.dot_i16x8_s(v128.load_ext<u8>(pixels, 8), weight));
    high2 = i32x4.add(high2, i32x4.dot_i16x8_s(v128.load_ext<u8>(pixels, 16), weight));
    high3 = i32x4.add(high3, i32x4.dot_i16x8_s(v128.load_ext<u8>(pixels, 24), weight));
    weights += 4;
  }
  const front = i16x8.narrow_i32x4_s(rounded(sum0, high0), rounded(sum1, high1));
  return i8x16.narrow_i16x8_u(front, i16x8.narrow_i32x4_s(rounded(sum2, high2), rounded(sum3, high3)));
}

@inline
function rounded(low: v128, high: v128): v128 {
  return i32x4.shr_s(i32x4.add(low, i32x4.shl(high, 16)), PRECISION_BITS);
}

@inline
function storeColumn(bytes: v128, to: usize, stride: usize): void {
  v128.store_lane<u8>(to, bytes, 0);
  v128.store_lane<u8>(to + stride, bytes, 1);
  v128.store_lane<u8>(to + 2 * stride, bytes, 2);
  v128.store_lane<u8>(to + 3 * stride, bytes, 3);
  v128.store_lane<u8>(to + 4 * stride, bytes, 4);
  v128.store_lane<u8>(to + 5 * stride, bytes, 5);
  v128.store_lane<u8>(to + 6 * stride, bytes, 6);
  v128.store_lane<u8>(to + 7 * stride, bytes, 7);
  v128.store_lane<u8>(to + 8 * stride, bytes, 8);
  v128.store_lane<u8>(to + 9 * stride, bytes, 9);
  v128.store_lane<u8>(to + 10 * stride, bytes, 10);
  v128.store_lane<u8>(to + 11 * stride, bytes, 11);
  v128.store_lane<u8>(to + 12 * stride, bytes, 12);
  v128.store_lane<u8>(to + 13 * stride, bytes, 13);
  v128.store_lane<u8>(to + 14 * stride, bytes, 14);
  v128.store_lane<u8>(to + 15 * stride, bytes, 15);
}
