import { allocate, arenaIsExhausted } from '../arena';
import { filterAt, filterSupport, NEAREST } from './filters';

/** Pillow's PRECISION_BITS (Resample.c): 32 bits, less 8 of the pixel and 2 against overflow. */
export const PRECISION_BITS: i32 = 32 - 8 - 2;
const ONE: i32 = 1 << PRECISION_BITS;

/**
 * The fixed-point weights of one axis, as the stored image runs. Each weight is split, because SIMD
 * multiplies 16 bits at a time: weight = high × 2^16 + low, both signed. It multiplies and adds
 * pairs of pixels, too, so weights lie in pairs, of which the first belongs to an even pixel.
 *
 *   starts, counts      i32 × outSize           first source pixel, number of them
 *   low, high           2 i16 × outSize × pairs from the pair of the first pixel; else zero
 *   highFirst, highEnd  i32 × outSize           the pairs of which a high part is not zero
 */
@unmanaged
export class Coefficients {
  inSize: i32;
  outSize: i32;
  pairs: i32;
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

/** The first of an output's pairs, counted from the axis's beginning, and one past its last. */
@inline
export function firstPairOf(axis: Coefficients, output: i32): i32 {
  return startOf(axis, output) >> 1;
}

@inline
export function endPairOf(axis: Coefficients, output: i32): i32 {
  return (endOf(axis, output) + 1) >> 1;
}

/** The offset of an output pair's weights in `axis.low` or `axis.high`: two i16 side by side. */
@inline
export function pairAddress(axis: Coefficients, weights: usize, output: i32, pair: i32): usize {
  return weights + (<usize>(output * axis.pairs + pair - firstPairOf(axis, output)) << 2);
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
  // one pair more in case the first pixel is odd
  const pairs = (<i32>maxTaps >> 1) + 1;
  allocateAxis(axis, inSize, outSize, pairs);
  const unscaled = allocate(<u64>maxTaps << 3);
  if (arenaIsExhausted()) return;
  memory.fill(axis.low, 0, (<usize>outSize * <usize>pairs) << 2);
  memory.fill(axis.high, 0, (<usize>outSize * <usize>pairs) << 2);
  if (isNearest) fillNearest(axis, <f64>start, scale, isMirrored);
  else fillFiltered(axis, filter, <f64>start, scale, unscaled, isMirrored);
  findHighPairs(axis);
}

function allocateAxis(axis: Coefficients, inSize: i32, outSize: i32, pairs: i32): void {
  axis.inSize = inSize;
  axis.outSize = outSize;
  axis.pairs = pairs;
  axis.starts = allocate(<u64>outSize << 2);
  axis.counts = allocate(<u64>outSize << 2);
  axis.highFirst = allocate(<u64>outSize << 2);
  axis.highEnd = allocate(<u64>outSize << 2);
  axis.low = allocate((<u64>outSize * <u64>pairs) << 2);
  axis.high = allocate((<u64>outSize * <u64>pairs) << 2);
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

/** Records the source pixels of an output, and returns the output's index along the stored axis. */
function placeOutput(axis: Coefficients, i: i32, first: i32, count: i32, isMirrored: bool): i32 {
  const output = isMirrored ? axis.outSize - 1 - i : i;
  const start = isMirrored ? axis.inSize - first - count : first;
  store<i32>(axis.starts + (<usize>output << 2), start);
  store<i32>(axis.counts + (<usize>output << 2), count);
  return output;
}

function storeWeight(axis: Coefficients, output: i32, tap: i32, weight: i32): void {
  const pixel = startOf(axis, output) + tap;
  const at = pairAddress(axis, 0, output, pixel >> 1) + (<usize>(pixel & 1) << 1);
  const low = <i16>weight;
  store<i16>(axis.low + at, low);
  store<i16>(axis.high + at, <i16>((weight - <i32>low) >> 16));
}

function findHighPairs(axis: Coefficients): void {
  for (let i = 0; i < axis.outSize; i++) {
    let first = endPairOf(axis, i);
    let end = 0;
    for (let pair = firstPairOf(axis, i); pair < endPairOf(axis, i); pair++) {
      if (load<i32>(pairAddress(axis, axis.high, i, pair)) == 0) continue;
      first = min(first, pair);
      end = pair + 1;
    }
    store<i32>(axis.highFirst + (<usize>i << 2), first);
    store<i32>(axis.highEnd + (<usize>i << 2), max(first, end));
  }
}
