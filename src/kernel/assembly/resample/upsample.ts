// libjpeg's "fancy" chroma upsampling (jdsample.c), one line at a time.

/** Sums of near and far samples, i16, one of the edge repeated on each side: sums[-1] … sums[n]. */
const EDGE: usize = 16;

/** Room that upsampleLine needs for its sums, for `columns` chroma samples. */
export function upsampleScratchBytes(columns: i32): u64 {
  return (<u64>columns << 1) + 3 * EDGE;
}

/**
 * One chroma line of `columns` samples, halved across, to a line of 2 × columns. If the plane is
 * halved down, too, `far` is the farther neighbour line, else 0. Writes up to 16 bytes more.
 */
export function upsampleLine(
  near: usize,
  far: usize,
  columns: i32,
  target: usize,
  scratch: usize,
): void {
  if (columns <= 2) {
    repeatSamples(near, columns, target);
    return;
  }
  const sums = sumChroma(near, far, columns, scratch);
  if (far == 0) interpolate(sums, columns, target, 1, 2, 2);
  else interpolate(sums, columns, target, 8, 7, 4);
}

/** The first half of `upsampleLine`: returns the address of the sums. */
export function sumChroma(near: usize, far: usize, columns: i32, scratch: usize): usize {
  const sums = scratch + EDGE;
  if (far == 0) widen(near, columns, sums);
  else sumLines(near, far, columns, sums);
  const last = sums + (<usize>(columns - 1) << 1);
  store<i16>(sums - 2, load<i16>(sums));
  store<i16>(last + 2, load<i16>(last));
  return sums;
}

/** As libjpeg does if a plane has no more than two columns. */
function repeatSamples(near: usize, columns: i32, target: usize): void {
  for (let x: usize = 0; x < <usize>columns; x++) {
    const sample = load<u8>(near + x);
    store<u8>(target + 2 * x, sample);
    store<u8>(target + 2 * x + 1, sample);
  }
}

function widen(near: usize, columns: i32, sums: usize): void {
  for (let x: usize = 0; x < <usize>columns; x += 8) {
    v128.store(sums + 2 * x, v128.load_ext<u8>(near + x));
  }
}

function sumLines(near: usize, far: usize, columns: i32, sums: usize): void {
  const three = i16x8.splat(3);
  for (let x: usize = 0; x < <usize>columns; x += 8) {
    const weighed = i16x8.mul(v128.load_ext<u8>(near + x), three);
    v128.store(sums + 2 * x, i16x8.add(weighed, v128.load_ext<u8>(far + x)));
  }
}

/** Even pixels lean to the sum on their left, odd ones to that on their right. */
@inline
function interpolate(
  sums: usize,
  columns: i32,
  target: usize,
  evenBias: i16,
  oddBias: i16,
  shift: i32,
): void {
  const three = i16x8.splat(3);
  const even = i16x8.splat(evenBias);
  const odd = i16x8.splat(oddBias);
  for (let x: usize = 0; x < <usize>columns; x += 8) {
    const at = sums + 2 * x;
    const weighed = i16x8.mul(v128.load(at), three);
    const left = i16x8.add(i16x8.add(weighed, v128.load(at - 2)), even);
    const right = i16x8.add(i16x8.add(weighed, v128.load(at + 2)), odd);
    // both fit a byte: even pixels in the low bytes of 16-bit lanes, odd ones in the high
    const pixels = v128.or(i16x8.shr_u(left, shift), i16x8.shl(i16x8.shr_u(right, shift), 8));
    v128.store(target + 2 * x, pixels);
  }
}

/** One chroma line of full width between two lines: `bias` is 1 for the upper one, 2 for the lower. */
export function upsampleBetween(near: usize, far: usize, columns: i32, bias: i16, target: usize): void {
  const three = i16x8.splat(3);
  const half = i16x8.splat(bias);
  for (let x: usize = 0; x < <usize>columns; x += 8) {
    const weighed = i16x8.mul(v128.load_ext<u8>(near + x), three);
    const sum = i16x8.add(i16x8.add(weighed, v128.load_ext<u8>(far + x)), half);
    const pixels = i16x8.shr_u(sum, 2);
    v128.store64_lane(target + x, i8x16.narrow_i16x8_u(pixels, pixels), 0);
  }
}
