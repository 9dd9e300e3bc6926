import type { Ycc } from './plain-blocks-jpeg.ts';

/** libjpeg's FIX(): 16 fraction bits. */
const FRACTION_BITS = 16;
const HALF = 1 << (FRACTION_BITS - 1);
const CR_TO_RED = 91_881; // 1.402
const CB_TO_BLUE = 116_130; // 1.772
const CR_TO_GREEN = 46_802; // 0.71414
const CB_TO_GREEN = 22_554; // 0.34414

/** The colour of a sample of each component, with the rounding of the tables in libjpeg-turbo's jdcolor.c. */
export function rgbOf([y, cb, cr]: Ycc): readonly [number, number, number] {
  const [blue, red] = [cb - 128, cr - 128];
  return [
    y + ((CR_TO_RED * red + HALF) >> FRACTION_BITS),
    y + ((-CB_TO_GREEN * blue - CR_TO_GREEN * red + HALF) >> FRACTION_BITS),
    y + ((CB_TO_BLUE * blue + HALF) >> FRACTION_BITS),
  ];
}
