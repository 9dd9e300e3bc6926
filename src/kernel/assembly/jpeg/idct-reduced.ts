// Blocks to samples at reduced size: 1, 2 or 4 of a side (jidctred.c of libjpeg-turbo, in the
// arithmetic of its SIMD code: 16-bit products, 32-bit sums, saturated between the passes).

import { centred, dequantised, descaled, highPairs, lowPairs } from './idct-lanes';

const CONST_BITS: i32 = 13;
const PASS1_BITS: i32 = 2;
/** 2^(CONST_BITS + 1). */
const DOUBLE: i16 = 16384;

/** A constant with CONST_BITS fraction bits, and the next one, as 16-bit lanes side by side. */
@inline
function pair(even: i16, odd: i16): v128 {
  return i32x4.splat((<i32>even & 0xffff) | (<i32>odd << 16));
}

// FIX(x) of jidctred.c: x × 2^13
const F_0_211: i16 = 1730;
const F_0_509: i16 = 4176;
const F_0_601: i16 = 4926;
const F_0_720: i16 = 5906;
const F_0_765: i16 = 6270;
const F_0_850: i16 = 6967;
const F_0_899: i16 = 7373;
const F_1_061: i16 = 8697;
const F_1_272: i16 = 10426;
const F_1_451: i16 = 11893;
const F_1_847: i16 = 15137;
const F_2_172: i16 = 17799;
const F_2_562: i16 = 20995;
const F_3_624: i16 = 29692;

/** 64 coefficients to 2 × 2 samples; rows and columns 0, 1, 3, 5 and 7 count. */
export function transform2(block: usize, multipliers: usize, target: usize, stride: i32): void {
  const row1 = dequantised(block, multipliers, 1);
  const row3 = dequantised(block, multipliers, 3);
  const row5 = dequantised(block, multipliers, 5);
  const row7 = dequantised(block, multipliers, 7);
  const row0 = dequantised(block, multipliers, 0);
  const outer = pair(F_3_624, -F_1_272);
  const inner = pair(F_0_850, -F_0_720);
  const oddLow = i32x4.add(
    i32x4.dot_i16x8_s(lowPairs(row1, row3), outer),
    i32x4.dot_i16x8_s(lowPairs(row5, row7), inner),
  );
  const oddHigh = i32x4.add(
    i32x4.dot_i16x8_s(highPairs(row1, row3), outer),
    i32x4.dot_i16x8_s(highPairs(row5, row7), inner),
  );
  const evenLow = i32x4.shl(i32x4.extend_low_i16x8_s(row0), CONST_BITS + 2);
  const evenHigh = i32x4.shl(i32x4.extend_high_i16x8_s(row0), CONST_BITS + 2);
  const upperLow = descaled(i32x4.add(evenLow, oddLow), CONST_BITS - PASS1_BITS + 2);
  const upperHigh = descaled(i32x4.add(evenHigh, oddHigh), CONST_BITS - PASS1_BITS + 2);
  const lowerLow = descaled(i32x4.sub(evenLow, oddLow), CONST_BITS - PASS1_BITS + 2);
  const lowerHigh = descaled(i32x4.sub(evenHigh, oddHigh), CONST_BITS - PASS1_BITS + 2);
  // along the two rows: columns 1, 3, 5 and 7 are lanes 1, 3, 5 and 7
  const weights = i16x8(0, F_3_624, 0, -F_1_272, 0, F_0_850, 0, -F_0_720);
  const upper = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(upperLow, upperHigh), weights);
  const lower = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(lowerLow, lowerHigh), weights);
  const halves = i32x4.add(
    v128.shuffle<i32>(upper, lower, 0, 4, 1, 5),
    v128.shuffle<i32>(upper, lower, 2, 6, 3, 7),
  );
  const odd = i32x4.add(halves, v128.shuffle<i32>(halves, halves, 2, 3, 2, 3));
  const even = i32x4.shl(v128.shuffle<i32>(upperLow, lowerLow, 0, 4, 0, 4), CONST_BITS + 2);
  const sums = v128.shuffle<i32>(i32x4.add(even, odd), i32x4.sub(even, odd), 0, 4, 1, 5);
  const levels = descaled(sums, CONST_BITS + PASS1_BITS + 3 + 2);
  const words = i16x8.narrow_i32x4_s(levels, levels);
  const bytes = centred(i8x16.narrow_i16x8_s(words, words));
  v128.store_lane<u16>(target, bytes, 0);
  v128.store_lane<u16>(target + stride, bytes, 1);
}

