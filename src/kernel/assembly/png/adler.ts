// Adler-32 (RFC 1950, 8.2) of the inflated bytes, range after range.

const BASE: u32 = 65521;
/** Bytes that can be added before a sum may pass 32 bits; zlib's NMAX, in whole blocks. */
const MOST_BYTES: usize = 5536;
const BLOCK: usize = 32;

let low: u32 = 1;
let high: u32 = 0;

export function resetAdler(): void {
  low = 1;
  high = 0;
}

export function adlerValue(): u32 {
  return (high << 16) | low;
}

/** Adds the bytes from `from` to before `to` to the sums. */
export function addToAdler(from: usize, to: usize): void {
  while (from < to) {
    const end = min(from + MOST_BYTES, to);
    const blocksEnd = from + ((end - from) & ~(BLOCK - 1));
    if (blocksEnd > from) addBlocks(from, blocksEnd);
    for (from = blocksEnd; from < end; from++) {
      low += load<u8>(from);
      high += low;
    }
    low %= BASE;
    high %= BASE;
  }
}

/** Each byte counts once in `low`, and once for itself and each byte behind it in `high`. */
function addBlocks(from: usize, end: usize): void {
  let sum = i32x4.splat(0);
  let before = i32x4.splat(0); // the sums that each block began with, added up
  let weighted = i32x4.splat(0);
  const bytes = <u32>(end - from);
  for (; from < end; from += BLOCK) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    before = i32x4.add(before, sum);
    const pairs = i16x8.add(v128.extadd_pairwise<u8>(a), v128.extadd_pairwise<u8>(b));
    sum = i32x4.add(sum, v128.extadd_pairwise<u16>(pairs));
    const front = i32x4.add(
      i32x4.dot_i16x8_s(v128.extend_low<u8>(a), i16x8(32, 31, 30, 29, 28, 27, 26, 25)),
      i32x4.dot_i16x8_s(v128.extend_high<u8>(a), i16x8(24, 23, 22, 21, 20, 19, 18, 17)),
    );
    const back = i32x4.add(
      i32x4.dot_i16x8_s(v128.extend_low<u8>(b), i16x8(16, 15, 14, 13, 12, 11, 10, 9)),
      i32x4.dot_i16x8_s(v128.extend_high<u8>(b), i16x8(8, 7, 6, 5, 4, 3, 2, 1)),
    );
    weighted = i32x4.add(weighted, i32x4.add(front, back));
  }
  high += low * bytes + <u32>BLOCK * total(before) + total(weighted);
  low += total(sum);
}

function total(lanes: v128): u32 {
  const pairs = i32x4.add(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}
