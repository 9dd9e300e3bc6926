/** The type of the saved numbers. */
export const DTYPES = ['uint8', 'float32', 'float16'] as const;
/** Whether the channels of a pixel are neighbours (NHWC), or each channel is an image (NCHW). */
export const LAYOUTS = ['nhwc', 'nchw'] as const;
/** `unit` divides by 255, so that values are from 0 to 1. */
export const SCALES = ['none', 'unit'] as const;
/** Mean and standard deviation with a name; `data` has those of the array itself. */
export const NORMALISATIONS = ['none', 'data', 'imagenet', 'clip'] as const;
export type Dtype = (typeof DTYPES)[number];
export type Layout = (typeof LAYOUTS)[number];
export type Scale = (typeof SCALES)[number];
/** Or given ones: `0.5,0.5,0.5/0.25,0.25,0.25`, one of each for a channel, or one for all. */
export type Normalisation = (typeof NORMALISATIONS)[number] | `${string}/${string}`;

/**
 * Plain data that says what is made of the stored rows (uint8, NHWC) when they are saved. It has no influence on
 * the rows, so it may change after a run.
 */
export interface Output {
  readonly dtype: Dtype;
  readonly layout: Layout;
  /** This and what follows apply to floats. */
  readonly scale: Scale;
  /**
   * Applied to the values that `scale` leaves. Means and deviations with a name are those of values from 0 to 1, and
   * 255 times as large under `scale: none`; given ones are used as they are.
   */
  readonly normalise: Normalisation;
}

export const DEFAULT_OUTPUT: Output = {
  dtype: 'uint8',
  layout: 'nhwc',
  scale: 'none',
  normalise: 'none',
};

const BYTES: Readonly<Record<Dtype, number>> = { uint8: 1, float32: 4, float16: 2 };

export function bytesPerValue({ dtype }: Pick<Output, 'dtype'>): number {
  return BYTES[dtype];
}

/** Whether the output is made of the stored bytes as they are. */
export function isAsStored({ dtype, layout }: Output): boolean {
  return dtype === 'uint8' && layout === 'nhwc';
}

export function isFloat({ dtype }: Pick<Output, 'dtype'>): boolean {
  return dtype !== 'uint8';
}
