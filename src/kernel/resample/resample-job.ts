import type { PixelLayout } from './pixel-layout.ts';
import { layoutImage, type Rectangle, type ScaledSize } from './layout-image.ts';
import type { Recipe, ResampleFilter } from '../../core/recipe/recipe.ts';

/**
 * The options of a recipe that a job has as they are: all except those that it has in another form.
 * `decode` has had its effect when there are pixels.
 */
type JobOptions = Omit<Recipe, 'width' | 'height' | 'decode' | 'resample' | 'fit' | 'orientation'>;

/**
 * Everything that decides how the pixels of one image become one row. Of the options, `pad` is the
 * colour of the row outside of `target`.
 */
export interface ResampleJob extends JobOptions {
  readonly layout: PixelLayout;
  /** Size as stored. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8, that is applied; 1 changes nothing. */
  readonly orientation: number;
  readonly filter: ResampleFilter;
  /** The part of the upright image that is resampled, in pixels. */
  readonly source: Rectangle;
  /** The part of the row that it fills, in whole pixels. */
  readonly target: Rectangle;
  /** What the source is scaled to, of which `target` shows the part that begins at `left` and `top`. */
  readonly scaled: ScaledSize;
  readonly row: { readonly width: number; readonly height: number };
}

/**
 * The job of a recipe for an image of width × height (as stored). Null if Pillow refuses the image
 * as degenerate.
 */
export function planResample(
  recipe: Recipe,
  { layout, width, height }: Pick<ResampleJob, 'layout' | 'width' | 'height'>,
  orientation: number,
): ResampleJob | null {
  const isTurned = orientation >= 5;
  const imageLayout = layoutImage(recipe, isTurned ? height : width, isTurned ? width : height);
  if (imageLayout === null) return null;
  return {
    layout,
    width,
    height,
    orientation,
    filter: recipe.resample,
    ...imageLayout,
    row: { width: recipe.width, height: recipe.height },
    pad: recipe.pad,
    alpha: recipe.alpha,
    mode: recipe.mode,
  };
}
