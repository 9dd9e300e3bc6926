import { neutraliseOrientation } from '../../formats/exif/neutralise-orientation.ts';
import { orientationOf, uprightTransform } from '../../formats/exif/orientation.ts';
import { DEGENERATE, layoutImage, type ImageLayout } from '../../kernel/resample/layout-image.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import { specOf } from '../../formats/specs.ts';
import type { ImageHeader } from '../../formats/sniff.ts';
import type { Failure } from '../../core/verdict.ts';
import type { Decoder } from '../decoder.ts';
import { whyRefused } from './why-refused.ts';

/**
 * ICC profiles are ignored, as by Pillow. Orientation is removed from the bytes beforehand, because not
 * every browser respects 'none'.
 */
const BITMAP_OPTIONS: ImageBitmapOptions = {
  imageOrientation: 'from-image',
  premultiplyAlpha: 'premultiply',
  colorSpaceConversion: 'none',
};

/**
 * Lets the browser decode and scale, by createImageBitmap and an OffscreenCanvas. Rows are approximate:
 * each browser scales in its own way, and colour under transparency is lost. Used for `canvas`, and for
 * files that no other decoder accepts.
 */
export function createCanvasDecoder(): Decoder {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });

  return {
    name: 'canvas',
    accepts: () => 'approximate',
    async decode(bytes, header, recipe) {
      if (context === null) return { kind: 'failed', failure: NO_CANVAS };
      const orientation =
        recipe.orientation === 'apply' ? (orientationOf(bytes, header.format) ?? 1) : 1;
      neutraliseOrientation(bytes, header.format);
      const startedAt = performance.now();
      const bitmap = await bitmapOf(bytes, header);
      if (!('close' in bitmap)) return { kind: 'failed', failure: bitmap };
      try {
        const decodedAt = performance.now();
        const rgba = draw(context, bitmap, orientation, recipe);
        if (rgba === null) return { kind: 'failed', failure: DEGENERATE };
        return {
          kind: 'scaled-rgba',
          rgba,
          width: header.width ?? bitmap.width,
          height: header.height ?? bitmap.height,
          decodeMs: decodedAt - startedAt,
          resampleMs: performance.now() - decodedAt,
        };
      } finally {
        bitmap.close();
      }
    },
  };
}

const NO_CANVAS: Failure = {
  code: 'unsupported',
  detail: 'This browser has no OffscreenCanvas 2D.',
};

async function bitmapOf(
  bytes: Uint8Array<ArrayBuffer>,
  header: ImageHeader,
): Promise<ImageBitmap | Failure> {
  const { format } = header;
  try {
    const blob = new Blob([bytes], { type: specOf(format).mediaType });
    return await createImageBitmap(blob, BITMAP_OPTIONS);
  } catch {
    return whyRefused(bytes, format);
  }
}

/** The bitmap, upright and laid out by the recipe, as RGBA of the row's size; null if degenerate. */
function draw(
  context: OffscreenCanvasRenderingContext2D,
  bitmap: ImageBitmap,
  orientation: number,
  recipe: Recipe,
): Uint8ClampedArray | null {
  const upright = uprightTransform(orientation, bitmap.width, bitmap.height);
  const layout = layoutImage(recipe, upright.width, upright.height);
  if (layout === null) return null;
  const { width, height } = recipe;
  if (context.canvas.width !== width) context.canvas.width = width;
  if (context.canvas.height !== height) context.canvas.height = height;
  context.resetTransform();
  context.clearRect(0, 0, width, height);
  if (recipe.fit === 'contain') paintBars(context, layout, recipe);
  context.imageSmoothingEnabled = recipe.resample !== 'nearest';
  context.imageSmoothingQuality = 'high';
  const { source, target } = layout;
  const scaleX = target.width / source.width;
  const scaleY = target.height / source.height;
  const offsetX = target.x - source.x * scaleX;
  const offsetY = target.y - source.y * scaleY;
  context.setTransform(scaleX, 0, 0, scaleY, offsetX, offsetY);
  context.transform(...upright.transform);
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, width, height).data;
}

// the bars are opaque in the pad colour; the area of the image stays transparent
function paintBars(
  context: OffscreenCanvasRenderingContext2D,
  { target }: ImageLayout,
  { width, height, pad }: Recipe,
): void {
  context.fillStyle = pad;
  context.fillRect(0, 0, width, height);
  context.clearRect(target.x, target.y, target.width, target.height);
}
