import type { Recipe } from '../core/recipe.ts';
import type { ImageHeader } from '../core/sniff.ts';
import type { Acceptance } from './decoder.ts';

/** A frame with a longer side cannot be made (Chromium 156). */
const MAX_FRAME_SIDE = 32_767;

/**
 * What an ImageDecoder that hands out the samples of libjpeg and libwebp makes of a kind of
 * file, compared with Pillow (measured with Chromium 156).
 */
export function acceptNatively(header: ImageHeader, recipe: Recipe): Acceptance {
  const { format, variant, width, height } = header;
  if (recipe.decode !== 'exact') return 'no';
  if (Math.max(width ?? 0, height ?? 0) > MAX_FRAME_SIDE) return 'no';
  switch (format) {
    case 'png':
      return 'no'; // it does not say which damaged files Pillow would accept
    case 'avif':
    case 'jxl':
      return 'no'; // frames of other arithmetic than JPEG's
    case 'gif':
      return 'no'; // browsers blacken what is transparent, and read fewer of the odd ones
    case 'webp':
      // lossy WebP has planes of limited range and an arithmetic of its own
      return variant === null ? 'exact' : 'no';
    case 'jpeg':
      return variant === null || variant === 'other-sampling' || variant === 'chroma-440'
        ? 'exact'
        : 'approximate';
    case 'bmp':
      return variant === null || (variant === 'alpha-mask' && recipe.alpha === 'drop')
        ? 'exact'
        : 'approximate';
  }
}
