import { allocate, arenaIsExhausted } from '../arena';
import {
  Coefficients,
  firstGroupOf,
  HALF,
  KEPT_BYTES,
  Output,
  outputAt,
  PRECISION_BITS,
  weightsOf,
} from './coefficients';
import { filterAt, filterSupport, NEAREST } from './filters';

const ONE: i32 = 1 << PRECISION_BITS;

/**
 * The weights of one axis: `inSize` pixels, of which those from `start` to `end` become `scaledSize`, of which
 * `outSize` are wanted, from `first` on.
 * Resample.c, precompute_coeffs and normalize_coeffs_8bpc; `nearest` is Geometry.c,
 * ImagingScaleAffine, as weights of one whole pixel each. Mirrored: for an axis whose first pixel
 * is stored last; then the first output is made last, too.
 */
export function precomputeCoefficients(
  axis: Coefficients,
  filter: i32,
  inSize: i32,
  scaledSize: i32,
  first: i32,
  outSize: i32,
  start: f32,
  end: f32,
  isMirrored: bool,
): void {
  const isSame = axis.filter == filter && axis.inSize == inSize && axis.outSize == outSize;
  const isSameBox = axis.start == start && axis.end == end && axis.isMirrored == isMirrored;
  const isSamePart = axis.scaledSize == scaledSize && axis.first == first;
  if (isSame && isSameBox && isSamePart && axis.outputs == axis.kept) return;
  axis.filter = filter;
  axis.inSize = inSize;
  axis.scaledSize = scaledSize;
  axis.first = first;
  axis.outSize = outSize;
  axis.start = start;
  axis.end = end;
  axis.isMirrored = isMirrored;
  const scale = <f64>(end - start) / <f64>scaledSize;
  const isCopy = start == 0 && scale == 1 && inSize == scaledSize;
  const isNearest = filter == NEAREST || isCopy;
  const support = filterSupport(filter) * max<f64>(scale, 1);
  // no filter has more taps than the axis has pixels
  const maxTaps = isNearest ? 1 : min<f64>(Math.ceil(support) * 2 + 1, <f64>inSize);
  const scratch = allocate(<u64>maxTaps << 3);
  allocateWeights(axis, <i32>maxTaps);
  if (arenaIsExhausted()) {
    axis.outSize = 0; // nothing is kept
    return;
  }
  memory.fill(axis.low, 0, (<usize>outSize * <usize>axis.taps) << 2);
  if (isNearest) fillNearest(axis, <f64>start, scale, scratch, isMirrored);
  else fillFiltered(axis, filter, <f64>start, scale, scratch, isMirrored);
}

function allocateWeights(axis: Coefficients, maxTaps: i32): void {
  // whole groups of four, and one more in case the first pixel is not the first of its own
  axis.taps = (maxTaps + 6) & ~3;
  const weightBytes = (<u64>axis.outSize * <u64>axis.taps) << 1;
  const outputBytes = <u64>axis.outSize * <u64>offsetof<Output>();
  const bytes = 2 * weightBytes + outputBytes;
  axis.outputs = bytes <= <u64>KEPT_BYTES ? axis.kept : allocate(bytes);
  axis.low = axis.outputs + <usize>outputBytes;
  axis.high = axis.low + <usize>weightBytes;
}

function fillFiltered(
  axis: Coefficients,
  filter: i32,
  from: f64,
  scale: f64,
  scratch: usize,
  isMirrored: bool,
): void {
  const filterScale = max<f64>(scale, 1);
  const support = filterSupport(filter) * filterScale;
  const perPixel = 1 / filterScale;
  for (let i = 0; i < axis.outSize; i++) {
    const centre = from + (<f64>(axis.first + i) + 0.5) * scale;
    const low = max(0, <i32>(centre - support + 0.5));
    const high = min(axis.inSize, <i32>(centre + support + 0.5));
    let sum: f64 = 0;
    for (let j = 0; j < high - low; j++) {
      const weight = filterAt(filter, (<f64>(j + low) - centre + 0.5) * perPixel);
      store<f64>(scratch + (<usize>j << 3), weight);
      sum += weight;
    }
    for (let j = 0; j < high - low; j++) {
      const weight = load<f64>(scratch + (<usize>j << 3));
      // in the front of the place of what was read
      store<i32>(scratch + (<usize>j << 2), toFixedPoint(sum == 0 ? weight : weight / sum));
    }
    placeOutput(axis, i, low, high - low, scratch, isMirrored);
  }
}

function toFixedPoint(weight: f64): i32 {
  return <i32>(weight * <f64>ONE + (weight < 0 ? -0.5 : 0.5));
}

function fillNearest(
  axis: Coefficients,
  from: f64,
  scale: f64,
  scratch: usize,
  isMirrored: bool,
): void {
  store<i32>(scratch, ONE);
  // summed up step by step, rounding errors and all, as Pillow does
  let position = from + scale * 0.5;
  for (let i = 0; i < axis.first; i++) position += scale;
  for (let i = 0; i < axis.outSize; i++) {
    const pixel = <i32>position;
    const isInside = position >= 0 && pixel < axis.inSize;
    placeOutput(axis, i, isInside ? pixel : 0, isInside ? 1 : 0, scratch, isMirrored);
    position += scale;
  }
}

/** Records output i along the axis, which has `count` pixels from the first on, and its weights, i32. */
function placeOutput(
  axis: Coefficients,
  i: i32,
  first: i32,
  count: i32,
  weights: usize,
  isMirrored: bool,
): void {
  const index = isMirrored ? axis.outSize - 1 - i : i;
  const output = outputAt(axis, index);
  output.start = isMirrored ? axis.inSize - first - count : first;
  output.end = output.start + count;
  const shift = shiftFor(weights, count);
  output.shift = shift;
  let least = 0;
  let most = 0;
  const offset = output.start - firstGroupOf(axis, index);
  for (let tap = 0; tap < count; tap++) {
    const weight = load<i32>(weights + (<usize>(isMirrored ? count - 1 - tap : tap) << 2));
    const high = (weight + ((1 << shift) >> 1)) >> shift;
    const low = weight - (high << shift);
    const at = weightsOf(axis, index) + (<usize>placeInGroup(axis, offset + tap) << 1);
    store<i16>(axis.high + at, <i16>high);
    store<i16>(axis.low + at, <i16>low);
    least += min(low, 0);
    most += max(low, 0);
  }
  output.base = (HALF + 255 * least) >> shift;
  const spread = ((HALF + 255 * most) >> shift) - output.base;
  output.limit = (1 << (PRECISION_BITS - shift)) - 1 - spread;
}

function placeInGroup(axis: Coefficients, tap: i32): i32 {
  return axis.group == 2 ? tap : (tap & ~3) | ((tap & 1) << 1) | ((tap >> 1) & 1);
}

/** The least shift that leaves 16 bits of each weight. */
function shiftFor(weights: usize, count: i32): i32 {
  let largest = 0;
  for (let tap = 0; tap < count; tap++) {
    largest = max(largest, abs(load<i32>(weights + (<usize>tap << 2))));
  }
  let shift = 0;
  while ((largest + ((1 << shift) >> 1)) >> shift > <i32>i16.MAX_VALUE) shift++;
  return shift;
}
