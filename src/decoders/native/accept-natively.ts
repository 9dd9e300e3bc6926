import type { Recipe } from '../../core/recipe.ts';
import type { ImageHeader } from '../../core/sniff.ts';
import type { Acceptance } from '../decoder.ts';

/**
 * What an ImageDecoder that hands out the samples of libjpeg, libpng and libwebp makes of a kind of
 * file, compared with Pillow (measured with Chromium 156).
 */
export function acceptNatively({ format, variant }: ImageHeader, recipe: Recipe): Acceptance {
  if (recipe.decode !== 'exact') return 'no';
  switch (format) {
    case 'avif':
    case 'jxl':
      return 'no'; // frames of other arithmetic than JPEG's
    case 'webp':
      // lossy WebP has planes of limited range and an arithmetic of its own
      return variant === null ? 'exact' : 'no';
    case 'gif':
      return variant === null || variant === 'transparent' ? 'exact' : 'approximate';
    case 'jpeg':
      return variant === null || variant === 'other-sampling' || variant === 'chroma-440'
        ? 'exact'
        : 'approximate';
    case 'png':
    case 'bmp':
      return variant === null ? 'exact' : 'approximate';
  }
}
