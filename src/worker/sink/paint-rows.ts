import { rowToRgba } from '../../core/row-pixels.ts';
import type { PaintRequest } from '../../pool/wire/sink.ts';
import type { RowStore } from './row-store.ts';

/** Pictures of rows, in the order of their slots; null if a row is not there. */
export async function paintRows(
  store: Pick<RowStore, 'readRow'>,
  { slots, width, height, channels, side }: PaintRequest,
): Promise<readonly (ImageBitmap | null)[]> {
  const row = new Uint8Array(width * height * channels);
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
    if (!isThere) {
      pictures.push(Promise.resolve(null));
      continue;
    }
    const picture = new ImageData(width, height);
    rowToRgba(row, channels, picture.data);
    pictures.push(createImageBitmap(picture, options));
  }
  return Promise.all(pictures);
}
