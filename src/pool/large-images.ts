import { SMALL_PIXELS } from '../core/large-images.ts';
import type { PixelBudget, PixelPermit } from './pixel-budget.ts';

interface LargeImage {
  readonly pixels: number;
  readonly heldPixels: number;
  /** Null if the image holds too few pixels to need one. */
  readonly permit: PixelPermit | null;
}

/** The large images that one worker has announced. */
export interface LargeImages {
  /** Whether the worker is waiting for a permit. */
  readonly isWaiting: boolean;
  /** The sum over all images that have begun. */
  readonly pixels: number;
  /** Resolves with true once the image may begin, or with false if it must not. */
  begin(pixels: number, heldPixels: number): Promise<boolean>;
  end(pixels: number, heldPixels: number): void;
  /** Refuses all images that are waiting or come later. */
  refuse(): void;
  /** Returns all pixels to the budget, after the worker died or before it begins another run. */
  endAll(): void;
}

export function createLargeImages(budget: PixelBudget): LargeImages {
  const images = new Set<LargeImage>();
  const waiting = new Set<PixelPermit>();
  let isRefusing = false;

  function endAll(): void {
    for (const { permit } of images) permit?.end();
    images.clear();
    isRefusing = false;
  }

  return {
    get isWaiting() {
      return waiting.size > 0;
    },
    get pixels() {
      let sum = 0;
      for (const { pixels } of images) sum += pixels;
      return sum;
    },
    async begin(pixels, heldPixels) {
      if (isRefusing) return false;
      const permit = heldPixels > SMALL_PIXELS ? budget.ask(heldPixels) : null;
      const image = { pixels, heldPixels, permit };
      images.add(image);
      if (permit === null) return true;
      waiting.add(permit);
      const isGranted = await permit.granted;
      waiting.delete(permit);
      if (!isGranted) images.delete(image);
      return isGranted;
    },
    end(pixels, heldPixels) {
      for (const image of images) {
        if (image.pixels !== pixels || image.heldPixels !== heldPixels) continue;
        image.permit?.end();
        images.delete(image);
        return;
      }
    },
    refuse() {
      isRefusing = true;
      for (const permit of waiting) permit.end();
    },
    endAll,
  };
}
