import { allocate } from '../arena';
import {
  Coefficients,
  endOf,
  HALF,
  outputAt,
  PRECISION_BITS,
  startOf,
  weightsOf,
} from './coefficients';

/**
 * The pass across lines, which come a few at a time, from the first to the last. Each output line is
 * a row of 32-bit sums from its first source line to its last; then it is rounded to bytes. Only
 * the outputs that have begun and not ended are held, in a ring.
 *
 *   source lines    0 1 2 3 4 5 6 7 ...
 *   output 0        [-------)            ended: its slot in the ring is free
 *   output 1            [-------)        sums held
 *   output 2                [-------)    sums held
 */
let axis: Coefficients = changetype<Coefficients>(0);
let lineBytes: usize = 0;
let ring: usize = 0;
let ringLines: i32 = 0;
/** The first output that has not ended, and the first that has not begun. */
let oldest: i32 = 0;
let next: i32 = 0;

/** Bytes of a line are summed sixteen at a time. */
const BLOCK: usize = 16;

/** Lines have `bytes` bytes each; the memory for their sums is taken from the arena. */
export function beginVertical(coefficients: Coefficients, bytes: usize): void {
  axis = coefficients;
  lineBytes = (bytes + BLOCK - 1) & ~(BLOCK - 1);
  oldest = 0;
  next = 0;
  ringLines = mostAlive();
  ring = allocate((<u64>ringLines * <u64>lineBytes) << 2);
}

/** How many outputs have begun and not ended, at most; they begin and end in their order. */
function mostAlive(): i32 {
  let most = 1;
  let alive = 0;
  for (let output = 0; output < axis.outSize; output++) {
    // one that begins in the round in which another ends still needs a slot of its own
    while (endOf(axis, alive) + MAX_LINES <= startOf(axis, output)) alive++;
    most = max(most, output - alive + 1);
  }
  return most;
}

/** Lines that addLines takes at once, at most; they are multiplied in pairs. */
const MAX_LINES: i32 = 16;

/** Weights of one output for a pair of lines, low and high parts: 2 × i32x4, for each pair. */
const PAIR_WEIGHTS: usize = memory.data(16 * MAX_LINES, 16);

/** Whether any output needs one of the source lines from `first` to before `end`. */
export function needsLines(coefficients: Coefficients, first: i32, end: i32): bool {
  let low = 0;
  let high = coefficients.outSize;
  // the first output that ends after `first`
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(coefficients, middle) > first) high = middle;
    else low = middle + 1;
  }
  return low < coefficients.outSize && startOf(coefficients, low) < end;
}

/** Adds the source lines from `first` (even) to before `end`, at most MAX_LINES, to all outputs. */
export function addLines(lines: usize, stride: usize, first: i32, end: i32): void {
  while (next < axis.outSize && startOf(axis, next) < end) {
    fillWithHalves(sumsOf(next));
    next++;
  }
  for (let output = oldest; output < next; output++) {
    const from = max(first >> 1, startOf(axis, output) >> 1);
    const to = min((end + 1) >> 1, (endOf(axis, output) + 1) >> 1);
    const line = lines + <usize>(2 * from - first) * stride;
    if (from < to) addToOutput(output, line, stride, from, to);
  }
}

@inline
function sumsOf(output: i32): usize {
  return ring + <usize>(output % ringLines) * (lineBytes << 2);
}

function fillWithHalves(sums: usize): void {
  const half = i32x4.splat(HALF);
  const end = sums + (lineBytes << 2);
  for (let at = sums; at < end; at += 16) v128.store(at, half);
}

/** Pairs of lines, of which `lines` is the first. */
function addToOutput(output: i32, lines: usize, stride: usize, from: i32, to: i32): void {
  let weights = weightsOf(axis, output) + (<usize>(from - (startOf(axis, output) >> 1)) << 2);
  for (let pair = from; pair < to; pair++) {
    const at = PAIR_WEIGHTS + <usize>(pair - from) * 32;
    v128.store(at, v128.load32_splat(axis.low + weights));
    v128.store(at, v128.load32_splat(axis.high + weights), 16);
    weights += 4;
  }
  const sums = sumsOf(output);
  const pairs = to - from;
  const shift = outputAt(axis, output).shift;
  for (let at: usize = 0; at < lineBytes; at += BLOCK) {
    addPairs(sums + (at << 2), lines + at, stride, pairs, shift);
  }
}

/** Sixteen bytes of pairs of lines, weighed and added to sixteen sums. */
@inline
function addPairs(sums: usize, lines: usize, stride: usize, pairs: i32, shift: i32): void {
  let sum0 = v128.load(sums);
  let sum1 = v128.load(sums, 16);
  let sum2 = v128.load(sums, 32);
  let sum3 = v128.load(sums, 48);
  let high0 = i32x4.splat(0);
  let high1 = high0;
  let high2 = high0;
  let high3 = high0;
  let weights = PAIR_WEIGHTS;
  const end = weights + <usize>pairs * 32;
  for (; weights < end; weights += 32) {
    const a = v128.load(lines);
    const b = v128.load(lines + stride);
    lines += 2 * stride;
    const front = v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const back = v128.shuffle<u8>(
      a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31,
    );
    const pixels0 = i16x8.extend_low_i8x16_u(front);
    const pixels1 = i16x8.extend_high_i8x16_u(front);
    const pixels2 = i16x8.extend_low_i8x16_u(back);
    const pixels3 = i16x8.extend_high_i8x16_u(back);
    const low = v128.load(weights);
    sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(pixels0, low));
    sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(pixels1, low));
    sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(pixels2, low));
    sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(pixels3, low));
    const high = v128.load(weights, 16);
    high0 = i32x4.add(high0, i32x4.dot_i16x8_s(pixels0, high));
    high1 = i32x4.add(high1, i32x4.dot_i16x8_s(pixels1, high));
    high2 = i32x4.add(high2, i32x4.dot_i16x8_s(pixels2, high));
    high3 = i32x4.add(high3, i32x4.dot_i16x8_s(pixels3, high));
  }
  v128.store(sums, i32x4.add(sum0, i32x4.shl(high0, shift)));
  v128.store(sums, i32x4.add(sum1, i32x4.shl(high1, shift)), 16);
  v128.store(sums, i32x4.add(sum2, i32x4.shl(high2, shift)), 32);
  v128.store(sums, i32x4.add(sum3, i32x4.shl(high3, shift)), 48);
}

/** Whether an output has all of its source lines, those before `line` having been added. */
export function hasFinished(line: i32): bool {
  return oldest < next && endOf(axis, oldest) <= line;
}

/** Rounds the oldest output to bytes at `target`, frees its slot in the ring, returns its index. */
export function finishOldest(target: usize): i32 {
  const sums = sumsOf(oldest);
  for (let at: usize = 0; at < lineBytes; at += BLOCK) {
    const from = sums + (at << 2);
    const a = i32x4.shr_s(v128.load(from), PRECISION_BITS);
    const b = i32x4.shr_s(v128.load(from, 16), PRECISION_BITS);
    const c = i32x4.shr_s(v128.load(from, 32), PRECISION_BITS);
    const d = i32x4.shr_s(v128.load(from, 48), PRECISION_BITS);
    const words = i16x8.narrow_i32x4_s(a, b);
    v128.store(target + at, i8x16.narrow_i16x8_u(words, i16x8.narrow_i32x4_s(c, d)));
  }
  return oldest++;
}
