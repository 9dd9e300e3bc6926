import type { PresetName } from '../../../core/recipe/presets.ts';
import type { HiddenFolders } from '../../../core/plan/ignored-files.ts';
import type { FailedRows } from '../../../core/recipe/recipe-parameters.ts';
import type {
  DecodeMode,
  Fit,
  Mode,
  Orientation,
  Recipe,
  ResampleFilter,
} from '../../../core/recipe/recipe.ts';
import { amountText } from '../quantity-text.ts';

/** The hint under each choice: its effect on a row. */
export const PRESET_HINTS: Readonly<Record<PresetName | 'own', string>> = {
  'Pillow today': 'Pillow’s defaults today: every pixel of an image counts.',
  'Talk 2019': 'Pillow’s defaults before 7.0: picks single pixels and skips the others.',
  'Browser canvas': 'The browser’s own scaling. Browsers differ, so rows are approximate.',
  own: 'Your own settings. They match no preset.',
};

/** The hint beside the switch: its effect, or why it is not available. */
export function turboHint({ decode }: Pick<Recipe, 'decode'>): string {
  return decode === 'canvas'
    ? 'Not available: the browser’s canvas has no draft mode.'
    : 'Faster: decodes JPEGs at 1/2, 1/4 or 1/8 size. Rows differ slightly from a full decode, and match Pillow’s draft() byte for byte.';
}

export const FIT_HINTS: Readonly<Record<Fit, string>> = {
  stretch: 'fills the row; shapes are distorted',
  cover: 'fills the row; edges are cropped',
  contain: 'the whole image, with bars',
};

export const MODE_HINTS: Readonly<Record<Mode, string>> = {
  RGB: 'red, green, blue',
  L: 'grey: the luma of each pixel',
  RGBA: 'colour and transparency',
};

export const ORIENTATION_HINTS: Readonly<Record<Orientation, string>> = {
  ignore: 'pixels as stored',
  apply: 'upright, as the camera recorded',
};

export const DECODE_HINTS: Readonly<Record<DecodeMode, string>> = {
  exact: 'Pillow’s pixels, byte for byte',
  turbo: 'Pillow’s draft mode, byte for byte',
  canvas: 'the browser’s own pixels',
};

const FILTER_HINTS: Readonly<Record<ResampleFilter, string>> = {
  bicubic: 'sharp; Pillow’s default',
  nearest: 'nearest pixel, no averaging: jagged',
  box: 'plain average of the pixels',
  bilinear: 'weighted average: soft',
  hamming: 'like bilinear, but sharper',
  lanczos: 'sharpest; edges may ring',
};

export const FAILED_TEXTS: Readonly<Record<FailedRows, string>> = {
  drop: 'leave out',
  zero: 'keep as zeros',
};

export const FAILED_HINTS: Readonly<Record<FailedRows, string>> = {
  drop: 'no row in the array',
  zero: 'a row of zeros for each',
};

export const HIDDEN_TEXTS: Readonly<Record<HiddenFolders, string>> = {
  in: 'take in',
  out: 'leave out',
};

/** `images`: how many there are in hidden folders. */
export function hiddenHint(hidden: HiddenFolders, images: number): string {
  if (images === 0) return 'there are none with images';
  const amount = amountText(images, 'image is', 'images are');
  return hidden === 'in'
    ? `${amount} in folders such as .cache`
    : `${amount} left out of the array`;
}

export function filterHint({ decode, resample }: Recipe): string {
  if (decode !== 'canvas') return FILTER_HINTS[resample];
  return resample === 'nearest' ? 'nearest pixel, no smoothing' : 'the browser’s own smoothing';
}

export function alphaHint(alpha: Recipe['alpha']): string {
  return alpha === 'drop' ? 'ignored; hidden colours show' : 'drawn over this colour';
}
