import type { Recipe } from '../core/recipe/recipe.ts';
import type { ImageFormat } from '../formats/registry.ts';
import type { ImageHeader } from '../formats/sniff.ts';
import type { Acceptance } from './decoder.ts';

/** Chromium 156 makes no frame with a longer side. */
const MAX_FRAME_SIDE = 32_767;

/**
 * How an ImageDecoder that returns the samples of libjpeg and libwebp compares with Pillow, measured
 * with Chromium 156.
 */
export function acceptNatively(header: ImageHeader, recipe: Recipe): Acceptance {
  const { format, width, height } = header;
  if (recipe.decode === 'canvas') return 'no';
  if (Math.max(width ?? 0, height ?? 0) > MAX_FRAME_SIDE) return 'no';
  return ACCEPT[format](header, recipe);
}

type Accept = (header: ImageHeader, recipe: Recipe) => Acceptance;

const ACCEPT: { readonly [Format in ImageFormat]: Accept } = {
  jpeg: acceptJpeg,
  // browsers refuse other files than Pillow does, and read odd ones differently
  png: () => 'no',
  gif: () => 'no',
  bmp: () => 'no',
  // lossy WebP has planes of limited range, and an arithmetic of its own
  webp: ({ variant }) => (variant === null ? 'exact' : 'no'),
  // their frames are of another arithmetic than JPEG's
  avif: () => 'no',
  jxl: () => 'no',
};

function acceptJpeg({ variant }: ImageHeader): Acceptance {
  return variant === 'odd-cmyk' ? 'approximate' : 'no';
}
