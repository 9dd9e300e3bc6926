/**
 * How decoded pixels lie in memory: 4 bytes a pixel, row after row, without gaps. `a` is alpha, not
 * premultiplied, and `x` means nothing.
 */
export type PixelLayout = 'rgba' | 'rgbx';

export const BYTES_PER_PIXEL = 4;
