import {
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  property,
  record,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';

import { BYTES_PER_PIXEL } from '../../src/kernel/resample/pixel-layout.ts';
import { channelsOf, MODES, RESAMPLE_FILTERS, type Colour } from '../../src/core/recipe/recipe.ts';
import { resampleImage } from '../../src/kernel/resample/resample.ts';
import type { ResampleJob } from '../../src/kernel/resample/resample-job.ts';
import { readFixture } from '../core/read-fixture.ts';
import { loadKernel, resampleByKernel } from './load-kernel.ts';
import { readGoldenSources } from './pillow-goldens.ts';

/** Boxes of a quarter of a pixel, so that their edges are the same in single precision. */
function boxIn(size: number, from: number, to: number): { start: number; length: number } {
  const start = Math.min(from, to) * 0.25 * (size / 64);
  const end = Math.max(from, to, Math.min(from, to) + 1) * 0.25 * (size / 64);
  return { start, length: Math.min(end, size) - start };
}

const SIDES = integer({ min: 1, max: 90 });
const EDGES = integer({ min: 0, max: 255 });
/** Pixels of the scaled image on a side of those that are wanted: mostly none. */
const HIDDEN = constantFrom(0, 0, 1, 13);

/** Jobs of images of these sizes, or of any up to 90 × 90. */
function jobs(widths = SIDES, heights = SIDES): Arbitrary<ResampleJob> {
  return record({
    width: widths,
    height: heights,
    outWidth: integer({ min: 1, max: 40 }),
    outHeight: integer({ min: 1, max: 40 }),
    layout: constantFrom('rgba', 'rgbx'),
    filter: constantFrom(...RESAMPLE_FILTERS),
    mode: constantFrom(...MODES),
    hidden: record({ left: HIDDEN, top: HIDDEN, right: HIDDEN, bottom: HIDDEN }),
    orientation: integer({ min: 1, max: 8 }),
    alpha: constantFrom<'drop' | Colour>('drop', 'drop', '#ffffff', '#1280fe'),
    isWhole: constantFrom(true, false),
    left: EDGES,
    right: EDGES,
    top: EDGES,
    bottom: EDGES,
  }).map((drawn) => {
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
    const { layout, width, height, filter, mode, orientation, alpha, hidden } = drawn;
    const scaled = {
      width: hidden.left + drawn.outWidth + hidden.right,
      height: hidden.top + drawn.outHeight + hidden.bottom,
      left: hidden.left,
      top: hidden.top,
    };
    const source = drawn.isWhole ? whole : part;
    const target = { x: 0, y: 0, ...row };
    const pad = '#000000' as const;
    const box = { source, scaled, target, row };
    return Object.assign(box, { layout, width, height, orientation, filter, mode, pad, alpha });
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

const WHOLE = {
  orientation: 1,
  filter: 'bicubic',
  mode: 'RGB',
  pad: '#000000',
  alpha: 'drop',
} as const;

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
    scaled: { ...row, left: 0, top: 0 },
    target: { x: 0, y: 0, ...row },
    row,
  };
}

// bands have about a mebibyte: these images take several, which meet at rows of their own
test.each([
  ['rgbx', 3000, 301, 1],
  ['rgbx', 3001, 299, 6],
  ['rgba', 2999, 203, 8],
  ['rgba', 5000, 160, 7],
] as const)(
  'K1 an image of several bands has no seams: %s %i × %i of orientation %i',
  async (layout, width, height, orientation) => {
    const kernel = loadKernel();
    const job = wholeJob(layout, width, height, { width: 7, height: 90 }, orientation);
    const pixels = noise(width * height * BYTES_PER_PIXEL, width);
    let bands = 0;
    const row = await resampleByKernel(kernel, pixels, job, () => (bands += 1));
    expect(bands).toBeGreaterThan(2);
    expect(row).toEqual(resampleImage(pixels, job));
  },
);

test.each<Partial<ResampleJob>>([
  { filter: 'bilinear' },
  { orientation: 2 },
  { orientation: 4 },
  { source: { x: 1, y: 1, width: 59, height: 49 } },
  { source: { x: 0, y: 0, width: 59, height: 49 } },
  { width: 50, height: 60, source: { x: 0, y: 0, width: 50, height: 50 } },
  { target: { x: 0, y: 0, width: 11, height: 12 } },
  { scaled: { width: 12, height: 13, left: 1, top: 2 } },
  { scaled: { width: 14, height: 15, left: 0, top: 0 } },
  { mode: 'L' },
  { mode: 'RGBA' },
])('K1 weights that a kernel keeps are not used for another job: %o', async (change) => {
  const kernel = loadKernel();
  const job = wholeJob('rgbx', 60, 50, { width: 12, height: 13 }, 1);
  const pixels = noise(60 * 50 * BYTES_PER_PIXEL, 1);
  const other = { ...job, ...change };
  for (const next of [job, other, job]) {
    expect(await resampleByKernel(kernel, pixels, next)).toEqual(resampleImage(pixels, next));
  }
});

/** 10,000 take a minute or two; `TWIN_CASES=10000 npm run test:unit` runs them all. */
const RUNS = Number(process.env['TWIN_CASES'] ?? 1000);

test(
  'K1 kernel and twin make the same bytes for any size, target, filter, box, layout and orientation',
  { timeout: 600_000 },
  async () => {
    const kernel = loadKernel();
    await assert(
      asyncProperty(jobs(), integer(), async (job, seed) => {
        const pixels = noise(job.width * job.height * BYTES_PER_PIXEL, seed);
        expect(await resampleByKernel(kernel, pixels, job)).toEqual(resampleImage(pixels, job));
      }),
      { numRuns: RUNS },
    );
  },
);

const SOURCES = readGoldenSources();

test.each([
  'jpeg-420-128x101.jpg',
  'jpeg-420-101x128.jpg',
  'jpeg-422-37x29.jpg',
  'jpeg-440-64x48.jpg',
  'jpeg-444-64x48.jpg',
  'jpeg-411-64x48.jpg',
  'jpeg-420-progressive-64x48.jpg',
])('K1 the row of any part of a JPEG is that of its pixels: %s', (file) => {
  const source = SOURCES.get(file);
  if (source === undefined) throw new Error(`no pixels of ${file}`);
  const { pixels, width, height } = source;
  const bytes = readFixture(`pillow/files/${file}`);
  const kernel = loadKernel();
  assert(
    property(jobs(constant(width), constant(height)), (job) => {
      const row = new Uint8Array(job.row.width * job.row.height * channelsOf(job));
      expect(kernel.makeJpegRow(bytes, 1, job, row).kind).toBe('made');
      expect(row).toEqual(resampleImage(pixels, { ...job, layout: 'rgbx' }));
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  );
});
