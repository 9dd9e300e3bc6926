import { Coefficients, endOf, startOf } from './coefficients';
import { turnColumns } from './turned-lines';
import { weighExactly, weighGroups } from './weigh-columns';

/** With at most this number of weights the low parts are always summed: mispredicted branches would cost more. */
const SHORT_TAPS: i32 = 16;

/**
 * The pass along lines. SIMD works down the lines, not along them, so that every lane of a vector has the same
 * weight: lines are turned first. Sixteen lines of one colour plane each, of axis.inSize bytes, become lines of
 * axis.outSize bytes, rounded and clamped. Strides lead from line to line.
 */
export function resampleHorizontal(
  axis: Coefficients,
  source: usize,
  sourceStride: usize,
  turned: usize,
  target: usize,
  targetStride: usize,
): void {
  // turned as far as the next output needs, so that it is still in the first cache
  const isShort = axis.taps <= SHORT_TAPS;
  let next = startOf(axis, 0) & ~15;
  for (let output = 0; output < axis.outSize; output++) {
    for (const end = endOf(axis, output); next < end; next += 16) {
      turnColumns(source, sourceStride, turned, next);
    }
    const column = isShort
      ? weighExactly(axis, output, turned)
      : weighGroups(axis, output, turned);
    storeColumn(column, target + <usize>output, targetStride);
  }
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
