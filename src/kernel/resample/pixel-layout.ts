/**
 * How decoded pixels lie in memory, row after row, without gaps. `i4xx` are three planes, one after
 * the other: Y, Cb and Cr of JPEG (full range), the chroma planes still subsampled. The others are
 * 4 bytes a pixel; `a` is alpha, not premultiplied, and `x` means nothing.
 *
 *   i420  Y Y   i422  Y Y   i440  Y     i444  Y        one Cb and one Cr for
 *         Y Y                     Y                    these pixels
 */
export const PIXEL_LAYOUTS = [
  'rgba',
  'bgra',
  'rgbx',
  'bgrx',
  'i420',
  'i422',
  'i440',
  'i444',
] as const;

export type PixelLayout = (typeof PIXEL_LAYOUTS)[number];

/** The pixels that share a chroma sample, across and down; null if colours are interleaved. */
export function chromaStep(
  layout: PixelLayout,
): { readonly across: 1 | 2; readonly down: 1 | 2 } | null {
  switch (layout) {
    case 'i420':
      return { across: 2, down: 2 };
    case 'i422':
      return { across: 2, down: 1 };
    case 'i440':
      return { across: 1, down: 2 };
    case 'i444':
      return { across: 1, down: 1 };
    case 'rgba':
    case 'bgra':
    case 'rgbx':
    case 'bgrx':
      return null;
  }
}

/** Bytes of this number of whole rows; those of subsampled planes begin at an even row. */
export function layoutBytes(layout: PixelLayout, width: number, rows: number): number {
  const step = chromaStep(layout);
  if (step === null) return width * rows * 4;
  return width * rows + 2 * Math.ceil(width / step.across) * Math.ceil(rows / step.down);
}
