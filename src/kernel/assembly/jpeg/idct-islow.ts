// Blocks to 8 × 8 samples (jidctint.c of libjpeg-turbo, "islow", in the arithmetic of its SIMD code:
// 16-bit products, 32-bit sums, saturated between the passes).
//
// A pass takes vectors of eight lanes, does the same to each lane, and writes its results transposed, so
// that the other pass goes along the other axis: the first one down the columns of coefficients, which
// are lanes, the second one along rows. Sums have 32 bits, so a pass does four lanes, then the other four.
// Everything is inlined: with functions and tables between the steps of a pass it takes 1.6 times as long.
import { centred, dequantised, highPairs, interleavedHigh, interleavedLow, lowPairs } from './idct-lanes';

const CONST_BITS: i32 = 13;
const PASS1_BITS: i32 = 2;

// FIX(x) of jidctint.c: x × 2^13
const F_0_298: i16 = 2446;
const F_0_390: i16 = 3196;
const F_0_541: i16 = 4433;
const F_0_765: i16 = 6270;
const F_0_899: i16 = 7373;
const F_1_175: i16 = 9633;
const F_1_501: i16 = 12299;
const F_1_847: i16 = 15137;
const F_1_961: i16 = 16069;
const F_2_053: i16 = 16819;
const F_2_562: i16 = 20995;
const F_3_072: i16 = 25172;

/**
 * The weights of two inputs in one sum, 4 bytes each. They are loaded, because V8 makes a constant vector
 * in four instructions.
 */
const WEIGHTS = memory.data<i16>(
  [
    F_0_541, F_0_541 - F_1_847,
    F_0_541 + F_0_765, F_0_541,
    F_1_175 - F_1_961, F_1_175,
    F_1_175, F_1_175 - F_0_390,
    F_0_298 - F_0_899, -F_0_899,
    F_2_053 - F_2_562, -F_2_562,
    -F_2_562, F_3_072 - F_2_562,
    -F_0_899, F_1_501 - F_0_899,
  ],
  16,
);
const EVEN2: usize = 0;
const EVEN3: usize = 4;
const TURN3: usize = 8;
const TURN4: usize = 12;
const ODD0: usize = 16;
const ODD1: usize = 20;
const ODD2: usize = 24;
const ODD3: usize = 28;

/** Between the passes: eight columns of eight 16-bit lanes, which are rows. */
const columns = memory.data(128, 16);

/** Both lanes of each pair times their weights, added. */
@inline
function weighted(pairs: v128, weights: usize): v128 {
  return i32x4.dot_i16x8_s(pairs, v128.load32_splat(WEIGHTS + weights));
}

@inline
function column(index: usize): v128 {
  return v128.load(columns + (index << 4));
}

/** 64 coefficients to 8 × 8 samples. */
export function transform8(block: usize, multipliers: usize, target: usize, stride: i32): void {
  const row0 = dequantised(block, multipliers, 0);
  if (hasOnlyFirstRow(block)) {
    // as libjpeg-turbo does: this wraps, the sums would saturate
    storeRepeated(i16x8.shl(row0, PASS1_BITS));
  } else {
    pass(
      row0,
      dequantised(block, multipliers, 1),
      dequantised(block, multipliers, 2),
      dequantised(block, multipliers, 3),
      dequantised(block, multipliers, 4),
      dequantised(block, multipliers, 5),
      dequantised(block, multipliers, 6),
      dequantised(block, multipliers, 7),
      true,
      columns,
      16,
    );
  }
  pass(
    column(0), column(1), column(2), column(3), column(4), column(5), column(6), column(7),
    false,
    target,
    <usize>stride,
  );
}

@inline
function hasOnlyFirstRow(block: usize): bool {
  const rows123 = v128.or(v128.or(v128.load(block, 16), v128.load(block, 32)), v128.load(block, 48));
  const rows45 = v128.or(v128.load(block, 64), v128.load(block, 80));
  const rows67 = v128.or(v128.load(block, 96), v128.load(block, 112));
  return !v128.any_true(v128.or(rows123, v128.or(rows45, rows67)));
}

/** Columns of rows that are all alike. */
@inline
function storeRepeated(row: v128): void {
  v128.store(columns, i16x8.splat(i16x8.extract_lane_s(row, 0)));
  v128.store(columns, i16x8.splat(i16x8.extract_lane_s(row, 1)), 16);
  v128.store(columns, i16x8.splat(i16x8.extract_lane_s(row, 2)), 32);
  v128.store(columns, i16x8.splat(i16x8.extract_lane_s(row, 3)), 48);
  v128.store(columns, i16x8.splat(i16x8.extract_lane_s(row, 4)), 64);
  v128.store(columns, i16x8.splat(i16x8.extract_lane_s(row, 5)), 80);
  v128.store(columns, i16x8.splat(i16x8.extract_lane_s(row, 6)), 96);
  v128.store(columns, i16x8.splat(i16x8.extract_lane_s(row, 7)), 112);
}