/** 64 coefficients to 4 × 4 samples; all rows and columns but 4 count. */
export function transform4(block: usize, multipliers: usize, target: usize, stride: i32): void {
  // as libjpeg-turbo does if there is nothing but a first row: this wraps, the sums would saturate
  const isOneRow = !v128.any_true(
    v128.or(
      v128.or(
        v128.or(v128.load(block, 16), v128.load(block, 32)),
        v128.or(v128.load(block, 48), v128.load(block, 80)),
      ),
      v128.or(v128.load(block, 96), v128.load(block, 112)),
    ),
  );
  if (isOneRow) {
    const row = i16x8.shl(dequantised(block, multipliers, 0), PASS1_BITS);
    finish4(row, row, row, row, target, stride);
    return;
  }
  const row1 = dequantised(block, multipliers, 1);
  const row3 = dequantised(block, multipliers, 3);
  const row5 = dequantised(block, multipliers, 5);
  const row7 = dequantised(block, multipliers, 7);
  const row0 = dequantised(block, multipliers, 0);
  const row2 = dequantised(block, multipliers, 2);
  const row6 = dequantised(block, multipliers, 6);
  const near = outerOdd(lowPairs(row1, row3), lowPairs(row5, row7));
  const nearHigh = outerOdd(highPairs(row1, row3), highPairs(row5, row7));
  const far = innerOdd(lowPairs(row1, row3), lowPairs(row5, row7));
  const farHigh = innerOdd(highPairs(row1, row3), highPairs(row5, row7));
  const twist = pair(F_1_847, -F_0_765);
  const turn = i32x4.dot_i16x8_s(lowPairs(row2, row6), twist);
  const turnHigh = i32x4.dot_i16x8_s(highPairs(row2, row6), twist);
  const base = i32x4.shl(i32x4.extend_low_i16x8_s(row0), CONST_BITS + 1);
  const baseHigh = i32x4.shl(i32x4.extend_high_i16x8_s(row0), CONST_BITS + 1);
  const sum = i32x4.add(base, turn);
  const sumHigh = i32x4.add(baseHigh, turnHigh);
  const rest = i32x4.sub(base, turn);
  const restHigh = i32x4.sub(baseHigh, turnHigh);
  finish4(
    narrowed(i32x4.add(sum, near), i32x4.add(sumHigh, nearHigh)),
    narrowed(i32x4.add(rest, far), i32x4.add(restHigh, farHigh)),
    narrowed(i32x4.sub(rest, far), i32x4.sub(restHigh, farHigh)),
    narrowed(i32x4.sub(sum, near), i32x4.sub(sumHigh, nearHigh)),
    target,
    stride,
  );
}

/** The part of coefficients 1, 3, 5 and 7 in the outer two samples of four. */
@inline
function outerOdd(pairs13: v128, pairs57: v128): v128 {
  return i32x4.add(
    i32x4.dot_i16x8_s(pairs13, pair(F_2_562, F_0_899)),
    i32x4.dot_i16x8_s(pairs57, pair(-F_0_601, -F_0_509)),
  );
}

/** And to the inner two. */
@inline
function innerOdd(pairs13: v128, pairs57: v128): v128 {
  return i32x4.add(
    i32x4.dot_i16x8_s(pairs13, pair(F_1_061, -F_2_172)),
    i32x4.dot_i16x8_s(pairs57, pair(F_1_451, -F_0_211)),
  );
}

@inline
function narrowed(low: v128, high: v128): v128 {
  const bits = CONST_BITS - PASS1_BITS + 1;
  return i16x8.narrow_i32x4_s(descaled(low, bits), descaled(high, bits));
}

/** The pass along four rows, whose lanes are columns; lanes of the result are rows. */
@inline
function finish4(a: v128, b: v128, c: v128, d: v128, target: usize, stride: i32): void {
  const oddAb = v128.shuffle<i16>(a, b, 1, 3, 9, 11, 5, 7, 13, 15);
  const oddCd = v128.shuffle<i16>(c, d, 1, 3, 9, 11, 5, 7, 13, 15);
  const evenAb = v128.shuffle<i16>(a, b, 2, 6, 10, 14, 0, 0, 8, 8);
  const evenCd = v128.shuffle<i16>(c, d, 2, 6, 10, 14, 0, 0, 8, 8);
  const pairs13 = v128.shuffle<i64>(oddAb, oddCd, 0, 2);
  const pairs57 = v128.shuffle<i64>(oddAb, oddCd, 1, 3);
  const near = outerOdd(pairs13, pairs57);
  const far = innerOdd(pairs13, pairs57);
  const turn = i32x4.dot_i16x8_s(
    v128.shuffle<i64>(evenAb, evenCd, 0, 2),
    pair(F_1_847, -F_0_765),
  );
  const first = v128.shuffle<i64>(evenAb, evenCd, 1, 3);
  const base = i32x4.dot_i16x8_s(first, pair(DOUBLE, 0));
  const sum = i32x4.add(base, turn);
  const rest = i32x4.sub(base, turn);
  const bits = CONST_BITS + PASS1_BITS + 3 + 1;
  const columns01 = i16x8.narrow_i32x4_s(
    descaled(i32x4.add(sum, near), bits),
    descaled(i32x4.add(rest, far), bits),
  );
  const columns23 = i16x8.narrow_i32x4_s(
    descaled(i32x4.sub(rest, far), bits),
    descaled(i32x4.sub(sum, near), bits),
  );
  const columns = centred(i8x16.narrow_i16x8_s(columns01, columns23));
  const bytes = v128.shuffle<u8>(
    columns, columns, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15,
  );
  const step = <usize>stride;
  v128.store_lane<u32>(target, bytes, 0);
  v128.store_lane<u32>(target + step, bytes, 1);
  v128.store_lane<u32>(target + 2 * step, bytes, 2);
  v128.store_lane<u32>(target + 3 * step, bytes, 3);
}
