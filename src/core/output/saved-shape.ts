import type { RowSize } from './encode-rows.ts';
import type { Dtype, Output } from './output.ts';

/** The shape of the saved array; rows of one channel have no axis for it under `nhwc`, as in NumPy and Pillow. */
export function savedShape(
  rows: number,
  { height, width, channels }: RowSize,
  { layout }: Pick<Output, 'layout'>,
): readonly number[] {
  if (layout === 'nchw') return [rows, channels, height, width];
  return channels === 1 ? [rows, height, width] : [rows, height, width, channels];
}

/** NumPy's name of a type: one byte has no order. */
export const NUMPY_DTYPES: Readonly<Record<Dtype, string>> = {
  uint8: '|u1',
  float32: '<f4',
  float16: '<f2',
};
