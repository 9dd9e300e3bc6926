// One output of sixteen turned lines, a byte each.
import {
  Coefficients,
  firstGroupOf,
  HALF,
  Output,
  outputAt,
  PRECISION_BITS,
  weightsOf,
} from './coefficients';
import { GROUP_BYTES, HALF_BYTES, QUARTER_BYTES } from './turned-lines';

/**
 * The sum of the high parts of weights is enough for nearly all results. With pixels of 0 to 255, the low parts add
 * at least 255 × those below zero, and at most 255 × those above:
 *
 *   sum / 2^shift, rounded down, is from high + base to high + base + spread,
 *     base = (half + 255 × Σ min(low, 0)) >> shift, spread = ((half + 255 × Σ max(low, 0)) >> shift) - base
 *
 * If both have the same bits above the fraction, that is, unless the fraction of high + base exceeds
 * `limit` = 2^(22 - shift) - 1 - spread, they are the result. Else the low parts are summed, too.
 */
@inline
export function weighGroups(axis: Coefficients, index: i32, turned: usize): v128 {
  const output = outputAt(axis, index);
  const base = i32x4.splat(output.base);
  let sum0 = base;
  let sum1 = base;
  let sum2 = base;
  let sum3 = base;
  const weights = weightsOf(axis, index);
  const first = turned + <usize>(firstGroupOf(axis, index) >> 2) * GROUP_BYTES;
  const end = turned + <usize>((output.end + 3) >> 2) * GROUP_BYTES;
  let high = axis.high + weights;
  for (let pixels = first; pixels < end; pixels += GROUP_BYTES) {
    const even = v128.load32_splat(high);
    const odd = v128.load32_splat(high, 4);
    sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load(pixels), even));
    sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load(pixels, 16), even));
    sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(v128.load(pixels, 32), even));
    sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(v128.load(pixels, 48), even));
    sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load(pixels, 64), odd));
    sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load(pixels, 80), odd));
    sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(v128.load(pixels, 96), odd));
    sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(v128.load(pixels, 112), odd));
    high += 8;
  }
  const shift = PRECISION_BITS - output.shift;
  const fraction = i32x4.splat((1 << shift) - 1);
  const limit = i32x4.splat(output.limit);
  const open0 = i32x4.gt_s(v128.and(sum0, fraction), limit);
  const open1 = i32x4.gt_s(v128.and(sum1, fraction), limit);
  const open2 = i32x4.gt_s(v128.and(sum2, fraction), limit);
  const open3 = i32x4.gt_s(v128.and(sum3, fraction), limit);
  if (v128.any_true(v128.or(v128.or(open0, open1), v128.or(open2, open3)))) {
    const low = axis.low + weights;
    if (v128.any_true(open0)) sum0 = settle(sum0, output, low, first, end);
    if (v128.any_true(open1)) sum1 = settle(sum1, output, low, first + QUARTER_BYTES, end);
    if (v128.any_true(open2)) sum2 = settle(sum2, output, low, first + 2 * QUARTER_BYTES, end);
    if (v128.any_true(open3)) sum3 = settle(sum3, output, low, first + 3 * QUARTER_BYTES, end);
  }
  const front = i16x8.narrow_i32x4_s(i32x4.shr_s(sum0, shift), i32x4.shr_s(sum1, shift));
  const back = i16x8.narrow_i32x4_s(i32x4.shr_s(sum2, shift), i32x4.shr_s(sum3, shift));
  return i8x16.narrow_i16x8_u(front, back);
}

/** As `weighGroups`, by both parts of all weights. */
@inline
export function weighExactly(axis: Coefficients, index: i32, turned: usize): v128 {
  const output = outputAt(axis, index);
  const half = i32x4.splat(HALF);
  const first = turned + <usize>(firstGroupOf(axis, index) >> 2) * GROUP_BYTES;
  const end = turned + <usize>((output.end + 3) >> 2) * GROUP_BYTES;
  let at = weightsOf(axis, index);
  let sum0 = half;
  let sum1 = half;
  let sum2 = half;
  let sum3 = half;
  let high0 = i32x4.splat(0);
  let high1 = high0;
  let high2 = high0;
  let high3 = high0;
  for (let pixels = first; pixels < end; pixels += HALF_BYTES) {
    const low = v128.load32_splat(axis.low + at);
    const high = v128.load32_splat(axis.high + at);
    const a = v128.load(pixels);
    const b = v128.load(pixels, 16);
    const c = v128.load(pixels, 32);
    const d = v128.load(pixels, 48);
    sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(a, low));
    sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(b, low));
    sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(c, low));
    sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(d, low));
    high0 = i32x4.add(high0, i32x4.dot_i16x8_s(a, high));
    high1 = i32x4.add(high1, i32x4.dot_i16x8_s(b, high));
    high2 = i32x4.add(high2, i32x4.dot_i16x8_s(c, high));
    high3 = i32x4.add(high3, i32x4.dot_i16x8_s(d, high));
    at += 4;
  }
  const shift = output.shift;
  const front = i16x8.narrow_i32x4_s(rounded(sum0, high0, shift), rounded(sum1, high1, shift));
  const back = i16x8.narrow_i32x4_s(rounded(sum2, high2, shift), rounded(sum3, high3, shift));
  return i8x16.narrow_i16x8_u(front, back);
}

@inline
function rounded(low: v128, high: v128, shift: i32): v128 {
  return i32x4.shr_s(i32x4.add(low, i32x4.shl(high, shift)), PRECISION_BITS);
}

/** The exact sums of four lines, less their last `shift` bits. */
function settle(sums: v128, output: Output, weights: usize, first: usize, end: usize): v128 {
  let low = i32x4.splat(HALF);
  for (let pixels = first; pixels < end; pixels += GROUP_BYTES) {
    const even = v128.load32_splat(weights);
    const odd = v128.load32_splat(weights, 4);
    low = i32x4.add(low, i32x4.dot_i16x8_s(v128.load(pixels), even));
    low = i32x4.add(low, i32x4.dot_i16x8_s(v128.load(pixels, HALF_BYTES), odd));
    weights += 8;
  }
  const high = i32x4.shl(i32x4.sub(sums, i32x4.splat(output.base)), output.shift);
  return i32x4.shr_s(i32x4.add(low, high), output.shift);
}
