import { assert, asyncProperty, constantFrom, integer, record, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';

import { layoutBytes, PIXEL_LAYOUTS } from '../../src/kernel/resample/pixel-layout.ts';
import { RESAMPLE_FILTERS, type Colour } from '../../src/core/recipe/recipe.ts';
import { resampleImage } from '../../src/kernel/resample/resample.ts';
import type { ResampleJob } from '../../src/kernel/resample/resample-job.ts';
import { loadKernel, resampleByKernel } from './load-kernel.ts';

/** Boxes of a quarter of a pixel, so that their edges are the same in single precision. */
function boxIn(size: number, from: number, to: number): { start: number; length: number } {
  const start = Math.min(from, to) * 0.25 * (size / 64);
  const end = Math.max(from, to, Math.min(from, to) + 1) * 0.25 * (size / 64);
  return { start, length: Math.min(end, size) - start };
}

interface Case {
  readonly job: ResampleJob;
  readonly seed: number;
}

const SIDES = integer({ min: 1, max: 90 });
const EDGES = integer({ min: 0, max: 255 });

function cases(): Arbitrary<Case> {
  return record({
    width: SIDES,
    height: SIDES,
    outWidth: integer({ min: 1, max: 40 }),
    outHeight: integer({ min: 1, max: 40 }),
    layout: constantFrom(...PIXEL_LAYOUTS),
    filter: constantFrom(...RESAMPLE_FILTERS),
    orientation: integer({ min: 1, max: 8 }),
    alpha: constantFrom<'drop' | Colour>('drop', 'drop', '#ffffff', '#1280fe'),
    isWhole: constantFrom(true, false),
    left: EDGES,
    right: EDGES,
    top: EDGES,
    bottom: EDGES,
    seed: integer(),
  }).map(({ seed, ...drawn }) => {
    const isTurned = drawn.orientation >= 5;
    const across = isTurned ? drawn.height : drawn.width;
    const down = isTurned ? drawn.width : drawn.height;
    const whole = { x: 0, y: 0, width: across, height: down };
    const horizontal = boxIn(across, drawn.left, drawn.right);
    const vertical = boxIn(down, drawn.top, drawn.bottom);
    const part = {
      x: horizontal.start,
      y: vertical.start,
      width: horizontal.length,
      height: vertical.length,
    };
    const row = { width: drawn.outWidth, height: drawn.outHeight };
    const { layout, width, height, filter, orientation, alpha } = drawn;
    const source = drawn.isWhole ? whole : part;
    const target = { x: 0, y: 0, ...row };
    const pad = '#000000' as const;
    const job = { layout, width, height, orientation, filter, source, target, row, pad, alpha };
    return { job, seed };
  });
}

/** Noise with a share of 0 and 255, so that filters overshoot. */
function noise(bytes: number, seed: number): Uint8Array {
  let state = seed >>> 0;
  return Uint8Array.from({ length: bytes }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const value = state >>> 24;
    return value < 64 ? 0 : value > 192 ? 255 : value;
  });
}

const WHOLE = { orientation: 1, filter: 'bicubic', pad: '#000000', alpha: 'drop' } as const;

function wholeJob(
  layout: ResampleJob['layout'],
  width: number,
  height: number,
  row: ResampleJob['row'],
  orientation: number,
): ResampleJob {
  const isTurned = orientation >= 5;
  const source = {
    x: 0,
    y: 0,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
  };
  return {
    ...WHOLE,
    layout,
    width,
    height,
    orientation,
    source,
    target: { x: 0, y: 0, ...row },
    row,
  };
}

// bands have about a mebibyte: these images take several, which meet at rows of their own
test.each([
  ['i420', 8000, 301, 1],
  ['i420', 8001, 299, 6],
  ['i440', 9000, 203, 8],
  ['i422', 9001, 150, 3],
  ['i444', 7000, 160, 1],
  ['bgra', 3000, 290, 7],
] as const)(
  'K1 an image of several bands has no seams: %s %i × %i of orientation %i',
  async (layout, width, height, orientation) => {
    const kernel = loadKernel();
    const job = wholeJob(layout, width, height, { width: 7, height: 90 }, orientation);
    const pixels = noise(layoutBytes(layout, width, height), width);
    let bands = 0;
    const row = await resampleByKernel(kernel, pixels, job, () => (bands += 1));
    expect(bands).toBeGreaterThan(2);
    expect(row).toEqual(resampleImage(pixels, job));
  },
);

test('K1 every chroma has the same colours in both, whatever the luma', async () => {
  const side = 256;
  const across = Uint8Array.from({ length: side * side }, (_, i) => i % side);
  const down = Uint8Array.from({ length: side * side }, (_, i) => Math.floor(i / side));
  const job = wholeJob('i444', side, side, { width: side, height: side }, 1);
  const kernel = loadKernel();
  for (const luma of [0, 1, 77, 128, 254, 255]) {
    const pixels = new Uint8Array(side * side * 3).fill(luma, 0, side * side);
    pixels.set(across, side * side);
    pixels.set(down, 2 * side * side);
    expect(await resampleByKernel(kernel, pixels, job)).toEqual(resampleImage(pixels, job));
  }
}, 60_000);

/** 10,000 take a minute or two; `TWIN_CASES=10000 npm run test:unit` runs them all. */
const RUNS = Number(process.env['TWIN_CASES'] ?? 1000);

test(
  'K1 kernel and twin make the same bytes for any size, target, filter, box, layout and orientation',
  { timeout: 600_000 },
  async () => {
    const kernel = loadKernel();
    await assert(
      asyncProperty(cases(), async ({ job, seed }) => {
        const pixels = noise(layoutBytes(job.layout, job.width, job.height), seed);
        expect(await resampleByKernel(kernel, pixels, job)).toEqual(resampleImage(pixels, job));
      }),
      { numRuns: RUNS },
    );
  },
);
