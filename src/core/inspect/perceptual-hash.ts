import type { Hash64 } from './row-hash.ts';

/** The picture is reduced to a square of this side. */
const SIDE = 32;
/** The lowest frequencies that are kept, across and down. */
const KEPT = 8;

/** basis[position × KEPT + frequency] of the discrete cosine transform, DCT-II: singles, as doubles. */
const BASIS = Float64Array.from({ length: SIDE * KEPT }, (_, i) =>
  Math.fround(Math.cos(((2 * Math.floor(i / KEPT) + 1) * (i % KEPT) * Math.PI) / (2 * SIDE))),
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
    for (let y = 0; y < SIDE; y++) transform(small, y * SIDE, 1, across, y * KEPT, 1);
    for (let u = 0; u < KEPT; u++) transform(across, u, KEPT, frequencies, u, KEPT);
    sorted.set(frequencies.subarray(1));
    sorted.sort();
    const middle = sorted[sorted.length >> 1] ?? 0;
    into.high = bitsAbove(frequencies, 0, middle);
    into.low = bitsAbove(frequencies, 32, middle);
  };
}

/**
 * The KEPT lowest frequencies of SIDE values, which lie `step` apart, as the results do. Eight sums at a time: each
 * addition would wait for the one before it.
 */
function transform(
  values: Float32Array,
  from: number,
  step: number,
  into: Float32Array,
  to: number,
  stepInto: number,
): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  let [e, f, g, h] = [0, 0, 0, 0];
  for (let i = 0, at = from, w = 0; i < SIDE; i++, at += step, w += KEPT) {
    const value = values[at] ?? 0;
    a += value * (BASIS[w] ?? 0);
    b += value * (BASIS[w + 1] ?? 0);
    c += value * (BASIS[w + 2] ?? 0);
    d += value * (BASIS[w + 3] ?? 0);
    e += value * (BASIS[w + 4] ?? 0);
    f += value * (BASIS[w + 5] ?? 0);
    g += value * (BASIS[w + 6] ?? 0);
    h += value * (BASIS[w + 7] ?? 0);
  }
  into[to] = a;
  into[to + stepInto] = b;
  into[to + 2 * stepInto] = c;
  into[to + 3 * stepInto] = d;
  into[to + 4 * stepInto] = e;
  into[to + 5 * stepInto] = f;
  into[to + 6 * stepInto] = g;
  into[to + 7 * stepInto] = h;
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
  const columns = new Int32Array(width); // sums of the lines of a cell
  return (luma) => {
    for (let v = 0; v < SIDE; v++) {
      const top = ys.from[v] ?? 0;
      const bottom = ys.end[v] ?? 0;
      sumLines(luma, top * width, bottom * width, columns);
      for (let u = 0; u < SIDE; u++) {
        const left = xs.from[u] ?? 0;
        const right = xs.end[u] ?? 0;
        let sum = 0;
        for (let x = left; x < right; x++) sum += columns[x] ?? 0;
        small[v * SIDE + u] = sum / ((bottom - top) * (right - left));
      }
    }
    return small;
  };
}

/** Sums the columns of some lines, two lines at a time. */
function sumLines(luma: Uint8Array, from: number, end: number, columns: Int32Array): void {
  const width = columns.length;
  columns.fill(0);
  let line = from;
  for (; line + width < end; line += 2 * width) {
    for (let x = 0, at = line; x < width; x++, at++) {
      columns[x] = (columns[x] ?? 0) + (luma[at] ?? 0) + (luma[at + width] ?? 0);
    }
  }
  if (line >= end) return;
  for (let x = 0, at = line; x < width; x++, at++) columns[x] = (columns[x] ?? 0) + (luma[at] ?? 0);
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
