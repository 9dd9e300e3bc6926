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
/** The channels of a row, by Pillow's names. */
export const MODES = ['RGB', 'L', 'RGBA'] as const;
export const ORIENTATIONS = ['ignore', 'apply'] as const;

export type DecodeMode = (typeof DECODE_MODES)[number];
export type ResampleFilter = (typeof RESAMPLE_FILTERS)[number];
export type Fit = (typeof FITS)[number];
export type Mode = (typeof MODES)[number];
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
  readonly mode: Mode;
  readonly resample: ResampleFilter;
  readonly fit: Fit;
  /** What becomes of transparency; `drop` also if alpha is a channel (RGBA), which is not dropped. */
  readonly alpha: 'drop' | Colour;
  readonly orientation: Orientation;
  /** Colour of the bars that `contain` leaves. */
  readonly pad: Colour;
}

export const DEFAULT_RECIPE: Recipe = {
  width: 64,
  height: 64,
  decode: 'exact',
  mode: 'RGB',
  resample: 'bicubic',
  fit: 'stretch',
  alpha: 'drop',
  orientation: 'ignore',
  pad: '#000000',
};

export const MAX_SIDE = 1024;

/** Why a recipe has no meaning: the end of a sentence about the option `alpha`. Null if it has one. */
export function alphaConflict({ mode, alpha }: Pick<Recipe, 'mode' | 'alpha'>): string | null {
  return mode === 'RGBA' && alpha !== 'drop'
    ? 'does not go with mode=RGBA, whose rows keep their transparency'
    : null;
}

const CHANNELS: Readonly<Record<Mode, number>> = { RGB: 3, L: 1, RGBA: 4 };

/** Values of a pixel of a row: red, green and blue, with alpha, or only luma. */
export function channelsOf({ mode }: Pick<Recipe, 'mode'>): number {
  return CHANNELS[mode];
}

/** Whether Pillow's `convert("RGBA")` comes before a row is made: alpha has an effect. */
export function usesAlpha({ mode, alpha }: Pick<Recipe, 'mode' | 'alpha'>): boolean {
  return mode === 'RGBA' || alpha !== 'drop';
}

/** Bytes of one row: height × width × channels, uint8. */
export function rowBytesOf(recipe: Recipe): number {
  return recipe.height * recipe.width * channelsOf(recipe);
}

/**
 * Luma of red, green and blue, each 0 to 255, as Pillow's `convert("L")` makes it: ITU-R BT.601's weights in
 * integers of 16 bits (Convert.c, L24).
 */
export function lumaOf(red: number, green: number, blue: number): number {
  // integers from the beginning: as numbers they take twice as long
  const weighted = Math.imul(red, 19595) + Math.imul(green, 38470) + Math.imul(blue, 7471);
  return (weighted + 0x8000) >> 16;
}

/** A pixel of the pad colour, of as many values as a row's; opaque. */
export function padPixel({ mode, pad }: Pick<Recipe, 'mode' | 'pad'>): readonly number[] {
  const [red, green, blue] = colourChannels(pad);
  if (mode === 'L') return [lumaOf(red, green, blue)];
  return mode === 'RGBA' ? [red, green, blue, 255] : [red, green, blue];
}

/** `#rrggbb` as [red, green, blue], each 0 to 255. */
export function colourChannels(colour: Colour): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
