import type { PresetName } from '../../../core/recipe/presets.ts';
import type { FailedRows } from '../../../core/recipe/recipe-parameters.ts';
import type {
  DecodeMode,
  Fit,
  Orientation,
  Recipe,
  ResampleFilter,
} from '../../../core/recipe/recipe.ts';

/** The few words under each choice: what it does to a row. */
export const PRESET_HINTS: Readonly<Record<PresetName | 'own', string>> = {
  'Pillow today': 'What Pillow does by itself today: every pixel of an image counts.',
  'Talk 2019': 'What Pillow did by itself before 7.0: it picks single pixels and skips the rest.',
  'Browser canvas':
    'What a browser does by itself. Each does it in its own way, so rows are approximate.',
  own: 'Choices of your own: no preset has them all.',
};

/** The sentence beside the switch: what it is, or why it cannot be had. */
export function turboHint({ decode }: Pick<Recipe, 'decode'>): string {
  return decode === 'canvas'
    ? 'Not here: the browser’s canvas has no drafts.'
    : 'JPEGs are decoded at 1/2, 1/4 or 1/8 right away, as Pillow’s draft() does: faster. Rows differ a little from the full decode’s, and are Pillow’s bytes all the same.';
}

export const FIT_HINTS: Readonly<Record<Fit, string>> = {
  stretch: 'fills the row; shapes distort',
  cover: 'fills the row; edges are cut off',
  contain: 'the whole image, with bars',
};

export const ORIENTATION_HINTS: Readonly<Record<Orientation, string>> = {
  ignore: 'the pixels as they are stored',
  apply: 'upright, as the camera noted',
};

export const DECODE_HINTS: Readonly<Record<DecodeMode, string>> = {
  exact: 'Pillow’s pixels, byte for byte',
  turbo: 'Pillow’s draft mode, byte for byte',
  canvas: 'the browser’s own pixels',
};

const FILTER_HINTS: Readonly<Record<ResampleFilter, string>> = {
  bicubic: 'sharp; what Pillow takes by itself',
  nearest: 'one pixel, no mean: jagged',
  box: 'the plain mean of the pixels',
  bilinear: 'a weighted mean: soft',
  hamming: 'as bilinear, but sharper',
  lanczos: 'sharpest; edges may ring',
};

export const FAILED_TEXTS: Readonly<Record<FailedRows, string>> = {
  drop: 'leave out',
  zero: 'keep as zeros',
};

export const FAILED_HINTS: Readonly<Record<FailedRows, string>> = {
  drop: 'they have no row in the array',
  zero: 'each has a row, of zeros',
};

export function filterHint({ decode, resample }: Recipe): string {
  if (decode !== 'canvas') return FILTER_HINTS[resample];
  return resample === 'nearest' ? 'one pixel, unsmoothed' : 'the browser’s own smoothing';
}

export function alphaHint(alpha: Recipe['alpha']): string {
  return alpha === 'drop' ? 'is ignored; hidden colours show' : 'shown over the colour beside it';
}
