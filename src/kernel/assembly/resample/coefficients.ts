/** Pillow's PRECISION_BITS (Resample.c): 32 bits, less 8 of the pixel and 2 against overflow. */
export const PRECISION_BITS: i32 = 32 - 8 - 2;
/** 0.5, to be rounded down later. */
export const HALF: i32 = 1 << (PRECISION_BITS - 1);

/**
 * The fixed-point weights of one axis, as the stored image runs. SIMD multiplies 16 bits at a time, and adds the
 * products of two pixels. So each weight is split, weight = high × 2^shift + low, both signed, and weights lie in
 * groups, of which the first belongs to a pixel with a multiple of their size: of two, or of four in the order 0 2 1 3.
 *
 *   outputs    Output × outSize
 *   low, high  i16 × outSize × taps   from the group of an output's first pixel; else zero
 */
@unmanaged
export class Coefficients {
  /** How they were made. */
  filter: i32;
  inSize: i32;
  /** What the box becomes, and the part of that which is wanted. */
  scaledSize: i32;
  first: i32;
  outSize: i32;
  start: f32;
  end: f32;
  isMirrored: bool;
  /** 2 or 4. */
  group: i32;
  taps: i32;
  /** Memory of KEPT_BYTES, in which they outlive the image unless they are larger. */
  kept: usize;
  outputs: usize;
  low: usize;
  high: usize;
}

/** Room for an axis of 64 outputs and 240 taps each. */
export const KEPT_BYTES: i32 = 64 << 10;

/** One output: its source pixels from start to before end, and how to round its sum. */
@unmanaged
export class Output {
  start: i32;
  end: i32;
  /** As small as the largest weight allows. */
  shift: i32;
  base: i32;
  limit: i32;
}

@inline
export function outputAt(axis: Coefficients, output: i32): Output {
  return changetype<Output>(axis.outputs + <usize>output * offsetof<Output>());
}

@inline
export function startOf(axis: Coefficients, output: i32): i32 {
  return outputAt(axis, output).start;
}

@inline
export function endOf(axis: Coefficients, output: i32): i32 {
  return outputAt(axis, output).end;
}

/** The first of an output's pixels with a multiple of the group's size. */
@inline
export function firstGroupOf(axis: Coefficients, output: i32): i32 {
  return startOf(axis, output) & -axis.group;
}

/** The offset of an output's weights in `axis.low` or `axis.high`, from those of its first group on. */
@inline
export function weightsOf(axis: Coefficients, output: i32): usize {
  return <usize>(output * axis.taps) << 1;
}

/** One past the last source pixel that any output needs. */
export function lastEnd(axis: Coefficients): i32 {
  let last = 0;
  for (let i = 0; i < axis.outSize; i++) last = max(last, endOf(axis, i));
  return last;
}

/** The first source pixel that any output needs. */
export function firstStart(axis: Coefficients): i32 {
  let first = axis.inSize;
  for (let i = 0; i < axis.outSize; i++) first = min(first, startOf(axis, i));
  return first;
}
