import type { DraftScale } from '../../core/recipe/draft.ts';
import { BYTES_PER_PIXEL } from '../../kernel/resample/pixel-layout.ts';
import { usesAlpha, type Recipe } from '../../core/recipe/recipe.ts';
import { closeImage, type DecodedImage } from '../../pipeline/make-row.ts';

/** Decoded images, cached within a byte budget for previews with other recipes. */
export interface CachedPixels {
  /** Returns the cached image of this file, decoded as this recipe requires at this scale. */
  find(id: number, recipe: Recipe, scale: DraftScale): DecodedImage | null;
  /** Caches an image, or closes it if there is no room. Never evicts images of other files. */
  add(id: number, recipe: Recipe, scale: DraftScale, image: DecodedImage): void;
  clear(): void;
}

interface CachedImage {
  readonly id: number;
  readonly image: DecodedImage;
  readonly bytes: number;
}

export function createCachedPixels(budgetBytes: number): CachedPixels {
  const cached = new Map<string, CachedImage>();
  let usedBytes = 0;

  function evict(key: string, { image, bytes }: CachedImage): void {
    cached.delete(key);
    usedBytes -= bytes;
    closeImage(image);
  }

  return {
    find: (id, recipe, scale) => cached.get(keyOf(id, recipe, scale))?.image ?? null,
    add(id, recipe, scale, image) {
      const bytes = bytesOf(image);
      // the current recipe needs the newest image of a file, so the older ones may go
      for (const [key, other] of cached) {
        if (other.id === id && usedBytes + bytes > budgetBytes) evict(key, other);
      }
      if (bytes === 0 || usedBytes + bytes > budgetBytes) return closeImage(image);
      usedBytes += bytes;
      cached.set(keyOf(id, recipe, scale), { id, image, bytes });
    },
    clear() {
      for (const [key, other] of cached) evict(key, other);
    },
  };
}

/** The same image, but its pixels stay open after a row is made from it. */
export function borrowed(image: DecodedImage): DecodedImage {
  if (!('pixels' in image) || image.pixels.kind !== 'pixels') return image;
  return { ...image, pixels: { ...image.pixels, close: () => undefined } };
}

/**
 * Everything that decoding depends on. Size, fit, filter and bars are applied later, except with
 * the canvas. The size matters only through the draft scale; a draft of scale 1 is the whole image.
 */
function keyOf(id: number, recipe: Recipe, scale: DraftScale): string {
  const { decode, mode, orientation } = recipe;
  if (decode === 'canvas') return JSON.stringify([id, recipe]);
  // the draft of a JPEG may be luma only
  const isLuma = decode === 'turbo' && mode === 'L';
  return JSON.stringify([id, scale, usesAlpha(recipe), orientation, isLuma]);
}

/** 0 if the image has no pixels that could be reused. */
function bytesOf(image: DecodedImage): number {
  if (!('pixels' in image) || image.pixels.kind === 'scaled-rgba') return 0;
  if (image.pixels.kind === 'deferred') return image.pixels.bytes.length;
  return image.pixels.width * image.pixels.height * BYTES_PER_PIXEL;
}
