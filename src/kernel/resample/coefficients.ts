import type { ResampleFilter } from '../../core/recipe/recipe.ts';
import { FILTERS } from './filters.ts';

/**
 * Fixed-point weights of one axis, as Pillow's 8-bit resampling uses them. Output i is
 * (2^21 + Σ pixel[first[i] + j] × weights[i × taps + j]) >> 22, clamped to a byte, over the
 * count[i] values of j.
 */
export interface Coefficients {
  readonly inSize: number;
  /** The number of outputs. */
  readonly outSize: number;
  /** The first source pixel of each output, and how many there are. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** Room for the weights of one output. */
  readonly taps: number;
  /** 1.0 is 2^22. */
  readonly weights: Int32Array;
}

/** Neighbouring outputs of an axis. */
export interface ScaledPart {
  readonly first: number;
  readonly count: number;
}

/** Pillow's PRECISION_BITS (Resample.c): 32 bits, less 8 of the pixel and 2 against overflow. */
export const PRECISION_BITS = 32 - 8 - 2;
const ONE = 2 ** PRECISION_BITS;

/**
 * The weights of one axis: `inSize` pixels, of which those from `start` to `end` (fractions of
 * pixels allowed; single precision, as Pillow's C takes them) become `scaledSize`, of which only a part
 * may be wanted. Resample.c,
 * precompute_coeffs and normalize_coeffs_8bpc; `nearest` is Geometry.c, ImagingScaleAffine, as
 * weights of one whole pixel each.
 */
export function precomputeCoefficients(
  filter: ResampleFilter,
  inSize: number,
  scaledSize: number,
  start = 0,
  end = inSize,
  part: ScaledPart = { first: 0, count: scaledSize },
): Coefficients {
  const outSize = part.count;
  const from = Math.fround(start);
  const scale = Math.fround(Math.fround(end) - from) / scaledSize;
  // the image as it is: Pillow copies
  const isCopy = from === 0 && scale === 1 && inSize === scaledSize;
  if (filter === 'nearest' || isCopy) return nearestCoefficients(inSize, part, from, scale);
  const { support: unitSupport, at } = FILTERS[filter];
  const filterScale = Math.max(scale, 1);
  const support = unitSupport * filterScale;
  const perPixel = 1 / filterScale;
  const taps = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(outSize);
  const count = new Int32Array(outSize);
  const weights = new Int32Array(outSize * taps);
  const unscaled = new Float64Array(taps);
  for (let i = 0; i < outSize; i++) {
    const centre = from + (part.first + i + 0.5) * scale;
    const low = Math.max(0, Math.trunc(centre - support + 0.5));
    const high = Math.min(inSize, Math.trunc(centre + support + 0.5));
    let sum = 0;
    for (let j = 0; j < high - low; j++) {
      const weight = at((j + low - centre + 0.5) * perPixel);
      unscaled[j] = weight;
      sum += weight;
    }
    first[i] = low;
    count[i] = high - low;
    for (let j = 0; j < high - low; j++) {
      const weight = unscaled[j] ?? 0;
      weights[i * taps + j] = toFixedPoint(sum === 0 ? weight : weight / sum);
    }
  }
  return { inSize, outSize, first, count, taps, weights };
}

function toFixedPoint(weight: number): number {
  return Math.trunc(weight * ONE + (weight < 0 ? -0.5 : 0.5));
}

function nearestCoefficients(
  inSize: number,
  part: ScaledPart,
  from: number,
  scale: number,
): Coefficients {
  const outSize = part.count;
  const first = new Int32Array(outSize);
  const count = new Int32Array(outSize);
  // summed up step by step, rounding errors and all, as Pillow does
  let position = from + scale * 0.5;
  for (let i = 0; i < part.first; i++) position += scale;
  for (let i = 0; i < outSize; i++, position += scale) {
    const pixel = Math.trunc(position);
    const isInside = position >= 0 && pixel < inSize;
    first[i] = isInside ? pixel : 0;
    count[i] = isInside ? 1 : 0;
  }
  return { inSize, outSize, first, count, taps: 1, weights: new Int32Array(outSize).fill(ONE) };
}
