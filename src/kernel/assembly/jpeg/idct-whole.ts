// Blocks to 8 × 8 samples (jidctint.c of libjpeg-turbo, "islow", in the arithmetic of its SIMD code).
import { centred, dequantised, descaled, highPairs, lowPairs } from './idct';

const CONST_BITS: i32 = 13;
const PASS1_BITS: i32 = 2;

// FIX(x) of jidctint.c: x × 2^13
const F_0_298: i32 = 2446;
const F_0_390: i32 = 3196;
const F_0_541: i32 = 4433;
const F_0_765: i32 = 6270;
const F_0_899: i32 = 7373;
const F_1_175: i32 = 9633;
const F_1_501: i32 = 12299;
const F_1_847: i32 = 15137;
const F_1_961: i32 = 16069;
const F_2_053: i32 = 16819;
const F_2_562: i32 = 20995;
const F_3_072: i32 = 25172;

/** Eight rows of eight 16-bit lanes. */
const work = memory.data(128, 16);

@inline
function pair(even: i32, odd: i32): v128 {
  return i32x4.splat((even & 0xffff) | (odd << 16));
}

@inline
function rowOfWork(row: usize): v128 {
  return v128.load(work + (row << 4));
}

/** 64 coefficients to 8 × 8 samples. */
export function transform8(block: usize, multipliers: usize, target: usize, stride: i32): void {
  let below = v128.load(block, 16);
  for (let row: usize = 2; row < 8; row++) below = v128.or(below, v128.load(block + (row << 4)));
  for (let row: usize = 0; row < 8; row++) {
    v128.store(work + (row << 4), dequantised(block, multipliers, row));
  }
  if (v128.any_true(below)) {
    pass(CONST_BITS - PASS1_BITS);
  } else {
    // as libjpeg-turbo does: this wraps, the sums would saturate
    const row = i16x8.shl(rowOfWork(0), PASS1_BITS);
    for (let i: usize = 0; i < 8; i++) v128.store(work + (i << 4), row);
  }
  transpose();
  pass(CONST_BITS + PASS1_BITS + 3);
  transpose();
  for (let row: usize = 0; row < 8; row++) {
    const words = rowOfWork(row);
    const bytes = centred(i8x16.narrow_i16x8_s(words, words));
    v128.store64_lane(target + row * <usize>stride, bytes, 0);
  }
}

/** Down the columns, which are lanes; half of them at a time. */
function pass(bits: i32): void {
  const in0 = rowOfWork(0);
  const in1 = rowOfWork(1);
  const in2 = rowOfWork(2);
  const in3 = rowOfWork(3);
  const in4 = rowOfWork(4);
  const in5 = rowOfWork(5);
  const in6 = rowOfWork(6);
  const in7 = rowOfWork(7);
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
    bits,
    lowHalf,
  );
  halfPass(
    i32x4.extend_high_i16x8_s(sum),
    i32x4.extend_high_i16x8_s(difference),
    highPairs(in2, in6),
    highPairs(sum37, sum15),
    highPairs(in7, in1),
    highPairs(in5, in3),
    bits,
    highHalf,
  );
  for (let row: usize = 0; row < 8; row++) {
    const low = v128.load(lowHalf + (row << 4));
    v128.store(work + (row << 4), i16x8.narrow_i32x4_s(low, v128.load(highHalf + (row << 4))));
  }
}

const lowHalf = memory.data(128, 16);
const highHalf = memory.data(128, 16);

@inline
function halfPass(
  sum: v128,
  difference: v128,
  pairs26: v128,
  sums: v128,
  pairs71: v128,
  pairs53: v128,
  bits: i32,
  target: usize,
): void {
  const even3 = i32x4.dot_i16x8_s(pairs26, pair(F_0_541 + F_0_765, F_0_541));
  const even2 = i32x4.dot_i16x8_s(pairs26, pair(F_0_541, F_0_541 - F_1_847));
  const even0 = i32x4.shl(sum, CONST_BITS);
  const even1 = i32x4.shl(difference, CONST_BITS);
  const base0 = i32x4.add(even0, even3);
  const base3 = i32x4.sub(even0, even3);
  const base1 = i32x4.add(even1, even2);
  const base2 = i32x4.sub(even1, even2);
  const turn3 = i32x4.dot_i16x8_s(sums, pair(F_1_175 - F_1_961, F_1_175));
  const turn4 = i32x4.dot_i16x8_s(sums, pair(F_1_175, F_1_175 - F_0_390));
  const odd0 = i32x4.dot_i16x8_s(pairs71, pair(F_0_298 - F_0_899, -F_0_899));
  const odd3 = i32x4.dot_i16x8_s(pairs71, pair(-F_0_899, F_1_501 - F_0_899));
  const odd1 = i32x4.dot_i16x8_s(pairs53, pair(F_2_053 - F_2_562, -F_2_562));
  const odd2 = i32x4.dot_i16x8_s(pairs53, pair(-F_2_562, F_3_072 - F_2_562));
  storeBoth(base0, i32x4.add(odd3, turn4), bits, target, 0);
  storeBoth(base1, i32x4.add(odd2, turn3), bits, target, 1);
  storeBoth(base2, i32x4.add(odd1, turn4), bits, target, 2);
  storeBoth(base3, i32x4.add(odd0, turn3), bits, target, 3);
}

@inline
function storeBoth(even: v128, odd: v128, bits: i32, target: usize, row: usize): void {
  v128.store(target + (row << 4), descaled(i32x4.add(even, odd), bits));
  v128.store(target + ((7 - row) << 4), descaled(i32x4.sub(even, odd), bits));
}

function transpose(): void {
  const a0 = lowPairs(rowOfWork(0), rowOfWork(1));
  const a1 = highPairs(rowOfWork(0), rowOfWork(1));
  const b0 = lowPairs(rowOfWork(2), rowOfWork(3));
  const b1 = highPairs(rowOfWork(2), rowOfWork(3));
  const c0 = lowPairs(rowOfWork(4), rowOfWork(5));
  const c1 = highPairs(rowOfWork(4), rowOfWork(5));
  const d0 = lowPairs(rowOfWork(6), rowOfWork(7));
  const d1 = highPairs(rowOfWork(6), rowOfWork(7));
  storeTransposed(a0, b0, c0, d0, work);
  storeTransposed(a1, b1, c1, d1, work + 64);
}

/** Four rows out of lanes that are in the order of rows two by two. */
@inline
function storeTransposed(a: v128, b: v128, c: v128, d: v128, target: usize): void {
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<i64>(ab0, cd0, 0, 2));
  v128.store(target + 16, v128.shuffle<i64>(ab0, cd0, 1, 3));
  v128.store(target + 32, v128.shuffle<i64>(ab1, cd1, 0, 2));
  v128.store(target + 48, v128.shuffle<i64>(ab1, cd1, 1, 3));
}
