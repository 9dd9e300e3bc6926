import { expect, test } from 'vitest';

import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { planResample } from '../../src/kernel/resample/resample-job.ts';
import { plainBlocksJpeg, type Ycc } from './plain-blocks-jpeg.ts';
import { loadKernel } from './load-kernel.ts';

const SIDE = 256;

/** libjpeg's FIX(): 16 fraction bits. */
const FRACTION_BITS = 16;
const HALF = 1 << (FRACTION_BITS - 1);
const CR_TO_RED = 91_881; // 1.402
const CB_TO_BLUE = 116_130; // 1.772
const CR_TO_GREEN = 46_802; // 0.71414
const CB_TO_GREEN = 22_554; // 0.34414

/** With the rounding of the tables in libjpeg-turbo's jdcolor.c. */
function rgbOf([y, cb, cr]: Ycc): readonly [number, number, number] {
  const [blue, red] = [cb - 128, cr - 128];
  return [
    y + ((CR_TO_RED * red + HALF) >> FRACTION_BITS),
    y + ((-CB_TO_GREEN * blue - CR_TO_GREEN * red + HALF) >> FRACTION_BITS),
    y + ((CB_TO_BLUE * blue + HALF) >> FRACTION_BITS),
  ];
}

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
