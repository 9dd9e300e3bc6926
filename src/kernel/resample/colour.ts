import { colourChannels, type Recipe } from '../../core/recipe/recipe.ts';

/** libjpeg's FIX(): 16 fraction bits. */
const FRACTION_BITS = 16;
const HALF = 1 << (FRACTION_BITS - 1);
const CR_TO_RED = 91_881; // 1.402
const CB_TO_BLUE = 116_130; // 1.772
const CR_TO_GREEN = 46_802; // 0.71414
const CB_TO_GREEN = 22_554; // 0.34414

/** Y, Cb and Cr of one size to RGB, 3 bytes a pixel, with the rounding of libjpeg's tables (jdcolor.c). */
export function convertYccToRgb(
  luma: Uint8Array,
  blueChroma: Uint8Array,
  redChroma: Uint8Array,
): Uint8ClampedArray {
  const rgb = new Uint8ClampedArray(luma.length * 3);
  for (let i = 0; i < luma.length; i++) {
    const y = luma[i] ?? 0;
    const cb = (blueChroma[i] ?? 0) - 128;
    const cr = (redChroma[i] ?? 0) - 128;
    rgb[i * 3] = y + ((CR_TO_RED * cr + HALF) >> FRACTION_BITS);
    rgb[i * 3 + 1] = y + ((-CB_TO_GREEN * cb - CR_TO_GREEN * cr + HALF) >> FRACTION_BITS);
    rgb[i * 3 + 2] = y + ((CB_TO_BLUE * cb + HALF) >> FRACTION_BITS);
  }
  return rgb;
}

/**
 * RGBA (not premultiplied, 4 bytes a pixel) to RGB (3 bytes a pixel): alpha dropped as
 * `convert("RGB")` drops it, or composited over a colour. Over an opaque background
 * `Image.alpha_composite` (Pillow's AlphaComposite.c) works with 7 more bits and rounds at the end;
 * this is that arithmetic. `rgb` must hold 3/4 of the bytes of `rgba`.
 */
export function flattenAlpha(
  rgba: Uint8Array | Uint8ClampedArray,
  alpha: Recipe['alpha'],
  rgb: Uint8Array,
): void {
  if (rgb.length * 4 !== rgba.length * 3) {
    throw new RangeError(`${rgba.length} bytes of RGBA do not fill ${rgb.length} bytes of RGB`);
  }
  if (alpha === 'drop') dropAlpha(rgba, rgb);
  else compositeOver(rgba, colourChannels(alpha), rgb);
}

function dropAlpha(rgba: Uint8Array | Uint8ClampedArray, rgb: Uint8Array): void {
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
}

const ALPHA_BITS = 7;
/** Half of the last place, before the division by 255 and the shift back (AlphaComposite.c). */
const ALPHA_HALF = 0x80 << ALPHA_BITS;

function compositeOver(
  rgba: Uint8Array | Uint8ClampedArray,
  background: readonly [number, number, number],
  rgb: Uint8Array,
): void {
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] ?? 0;
    const sourceWeight = alpha << ALPHA_BITS;
    const targetWeight = (255 - alpha) << ALPHA_BITS;
    for (let channel = 0; channel < 3; channel++) {
      const source = rgba[from + channel] ?? 0;
      const sum = source * sourceWeight + (background[channel] ?? 0) * targetWeight + ALPHA_HALF;
      rgb[to + channel] = (((sum >> 8) + sum) >> 8) >> ALPHA_BITS;
    }
  }
}
