import { expect, test } from 'vitest';

import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { planResample } from '../../src/kernel/resample/resample-job.ts';
import { loadKernel } from './load-kernel.ts';
import { plainBlocksJpeg, type Ycc } from './plain-blocks-jpeg.ts';
import { rgbOf } from './rgb-of.ts';

const SIDE = 256;

test.each([0, 1, 77, 128, 254, 255])(
  'R7 every chroma of a JPEG becomes the colour that libjpeg makes of it, with a luma of %i',
  (luma) => {
    const colours = Array.from({ length: SIDE * SIDE }, (_, i): Ycc => {
      return [luma, i % SIDE, Math.floor(i / SIDE)];
    });
    const jpeg = plainBlocksJpeg(SIDE, SIDE, colours);
    const size = { width: SIDE, height: SIDE };
    // at 1/8 a block is a pixel
    const job = planResample({ ...DEFAULT_RECIPE, ...size }, { layout: 'rgbx', ...size }, 1);
    const row = new Uint8Array(SIDE * SIDE * 3);
    expect(loadKernel().makeJpegRow(jpeg, 8, job, row).kind).toBe('made');
    const expected = Uint8ClampedArray.from(colours.flatMap(rgbOf));
    expect(row.findIndex((byte, i) => byte !== expected[i])).toBe(-1);
  },
);
