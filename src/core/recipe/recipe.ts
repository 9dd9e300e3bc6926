/** How a file's pixels are decoded; `exact` and `turbo` are byte-identical to Pillow. */
export const DECODE_MODES = ['exact', 'turbo', 'canvas'] as const;
export const RESAMPLE_FILTERS = [
  'bicubic',
  'nearest',
  'box',
  'bilinear',
  'hamming',
  'lanczos',
] as const;
export const FITS = ['stretch', 'cover', 'contain'] as const;
export const ORIENTATIONS = ['ignore', 'apply'] as const;

export type DecodeMode = (typeof DECODE_MODES)[number];
export type ResampleFilter = (typeof RESAMPLE_FILTERS)[number];
export type Fit = (typeof FITS)[number];
export type Orientation = (typeof ORIENTATIONS)[number];
/** `#rrggbb` in lower case. */
export type Colour = `#${string}`;

/**
 * Plain data that determines every byte of a row; its meaning is a Pillow expression. Under
 * `canvas` the browser determines them too, and rows are marked approximate.
 */
export interface Recipe {
  readonly width: number;
  readonly height: number;
  readonly decode: DecodeMode;
  readonly resample: ResampleFilter;
  readonly fit: Fit;
  readonly alpha: 'drop' | Colour;
  readonly orientation: Orientation;
  /** Colour of the bars that `contain` leaves. */
  readonly pad: Colour;
}

export const DEFAULT_RECIPE: Recipe = {
  width: 64,
  height: 64,
  decode: 'exact',
  resample: 'bicubic',
  fit: 'stretch',
  alpha: 'drop',
  orientation: 'ignore',
  pad: '#000000',
};

export const MAX_SIDE = 1024;

/** Values of a pixel of a row: red, green and blue, whatever the recipe. */
export function channelsOf(_recipe: Recipe): number {
  return 3;
}

/** Bytes of one row: height × width × channels, uint8. */
export function rowBytesOf(recipe: Recipe): number {
  return recipe.height * recipe.width * channelsOf(recipe);
}

/** `#rrggbb` as [red, green, blue], each 0 to 255. */
export function colourChannels(colour: Colour): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
