/** Lines that the pass along them takes at a time. */
export const LINES: i32 = 16;

/** Bytes of one group of columns, of its even or odd ones, and of four lines of those. */
export const GROUP_BYTES: usize = 8 * LINES;
export const HALF_BYTES: usize = GROUP_BYTES / 2;
export const QUARTER_BYTES: usize = 16;

/**
 * Turns sixteen columns of sixteen lines into groups of four columns. Bytes are widened by a mask and a shift, which
 * processors do more of at a time than shuffles.
 *
 *   line 0    a0 a1 a2 a3 …         group 0   a0 a2 b0 b2 c0 c2 … p0 p2     64 bytes
 *   line 1    b0 b1 b2 b3 …   →               a1 a3 b1 b3 c1 c3 … p1 p3     64 bytes
 *   …                               group 1   a4 a6 b4 b6 …
 *   line 15   p0 p1 p2 p3 …
 */
@inline
export function turnColumns(source: usize, stride: usize, turned: usize, column: i32): void {
  const from = source + <usize>column;
  const to = turned + <usize>(column >> 2) * GROUP_BYTES;
  turnBlock(from, stride, to);
  turnBlock(from + 4 * stride, stride, to + QUARTER_BYTES);
  turnBlock(from + 8 * stride, stride, to + 2 * QUARTER_BYTES);
  turnBlock(from + 12 * stride, stride, to + 3 * QUARTER_BYTES);
}

/** Room that the pass needs for the turned lines. */
export function turnedBytes(columns: i32): u64 {
  return ((<u64>columns + 16) * LINES) << 1;
}

/** Four lines of four groups: a transposition of 4 × 4 32-bit lanes. */
@inline
function turnBlock(source: usize, stride: usize, target: usize): void {
  const a = v128.load(source);
  const b = v128.load(source + stride);
  const c = v128.load(source + 2 * stride);
  const d = v128.load(source + 3 * stride);
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  storeWidened(v128.shuffle<i64>(ab0, cd0, 0, 2), target);
  storeWidened(v128.shuffle<i64>(ab0, cd0, 1, 3), target + GROUP_BYTES);
  storeWidened(v128.shuffle<i64>(ab1, cd1, 0, 2), target + 2 * GROUP_BYTES);
  storeWidened(v128.shuffle<i64>(ab1, cd1, 1, 3), target + 3 * GROUP_BYTES);
}

@inline
function storeWidened(bytes: v128, target: usize): void {
  v128.store(target, v128.and(bytes, i16x8.splat(255)));
  v128.store(target, i16x8.shr_u(bytes, 8), HALF_BYTES);
}