/** One pass, lane by lane, to eight lines of the target: each gets what was a lane. */
@inline
function pass(
  in0: v128,
  in1: v128,
  in2: v128,
  in3: v128,
  in4: v128,
  in5: v128,
  in6: v128,
  in7: v128,
  isFirst: bool,
  target: usize,
  stride: usize,
): void {
  const sum = i16x8.add(in0, in4);
  const difference = i16x8.sub(in0, in4);
  const sum37 = i16x8.add(in3, in7);
  const sum15 = i16x8.add(in1, in5);
  halfPass(
    i32x4.extend_low_i16x8_s(sum),
    i32x4.extend_low_i16x8_s(difference),
    lowPairs(in2, in6),
    lowPairs(sum37, sum15),
    lowPairs(in7, in1),
    lowPairs(in5, in3),
    isFirst,
    target,
    stride,
  );
  halfPass(
    i32x4.extend_high_i16x8_s(sum),
    i32x4.extend_high_i16x8_s(difference),
    highPairs(in2, in6),
    highPairs(sum37, sum15),
    highPairs(in7, in1),
    highPairs(in5, in3),
    isFirst,
    target + 4 * stride,
    stride,
  );
}

@inline
function halfPass(
  sum: v128,
  difference: v128,
  pairs26: v128,
  sums: v128,
  pairs71: v128,
  pairs53: v128,
  isFirst: bool,
  target: usize,
  stride: usize,
): void {
  const bits = isFirst ? CONST_BITS - PASS1_BITS : CONST_BITS + PASS1_BITS + 3;
  const round = i32x4.splat(1 << (bits - 1));
  const even0 = i32x4.add(i32x4.shl(sum, CONST_BITS), round);
  const even1 = i32x4.add(i32x4.shl(difference, CONST_BITS), round);
  const even2 = weighted(pairs26, EVEN2);
  const even3 = weighted(pairs26, EVEN3);
  const base0 = i32x4.add(even0, even3);
  const base1 = i32x4.add(even1, even2);
  const base2 = i32x4.sub(even1, even2);
  const base3 = i32x4.sub(even0, even3);
  const turn3 = weighted(sums, TURN3);
  const turn4 = weighted(sums, TURN4);
  const side0 = i32x4.add(weighted(pairs71, ODD3), turn4);
  const side1 = i32x4.add(weighted(pairs53, ODD2), turn3);
  const side2 = i32x4.add(weighted(pairs53, ODD1), turn4);
  const side3 = i32x4.add(weighted(pairs71, ODD0), turn3);
  const out0 = i32x4.shr_s(i32x4.add(base0, side0), bits);
  const out1 = i32x4.shr_s(i32x4.add(base1, side1), bits);
  const out2 = i32x4.shr_s(i32x4.add(base2, side2), bits);
  const out3 = i32x4.shr_s(i32x4.add(base3, side3), bits);
  const out4 = i32x4.shr_s(i32x4.sub(base3, side3), bits);
  const out5 = i32x4.shr_s(i32x4.sub(base2, side2), bits);
  const out6 = i32x4.shr_s(i32x4.sub(base1, side1), bits);
  const out7 = i32x4.shr_s(i32x4.sub(base0, side0), bits);
  if (isFirst) {
    storeColumns(
      i16x8.narrow_i32x4_s(out0, out4),
      i16x8.narrow_i32x4_s(out1, out5),
      i16x8.narrow_i32x4_s(out2, out6),
      i16x8.narrow_i32x4_s(out3, out7),
      target,
    );
  } else {
    storeRows(
      i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(out0, out1), i16x8.narrow_i32x4_s(out2, out3)),
      i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(out4, out5), i16x8.narrow_i32x4_s(out6, out7)),
      target,
      stride,
    );
  }
}

/** Four columns out of eight rows of four: of rows 0 and 4, 1 and 5, and so on. */
@inline
function storeColumns(rows04: v128, rows15: v128, rows26: v128, rows37: v128, target: usize): void {
  const rows01 = lowPairs(rows04, rows15);
  const rows23 = lowPairs(rows26, rows37);
  const rows45 = highPairs(rows04, rows15);
  const rows67 = highPairs(rows26, rows37);
  const upper01 = v128.shuffle<i32>(rows01, rows23, 0, 4, 1, 5);
  const lower01 = v128.shuffle<i32>(rows45, rows67, 0, 4, 1, 5);
  const upper23 = v128.shuffle<i32>(rows01, rows23, 2, 6, 3, 7);
  const lower23 = v128.shuffle<i32>(rows45, rows67, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<i64>(upper01, lower01, 0, 2));
  v128.store(target, v128.shuffle<i64>(upper01, lower01, 1, 3), 16);
  v128.store(target, v128.shuffle<i64>(upper23, lower23, 0, 2), 32);
  v128.store(target, v128.shuffle<i64>(upper23, lower23, 1, 3), 48);
}

/** Four rows of samples out of eight columns of four: columns 0 to 3, and 4 to 7. */
@inline
function storeRows(left: v128, right: v128, target: usize, stride: usize): void {
  // each step sorts them by one bit of the column's number
  const low1 = interleavedLow(left, right);
  const high1 = interleavedHigh(left, right);
  const low2 = interleavedLow(low1, high1);
  const high2 = interleavedHigh(low1, high1);
  const rows01 = centred(interleavedLow(low2, high2));
  const rows23 = centred(interleavedHigh(low2, high2));
  v128.store64_lane(target, rows01, 0);
  v128.store64_lane(target + stride, rows01, 1);
  v128.store64_lane(target + 2 * stride, rows23, 0);
  v128.store64_lane(target + 3 * stride, rows23, 1);
}
