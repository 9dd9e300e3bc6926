import type { DraftScale } from '../../core/recipe/draft.ts';
import { layoutBytes } from '../../kernel/resample/pixel-layout.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import { closeImage, type DecodedImage } from '../../pipeline/make-row.ts';

/** Decoded images that are kept for previews with other recipes, within a budget of bytes. */
export interface KeptPixels {
  /** The image of this file as the recipe has it decoded, at this scale, if it was kept. */
  find(id: number, recipe: Recipe, scale: DraftScale): DecodedImage | null;
  /** Keeps an image, or closes it at once where it has no room. Others stay where they are. */
  keep(id: number, recipe: Recipe, scale: DraftScale, image: DecodedImage): void;
  close(): void;
}

interface Kept {
  readonly id: number;
  readonly image: DecodedImage;
  readonly bytes: number;
}

export function createKeptPixels(budgetBytes: number): KeptPixels {
  const kept = new Map<string, Kept>();
  let used = 0;

  function letGo(key: string, { image, bytes }: Kept): void {
    kept.delete(key);
    used -= bytes;
    closeImage(image);
  }

  return {
    find: (id, recipe, scale) => kept.get(keyOf(id, recipe, scale))?.image ?? null,
    keep(id, recipe, scale, image) {
      const bytes = bytesOf(image);
      // of one file, other pixels make room: its row was asked for with these
      for (const [key, other] of kept) {
        if (other.id === id && used + bytes > budgetBytes) letGo(key, other);
      }
      if (bytes === 0 || used + bytes > budgetBytes) return closeImage(image);
      used += bytes;
      kept.set(keyOf(id, recipe, scale), { id, image, bytes });
    },
    close() {
      for (const [key, other] of kept) letGo(key, other);
    },
  };
}

/** The image to be made a row of, without its pixels being closed by that. */
export function lent(image: DecodedImage): DecodedImage {
  if (!('pixels' in image) || image.pixels.kind !== 'pixels') return image;
  return { ...image, pixels: { ...image.pixels, close: () => undefined } };
}

/**
 * What decoding depends on. Size, fit, filter and bars come after it, but not with the canvas; of
 * the size only the scale of a draft counts, and a draft of scale 1 is the whole image.
 */
function keyOf(id: number, recipe: Recipe, scale: DraftScale): string {
  const { decode, alpha, orientation } = recipe;
  if (decode === 'canvas') return JSON.stringify([id, recipe]);
  return JSON.stringify([id, scale, alpha === 'drop' ? 'drop' : 'over', orientation]);
}

/** 0: there are no pixels that could be used for another row. */
function bytesOf(image: DecodedImage): number {
  if (!('pixels' in image) || image.pixels.kind !== 'pixels') return 0;
  const { layout, width, height } = image.pixels;
  return layoutBytes(layout, width, height);
}
