import type { PixelLayout } from './pixel-layout.ts';
import { placeImage, type Rectangle } from './place-image.ts';
import type { Colour, Recipe, ResampleFilter } from '../../core/recipe/recipe.ts';

/** Everything that decides how the pixels of one image become one row. */
export interface ResampleJob {
  readonly layout: PixelLayout;
  /** Size as stored. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8, that is applied; 1 leaves the pixels where they are. */
  readonly orientation: number;
  readonly filter: ResampleFilter;
  /** The part of the upright image that is resampled, in pixels. */
  readonly source: Rectangle;
  /** Where it lands in the row: whole pixels. */
  readonly target: Rectangle;
  readonly row: { readonly width: number; readonly height: number };
  /** Colour of the row outside of `target`. */
  readonly pad: Colour;
  readonly alpha: Recipe['alpha'];
}

/**
 * What a recipe asks of an image of width × height (as stored). Null where Pillow refuses it as
 * degenerate.
 */
export function planResample(
  recipe: Recipe,
  { layout, width, height }: Pick<ResampleJob, 'layout' | 'width' | 'height'>,
  orientation: number,
): ResampleJob | null {
  const isTurned = orientation >= 5;
  const placement = placeImage(recipe, isTurned ? height : width, isTurned ? width : height);
  if (placement === null) return null;
  return {
    layout,
    width,
    height,
    orientation,
    filter: recipe.resample,
    ...placement,
    row: { width: recipe.width, height: recipe.height },
    pad: recipe.pad,
    alpha: recipe.alpha,
  };
}
