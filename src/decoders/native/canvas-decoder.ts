import {
  neutraliseOrientation,
  orientationOf,
  uprightTransform,
} from '../../formats/exif/orientation.ts';
import { DEGENERATE, layoutImage, type ImageLayout } from '../../kernel/resample/layout-image.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import { specOf } from '../../formats/specs.ts';
import type { ImageHeader } from '../../formats/sniff.ts';
import type { Failure } from '../../core/verdict.ts';
import type { Decoder } from '../decoder.ts';
import { whyRefused } from './why-refused.ts';

/**
 * The one place that says how a bitmap is made. ICC profiles are left alone, as Pillow does.
 * Orientation is taken out of the bytes beforehand, because 'none' is not heeded everywhere.
 */
const BITMAP_OPTIONS: ImageBitmapOptions = {
  imageOrientation: 'from-image',
  premultiplyAlpha: 'premultiply',
  colorSpaceConversion: 'none',
};

/**
 * The browser's own decoding and scaling: createImageBitmap and a draw to an OffscreenCanvas. Rows
 * are approximate: browsers scale each in their own way, and lose colour under transparency. It
 * serves `canvas`, and whatever nobody else decodes.
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

/** The bitmap, upright and placed by the recipe, as RGBA of the row's size; null: degenerate. */
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

// the bars are opaque in the pad colour; the image's own place stays transparent
function paintBars(
  context: OffscreenCanvasRenderingContext2D,
  { target }: ImageLayout,
  { width, height, pad }: Recipe,
): void {
  context.fillStyle = pad;
  context.fillRect(0, 0, width, height);
  context.clearRect(target.x, target.y, target.width, target.height);
}
