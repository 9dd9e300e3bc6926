import type { JpegHead } from './header.ts';

/**
 * The kinds of JPEG that are rare, and worth a look before a run. A file of several kinds is of the first
 * of them: `cmyk` has four components (CMYK or YCCK), `lossless` is SOF3, `arithmetic` SOF9 or SOF10.
 */
export const JPEG_VARIANTS = {
  cmyk: 'CMYK',
  lossless: 'lossless',
  arithmetic: 'arithmetic',
} as const;

export type JpegVariant = keyof typeof JPEG_VARIANTS;

const LOSSLESS = 0xc3;

/** Null is the everyday kind. */
export function jpegVariant({ frameMarker, components }: JpegHead): JpegVariant | null {
  if (components.length === 4) return 'cmyk';
  if (frameMarker === LOSSLESS) return 'lossless';
  return frameMarker > LOSSLESS ? 'arithmetic' : null;
}
