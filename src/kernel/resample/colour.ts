import { channelsOf, colourChannels, lumaOf, type Recipe } from '../../core/recipe/recipe.ts';

/** RGBA (not premultiplied, 4 bytes a pixel) to the channels of a row, before it is scaled. */
export function toChannels(
  rgba: Uint8Array | Uint8ClampedArray,
  recipe: Pick<Recipe, 'mode' | 'alpha'>,
  row: Uint8Array,
): void {
  if (row.length * 4 !== rgba.length * channelsOf(recipe)) {
    throw new RangeError(`${rgba.length} bytes of RGBA do not fill ${row.length} bytes`);
  }
  if (recipe.mode === 'RGBA') {
    row.set(rgba);
  } else if (recipe.mode === 'RGB') {
    flattenAlpha(rgba, recipe.alpha, row);
  } else {
    const rgb = new Uint8Array((rgba.length / 4) * 3);
    flattenAlpha(rgba, recipe.alpha, rgb);
    for (let at = 0, to = 0; to < row.length; at += 3, to++) {
      row[to] = lumaOf(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0);
    }
  }
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
