import { draftScale } from '../core/recipe/draft.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { ImageHeader } from '../formats/sniff.ts';
import type { Acceptance } from './decoder.ts';

/** A frame with a longer side cannot be made (Chromium 156). */
const MAX_FRAME_SIDE = 32_767;

/**
 * What an ImageDecoder that hands out the samples of libjpeg and libwebp makes of a kind of
 * file, compared with Pillow (measured with Chromium 156).
 */
export function acceptNatively(header: ImageHeader, recipe: Recipe): Acceptance {
  const { format, variant, width, height } = header;
  if (recipe.decode === 'canvas') return 'no';
  if (Math.max(width ?? 0, height ?? 0) > MAX_FRAME_SIDE) return 'no';
  switch (format) {
    case 'png':
    case 'gif':
    case 'bmp':
      return 'no'; // browsers refuse others than Pillow does, and see odd ones otherwise
    case 'avif':
    case 'jxl':
      return 'no'; // frames of other arithmetic than JPEG's
    case 'webp':
      // lossy WebP has planes of limited range and an arithmetic of its own
      return variant === null ? 'exact' : 'no';
    case 'jpeg':
      // it makes no drafts, and of all kinds but one others make them, or are closer
      if (draftScale(recipe, width ?? 0, height ?? 0) > 1) {
        return variant === 'odd-cmyk' ? 'approximate' : 'no';
      }
      return variant === null || variant === 'other-sampling' || variant === 'chroma-440'
        ? 'exact'
        : 'approximate';
  }
}
