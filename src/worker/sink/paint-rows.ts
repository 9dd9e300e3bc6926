import type { PaintRequest } from '../../pool/wire/sink.ts';
import type { RowStore } from './row-store.ts';

/** Pictures of rows, in the order of their slots; null if a row is not there. */
export async function paintRows(
  store: Pick<RowStore, 'readRow'>,
  { slots, width, height, side }: PaintRequest,
): Promise<readonly (ImageBitmap | null)[]> {
  const row = new Uint8Array(width * height * 3);
  const scale = side / Math.max(width, height);
  const options: ImageBitmapOptions =
    scale >= 1
      ? {}
      : {
          resizeWidth: Math.max(1, Math.round(width * scale)),
          resizeHeight: Math.max(1, Math.round(height * scale)),
          resizeQuality: 'medium',
        };
  const pictures: Promise<ImageBitmap | null>[] = [];
  for (const slot of slots) {
    const isThere = store.readRow(slot, row);
    const picture = isThere ? new ImageData(opaque(row), width, height) : null;
    pictures.push(picture === null ? Promise.resolve(null) : createImageBitmap(picture, options));
  }
  return Promise.all(pictures);
}

/** RGB as RGBA. */
function opaque(rgb: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] ?? 0;
    rgba[to + 1] = rgb[from + 1] ?? 0;
    rgba[to + 2] = rgb[from + 2] ?? 0;
    rgba[to + 3] = 255;
  }
  return rgba;
}
