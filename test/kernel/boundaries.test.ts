import { expect, test } from 'vitest';

import {
  precomputeCoefficients,
  type Coefficients,
} from '../../src/kernel/resample/coefficients.ts';
import type { ResampleJob } from '../../src/kernel/resample/resample-job.ts';
import { resampleImage, type Precompute } from '../../src/kernel/resample/resample.ts';
import { loadKernel, resampleByKernel } from './load-kernel.ts';
import { readBoundaryCases, type BoundaryCase } from './pillow-goldens.ts';

const cases = readBoundaryCases().map((boundary) => {
  const { filter, inSize, outSize, box } = boundary;
  return [`${filter} ${inSize} → ${outSize} of ${box.join(' to ')}`, boundary] as const;
});
const kernel = loadKernel();

/** Lines are resampled along; the axis across them stays as it is. */
function jobOf({ filter, inSize, outSize, box, rows }: BoundaryCase): ResampleJob {
  return {
    layout: 'rgbx',
    width: inSize,
    height: rows,
    orientation: 1,
    filter,
    source: { x: box[0], y: 0, width: box[1] - box[0], height: rows },
    target: { x: 0, y: 0, width: outSize, height: rows },
    scaled: { width: outSize, height: rows, left: 0, top: 0 },
    row: { width: outSize, height: rows },
    mode: 'RGB',
    pad: '#000000',
    alpha: 'drop',
  };
}

function pixelsOf({ source }: BoundaryCase): Uint8Array {
  const pixels = new Uint8Array((source.length / 3) * 4);
  for (let i = 0; i * 3 < source.length; i++) {
    pixels.set(source.subarray(i * 3, i * 3 + 3), i * 4);
  }
  return pixels;
}

test.each(cases)("K3 the weights are Pillow's, to the last bit: %s", (_name, boundary) => {
  const { filter, inSize, outSize, box, bounds, k } = boundary;
  const { first, count, taps, weights } = precomputeCoefficients(filter, inSize, outSize, ...box);
  expect(bounds.map((_, i) => [first[i], count[i]])).toEqual(bounds);
  const made = bounds.map(([, n], i) => Array.from(weights.subarray(i * taps, i * taps + n)));
  expect(made).toEqual(k);
});

test.each(cases)("K3 kernel and twin make Pillow's bytes: %s", async (_name, boundary) => {
  const job = jobOf(boundary);
  const pixels = pixelsOf(boundary);
  expect(await resampleByKernel(kernel, pixels, job)).toEqual(boundary.row);
  expect(resampleImage(pixels, job)).toEqual(boundary.row);
});

/** The weights as they are made, but one of the axis of `inSize` pixels off by `by`. */
function precomputeWithout(boundary: BoundaryCase, i: number, tap: number, by: number): Precompute {
  return (filter, inSize, outSize, start, end): Coefficients => {
    const made = precomputeCoefficients(filter, inSize, outSize, start, end);
    const isAxis = inSize === boundary.inSize && outSize === boundary.outSize;
    if (!isAxis) return made;
    const weights = made.weights.slice();
    const at = i * made.taps + tap;
    weights[at] = (weights[at] ?? 0) + by;
    return { ...made, weights };
  };
}

test.each(cases)('K3 any weight that is off by one changes the row: %s', (_name, boundary) => {
  const job = jobOf(boundary);
  const pixels = pixelsOf(boundary);
  const impossible = new Set(boundary.impossible.map((entry) => entry.join()));
  const overlooked: string[] = [];
  for (const [i, weights] of boundary.k.entries()) {
    for (const tap of weights.keys()) {
      for (const by of [1, -1]) {
        const name = [i, tap, by].join();
        if (impossible.has(name)) continue;
        const row = resampleImage(pixels, job, precomputeWithout(boundary, i, tap, by));
        if (row.every((byte, at) => byte === boundary.row[at])) overlooked.push(name);
      }
    }
  }
  expect(overlooked).toEqual([]);
});
