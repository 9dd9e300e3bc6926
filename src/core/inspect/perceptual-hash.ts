import type { Hash64 } from './row-hash.ts';

/** The picture is reduced to a square of this side. */
const SIDE = 32;
/** The lowest frequencies that are kept, across and down. */
const KEPT = 8;

/** basis[frequency × SIDE + position] of the discrete cosine transform, DCT-II. */
const BASIS = Float32Array.from({ length: KEPT * SIDE }, (_, i) =>
  Math.cos(((2 * (i % SIDE) + 1) * Math.floor(i / SIDE) * Math.PI) / (2 * SIDE)),
);

/**
 * Returns a function that hashes pictures so that similar ones have similar hashes: pHash (Zauner, 2010,
 * "Implementation and Benchmarking of Perceptual Image Hash Functions"). The luma, reduced to 32 × 32, is
 * transformed by a DCT; each of the 8 × 8 lowest frequencies is a bit: whether it is above their median.
 * The first one, the mean, is left out of the median.
 */
export function createPerceptualHash(
  width: number,
  height: number,
): (luma: Uint8Array, into: Hash64) => void {
  const reduce = createReduction(width, height);
  const across = new Float32Array(SIDE * KEPT);
  const frequencies = new Float32Array(KEPT * KEPT);
  const sorted = new Float32Array(KEPT * KEPT - 1);
  return (luma, into) => {
    const small = reduce(luma);
    for (let y = 0; y < SIDE; y++) {
      for (let u = 0; u < KEPT; u++) {
        let sum = 0;
        for (let x = 0; x < SIDE; x++) {
          sum += (small[y * SIDE + x] ?? 0) * (BASIS[u * SIDE + x] ?? 0);
        }
        across[y * KEPT + u] = sum;
      }
    }
    for (let v = 0; v < KEPT; v++) {
      for (let u = 0; u < KEPT; u++) {
        let sum = 0;
        for (let y = 0; y < SIDE; y++) {
          sum += (across[y * KEPT + u] ?? 0) * (BASIS[v * SIDE + y] ?? 0);
        }
        frequencies[v * KEPT + u] = sum;
      }
    }
    sorted.set(frequencies.subarray(1));
    sorted.sort();
    const middle = sorted[sorted.length >> 1] ?? 0;
    into.high = bitsAbove(frequencies, 0, middle);
    into.low = bitsAbove(frequencies, 32, middle);
  };
}

function bitsAbove(values: Float32Array, from: number, middle: number): number {
  let bits = 0;
  for (let i = 0; i < 32; i++) if ((values[from + i] ?? 0) > middle) bits |= 1 << i;
  return bits >>> 0;
}

/** Reduces to SIDE × SIDE by the mean of each cell; a picture that is smaller repeats pixels. */
function createReduction(width: number, height: number): (luma: Uint8Array) => Float32Array {
  const small = new Float32Array(SIDE * SIDE);
  const xs = cellsOf(width);
  const ys = cellsOf(height);
  return (luma) => {
    for (let v = 0; v < SIDE; v++) {
      const top = ys.from[v] ?? 0;
      const bottom = ys.end[v] ?? 0;
      for (let u = 0; u < SIDE; u++) {
        const left = xs.from[u] ?? 0;
        const right = xs.end[u] ?? 0;
        let sum = 0;
        for (let y = top; y < bottom; y++) {
          for (let i = y * width + left; i < y * width + right; i++) sum += luma[i] ?? 0;
        }
        small[v * SIDE + u] = sum / ((bottom - top) * (right - left));
      }
    }
    return small;
  };
}

interface Cells {
  readonly from: Int32Array;
  readonly end: Int32Array;
}

function cellsOf(length: number): Cells {
  const from = Int32Array.from({ length: SIDE }, (_, i) => Math.floor((i * length) / SIDE));
  const end = from.map((first, i) => Math.max(first + 1, Math.floor(((i + 1) * length) / SIDE)));
  return { from, end };
}
