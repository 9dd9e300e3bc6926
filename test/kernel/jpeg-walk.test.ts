import { expect, test } from 'vitest';

import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { planResample } from '../../src/kernel/resample/resample-job.ts';
import { loadKernel } from './load-kernel.ts';
import { plainBlocksJpeg, type Coefficients, type Ycc } from './plain-blocks-jpeg.ts';
import { rgbOf } from './rgb-of.ts';

/** Blocks of a side; the data have more than the 96 KiB from which on blocks' starts are found first. */
const SIDE = 104;
const SIZE = { width: SIDE, height: SIDE };
const LEAST_BYTES = 98_304;
const ZEROS = [0, 0, 0, 0, 1, 6, 22];
const VALUES = [1, 1, -1, -1, 2, -3];

/** The same numbers in every run (Numerical Recipes' generator). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Any coefficients; one block in eight has all 63. */
function anyCoefficients(random: (below: number) => number): Coefficients {
  const isFull = random(8) === 0;
  const coefficients: (readonly [number, number])[] = [];
  let left = isFull ? 63 : random(40);
  while (left > 0) {
    const zeros = ZEROS[random(ZEROS.length)] ?? 0;
    const fitting = zeros < left ? zeros : 0;
    coefficients.push([fitting, VALUES[random(VALUES.length)] ?? 1]);
    left -= fitting + 1;
  }
  return coefficients;
}

const random = randomNumbers(7);
const colours = Array.from({ length: SIDE * SIDE }, (_, i): Ycc => {
  return [random(256), i % 256, random(256)];
});
const jpeg = plainBlocksJpeg(SIDE, SIDE, colours, () => anyCoefficients(random));

/** At 1/8 a block is a pixel. */
function pixelsOf(file: Uint8Array): Uint8Array {
  const job = planResample({ ...DEFAULT_RECIPE, ...SIZE }, { layout: 'rgbx', ...SIZE }, 1);
  const row = new Uint8Array(SIDE * SIDE * 3);
  expect(loadKernel().makeJpegRow(file, 8, job, row).kind).toBe('made');
  return row;
}

test('R7 at 1/8, blocks that several cursors have found are decoded one after the other', () => {
  expect(jpeg.length).toBeGreaterThan(3 * LEAST_BYTES);
  const expected = Uint8ClampedArray.from(colours.flatMap(rgbOf));
  expect(pixelsOf(jpeg).findIndex((byte, i) => byte !== expected[i])).toBe(-1);
});

test('R7 data that end in a part which a cursor walks through ahead make grey from there on', () => {
  const file = jpeg.slice();
  file.set([0xff, 0xd9], 2 * LEAST_BYTES);
  const row = pixelsOf(file);
  const expected = Uint8ClampedArray.from(colours.flatMap(rgbOf));
  const end = row.findIndex((byte, i) => byte !== expected[i]);
  expect(end / row.length).toBeCloseTo((2 * LEAST_BYTES) / jpeg.length, 1);
  // the MCU in which they end has zeros for what is missing
  const grey = row.subarray((Math.floor(end / 3) + 1) * 3);
  expect(grey.findIndex((byte) => byte !== 128)).toBe(-1);
});
