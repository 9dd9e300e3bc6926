import { allocate, arenaIsExhausted } from './arena';
import { filterAt, filterSupport, NEAREST } from './filters';

/** Pillow's PRECISION_BITS (Resample.c): 32 bits, less 8 of the pixel and 2 against overflow. */
export const PRECISION_BITS: i32 = 32 - 8 - 2;
const ONE: i32 = 1 << PRECISION_BITS;

/** Taps are multiplied eight at a time. */
export const LANES: i32 = 8;

/**
 * The fixed-point weights of one axis, as the stored image runs. Each weight is split, because SIMD
 * multiplies 16 bits at a time: weight = high × 2^16 + low, both signed. Most high parts are 0: only
 * the lanes from highFirst to highEnd of an output have others.
 *
 *   starts, counts             i32 × outSize     first source pixel, number of them
 *   low, high                  i16 × outSize × taps, zero beyond count; taps is a multiple of 8
 *   highFirst, highEnd         i32 × outSize     in taps, multiples of 8
 */
@unmanaged
export class Coefficients {
  inSize: i32;
  outSize: i32;
  taps: i32;
  starts: usize;
  counts: usize;
  low: usize;
  high: usize;
  highFirst: usize;
  highEnd: usize;
}

@inline
export function startOf(axis: Coefficients, output: i32): i32 {
  return load<i32>(axis.starts + (<usize>output << 2));
}

@inline
export function endOf(axis: Coefficients, output: i32): i32 {
  return startOf(axis, output) + load<i32>(axis.counts + (<usize>output << 2));
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

/**
 * The weights of one axis: `inSize` pixels, of which those from `start` to `end` become `outSize`.
 * Resample.c, precompute_coeffs and normalize_coeffs_8bpc; `nearest` is Geometry.c,
 * ImagingScaleAffine, as weights of one whole pixel each. Mirrored: for an axis whose first pixel
 * is stored last; then the first output is made last, too.
 */
export function precomputeCoefficients(
  axis: Coefficients,
  filter: i32,
  inSize: i32,
  outSize: i32,
  start: f32,
  end: f32,
  isMirrored: bool,
): void {
  const scale = <f64>(end - start) / <f64>outSize;
  const isCopy = start == 0 && scale == 1 && inSize == outSize;
  const isNearest = filter == NEAREST || isCopy;
  const support = filterSupport(filter) * max<f64>(scale, 1);
  // no filter has more taps than the axis has pixels
  const maxTaps = isNearest ? 1 : min<f64>(Math.ceil(support) * 2 + 1, <f64>inSize);
  const taps = (<i32>maxTaps + LANES - 1) & ~(LANES - 1);
  allocateAxis(axis, inSize, outSize, taps);
  const unscaled = allocate(<u64>taps << 3);
  if (arenaIsExhausted()) return;
  memory.fill(axis.low, 0, (<usize>outSize * <usize>taps) << 1);
  memory.fill(axis.high, 0, (<usize>outSize * <usize>taps) << 1);
  if (isNearest) fillNearest(axis, <f64>start, scale, isMirrored);
  else fillFiltered(axis, filter, <f64>start, scale, unscaled, isMirrored);
  findHighLanes(axis);
}

function allocateAxis(axis: Coefficients, inSize: i32, outSize: i32, taps: i32): void {
  axis.inSize = inSize;
  axis.outSize = outSize;
  axis.taps = taps;
  axis.starts = allocate(<u64>outSize << 2);
  axis.counts = allocate(<u64>outSize << 2);
  axis.highFirst = allocate(<u64>outSize << 2);
  axis.highEnd = allocate(<u64>outSize << 2);
  axis.low = allocate((<u64>outSize * <u64>taps) << 1);
  axis.high = allocate((<u64>outSize * <u64>taps) << 1);
}

function fillFiltered(
  axis: Coefficients,
  filter: i32,
  from: f64,
  scale: f64,
  unscaled: usize,
  isMirrored: bool,
): void {
  const filterScale = max<f64>(scale, 1);
  const support = filterSupport(filter) * filterScale;
  const perPixel = 1 / filterScale;
  for (let i = 0; i < axis.outSize; i++) {
    const centre = from + (<f64>i + 0.5) * scale;
    const low = max(0, <i32>(centre - support + 0.5));
    const high = min(axis.inSize, <i32>(centre + support + 0.5));
    let sum: f64 = 0;
    for (let j = 0; j < high - low; j++) {
      const weight = filterAt(filter, (<f64>(j + low) - centre + 0.5) * perPixel);
      store<f64>(unscaled + (<usize>j << 3), weight);
      sum += weight;
    }
    const output = placeOutput(axis, i, low, high - low, isMirrored);
    for (let j = 0; j < high - low; j++) {
      const weight = load<f64>(unscaled + (<usize>j << 3));
      const tap = isMirrored ? high - low - 1 - j : j;
      storeWeight(axis, output, tap, toFixedPoint(sum == 0 ? weight : weight / sum));
    }
  }
}

function toFixedPoint(weight: f64): i32 {
  return <i32>(weight * <f64>ONE + (weight < 0 ? -0.5 : 0.5));
}

function fillNearest(axis: Coefficients, from: f64, scale: f64, isMirrored: bool): void {
  // summed up step by step, rounding errors and all, as Pillow does
  let position = from + scale * 0.5;
  for (let i = 0; i < axis.outSize; i++) {
    const pixel = <i32>position;
    const isInside = position >= 0 && pixel < axis.inSize;
    const output = placeOutput(axis, i, isInside ? pixel : 0, isInside ? 1 : 0, isMirrored);
    if (isInside) storeWeight(axis, output, 0, ONE);
    position += scale;
  }
}

/** Notes where an output's pixels are; gives the place of that output along the stored axis. */
function placeOutput(axis: Coefficients, i: i32, first: i32, count: i32, isMirrored: bool): i32 {
  const output = isMirrored ? axis.outSize - 1 - i : i;
  const start = isMirrored ? axis.inSize - first - count : first;
  store<i32>(axis.starts + (<usize>output << 2), start);
  store<i32>(axis.counts + (<usize>output << 2), count);
  return output;
}

function storeWeight(axis: Coefficients, output: i32, tap: i32, weight: i32): void {
  const at = <usize>(output * axis.taps + tap) << 1;
  const low = <i16>weight;
  store<i16>(axis.low + at, low);
  store<i16>(axis.high + at, <i16>((weight - <i32>low) >> 16));
}

function findHighLanes(axis: Coefficients): void {
  for (let i = 0; i < axis.outSize; i++) {
    let first = axis.taps;
    let end = 0;
    for (let tap = 0; tap < axis.taps; tap++) {
      if (load<i16>(axis.high + (<usize>(i * axis.taps + tap) << 1)) == 0) continue;
      first = min(first, tap & ~(LANES - 1));
      end = (tap & ~(LANES - 1)) + LANES;
    }
    store<i32>(axis.highFirst + (<usize>i << 2), min(first, end));
    store<i32>(axis.highEnd + (<usize>i << 2), end);
  }
}
