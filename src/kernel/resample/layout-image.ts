import type { Recipe } from '../../core/recipe/recipe.ts';
import type { Failure } from '../../core/verdict.ts';

/** The failure of an image that `layoutImage` has no layout for. */
export const DEGENERATE: Failure = {
  code: 'degenerate',
  detail: 'Fitted into the row, a side is 0 pixels.',
};

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The size of a scaled image, and the first of its pixels that is used, in whole pixels. */
export interface ScaledSize {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** The part of an image that is used (fractions of pixels allowed), and the part of the row it fills. */
export interface ImageLayout {
  readonly source: Rectangle;
  readonly target: Rectangle;
  readonly scaled: ScaledSize;
}

/**
 * The layout of an image of width × height in the recipe's row: that of `resize`, `ImageOps.fit` or
 * `ImageOps.pad` of Pillow 12.3.0. Null if `contain` would leave a side of 0 pixels, which Pillow
 * refuses.
 */
export function layoutImage(
  recipe: Pick<Recipe, 'width' | 'height' | 'fit'>,
  width: number,
  height: number,
): ImageLayout | null {
  const whole = { x: 0, y: 0, width, height };
  const row = { x: 0, y: 0, width: recipe.width, height: recipe.height };
  switch (recipe.fit) {
    case 'stretch':
      return uncut(whole, row);
    case 'cover':
      return uncut(coverBox(recipe, width, height), row);
    case 'contain': {
      const target = containBox(recipe, width, height);
      return target.width === 0 || target.height === 0 ? null : uncut(whole, target);
    }
  }
}

/** All of what the source is scaled to is shown. */
function uncut(source: Rectangle, target: Rectangle): ImageLayout {
  return {
    source,
    target,
    scaled: { width: target.width, height: target.height, left: 0, top: 0 },
  };
}

function coverBox(
  row: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): Rectangle {
  const ratio = width / height;
  const wanted = row.width / row.height;
  const boxWidth = ratio > wanted ? wanted * height : width;
  const boxHeight = ratio < wanted ? width / wanted : height;
  return {
    x: (width - boxWidth) * 0.5,
    y: (height - boxHeight) * 0.5,
    width: boxWidth,
    height: boxHeight,
  };
}

function containBox(
  row: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): Rectangle {
  const ratio = width / height;
  const wanted = row.width / row.height;
  const boxWidth = ratio < wanted ? roundHalfToEven((width / height) * row.height) : row.width;
  const boxHeight = ratio > wanted ? roundHalfToEven((height / width) * row.width) : row.height;
  return {
    x: roundHalfToEven((row.width - boxWidth) * 0.5),
    y: roundHalfToEven((row.height - boxHeight) * 0.5),
    width: boxWidth,
    height: boxHeight,
  };
}

/** Python's `round`: 2.5 to 2, 3.5 to 4. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
