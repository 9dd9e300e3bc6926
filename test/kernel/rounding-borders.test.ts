import { expect, test } from 'vitest';

import {
  PRECISION_BITS,
  precomputeCoefficients,
  type Coefficients,
} from '../../src/kernel/resample/coefficients.ts';
import { RESAMPLE_FILTERS, type ResampleFilter } from '../../src/core/recipe/recipe.ts';
import { resampleImage } from '../../src/kernel/resample/resample.ts';
import type { ResampleJob } from '../../src/kernel/resample/resample-job.ts';
import { loadKernel, resampleByKernel } from './load-kernel.ts';

const ONE = 2 ** PRECISION_BITS;
const HALF = ONE / 2;

/** As many lines as a filter has cases: an output of each is on a border between two bytes. */
const LINES = 64;

/** Sums this near to a border are on either side of it for all that the high parts of weights tell. */
const NEAR = 1024;

/** Changes a line so that output i has the sum `border`, or one a little more or less; returns what it lacks. */
function moveToBorder(
  { first, count, taps, weights }: Coefficients,
  i: number,
  border: number,
  line: Uint8Array,
): number {
  const start = first[i] ?? 0;
  const own = Array.from(weights.subarray(i * taps, i * taps + (count[i] ?? 0)));
  let missing = own.reduce((rest, weight, j) => rest - weight * (line[start + j] ?? 0), border);
  for (let step = 0; step < 200 && missing !== 0; step++) {
    // the change of one sample that leaves least
    let best = { at: -1, value: 0, left: Math.abs(missing) };
    for (const [j, weight] of own.entries()) {
      if (weight === 0) continue;
      const sample = line[start + j] ?? 0;
      const value = Math.min(255, Math.max(0, sample + Math.round(missing / weight)));
      const left = Math.abs(missing - (value - sample) * weight);
      if (left < best.left) best = { at: j, value, left };
    }
    if (best.at < 0) break;
    missing -= (best.value - (line[start + best.at] ?? 0)) * (own[best.at] ?? 0);
    line[start + best.at] = best.value;
  }
  return missing;
}

/** Lines of noise, of which an output each is moved to a border, on either side of it. */
function borderLines(coefficients: Coefficients): { line: Uint8Array; i: number; byte: number }[] {
  const { inSize, outSize } = coefficients;
  const found = [];
  let state = 1;
  for (let k = 0; k < 40 * LINES && found.length < LINES; k++) {
    const line = Uint8Array.from({ length: inSize }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
    const i = k % outSize;
    const byte = 96 + (k % 64);
    const missing = moveToBorder(coefficients, i, byte * ONE - HALF, line);
    if (Math.abs(missing) <= NEAR) found.push({ line, i, byte: missing > 0 ? byte - 1 : byte });
  }
  return found;
}

function jobOf(filter: ResampleFilter, width: number, outWidth: number): ResampleJob {
  return {
    layout: 'rgbx',
    width,
    height: LINES,
    orientation: 1,
    filter,
    source: { x: 0, y: 0, width, height: LINES },
    target: { x: 0, y: 0, width: outWidth, height: LINES },
    scaled: { width: outWidth, height: LINES, left: 0, top: 0 },
    row: { width: outWidth, height: LINES },
    mode: 'RGB',
    pad: '#000000',
    alpha: 'drop',
  };
}

const kernel = loadKernel();
const FILTERS = RESAMPLE_FILTERS.filter((filter) => filter !== 'nearest' && filter !== 'box');

test.each(
  FILTERS.flatMap((filter) => {
    return [
      [filter, 456, 8],
      [filter, 100, 16],
      [filter, 40, 25],
    ] as const;
  }),
)(
  'K3 sums on either side of a border between bytes are rounded as Pillow does: %s %i → %i',
  async (filter, width, outWidth) => {
    const job = jobOf(filter, width, outWidth);
    const lines = borderLines(precomputeCoefficients(filter, width, outWidth));
    expect(lines).toHaveLength(LINES);
    const pixels = Uint8Array.from(
      lines.flatMap(({ line }) =>
        Array.from(line).flatMap((sample) => [sample, sample, sample, 0]),
      ),
    );
    const twin = resampleImage(pixels, job);
    const bytes = lines.map(({ i }, y) => twin[(y * outWidth + i) * 3]);
    expect(bytes).toEqual(lines.map(({ byte }) => byte));
    expect(await resampleByKernel(kernel, pixels, job)).toEqual(twin);
  },
);
