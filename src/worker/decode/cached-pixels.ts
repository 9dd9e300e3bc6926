import type { DraftScale } from '../../core/recipe/draft.ts';
import { layoutBytes } from '../../kernel/resample/pixel-layout.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import { closeImage, type DecodedImage } from '../../pipeline/make-row.ts';

/** Decoded images that are cached for previews with other recipes, within a budget of bytes. */
export interface CachedPixels {
  /** The image of this file as this recipe has it decoded, at this scale, if it is cached. */
  find(id: number, recipe: Recipe, scale: DraftScale): DecodedImage | null;
  /** Caches an image, or closes it at once if there is no room for it. No other file is evicted. */
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
      // the newest pixels of a file are those that its row was asked for with
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

/** The same image, whose pixels stay open when a row has been made of it. */
export function borrowed(image: DecodedImage): DecodedImage {
  if (!('pixels' in image) || image.pixels.kind !== 'pixels') return image;
  return { ...image, pixels: { ...image.pixels, close: () => undefined } };
}

/**
 * All that decoding depends on. Size, fit, filter and bars come later, except with the canvas. Of the
 * size only the scale of a draft counts; a draft of scale 1 is the whole image.
 */
function keyOf(id: number, recipe: Recipe, scale: DraftScale): string {
  const { decode, alpha, orientation } = recipe;
  if (decode === 'canvas') return JSON.stringify([id, recipe]);
  return JSON.stringify([id, scale, alpha === 'drop' ? 'drop' : 'over', orientation]);
}

/** 0 if there are no pixels that another row could be made of. */
function bytesOf(image: DecodedImage): number {
  if (!('pixels' in image) || image.pixels.kind !== 'pixels') return 0;
  const { layout, width, height } = image.pixels;
  return layoutBytes(layout, width, height);
}
