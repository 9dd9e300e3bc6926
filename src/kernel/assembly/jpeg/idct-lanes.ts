// Steps on vectors that both inverse transforms have (idct-islow.ts, idct-reduced.ts).

/** Samples are stored with 128 added; here to bytes that are saturated as signed ones. */
@inline
export function centred(bytes: v128): v128 {
  return v128.xor(bytes, i8x16.splat(-128));
}

/** Row `row` of a block times its quantisers. */
@inline
export function dequantised(block: usize, multipliers: usize, row: usize): v128 {
  return i16x8.mul(v128.load(block + (row << 4)), v128.load(multipliers + (row << 4)));
}

/** Lanes 0…3 of two rows side by side, and lanes 4…7. */
@inline
export function lowPairs(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

@inline
export function highPairs(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

@inline
export function descaled(sums: v128, bits: i32): v128 {
  return i32x4.shr_s(i32x4.add(sums, i32x4.splat(1 << (bits - 1))), bits);
}

/** Bytes of two vectors side by side: of their lower halves, and of their upper ones. */
@inline
export function interleavedLow(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

@inline
export function interleavedHigh(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
