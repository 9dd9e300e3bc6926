import { tileOf, writeTile, type MosaicLayout } from '../../core/inspect/mosaic-layout.ts';

/** Paints finished rows onto a canvas. */
export interface Mosaic {
  /** Rows that have come, one after the other. */
  add(slots: Uint32Array, rows: Uint8Array): void;
  close(): void;
}

/** Every paint costs the browser a copy of the picture, so they are rare. */
const PAINT_EVERY_MS = 500;

/**
 * A mosaic of rows. Only rows with a tile are looked at, at most a few thousand of a run of any length;
 * lines of tiles that have changed are copied to the canvas twice a second.
 */
export function createMosaic(canvas: OffscreenCanvas, layout: MosaicLayout): Mosaic {
  const { width, height, tileHeight } = layout;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const picture = new ImageData(width, height);
  const rowBytes = layout.rowWidth * layout.rowHeight * layout.channels;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let [top, bottom] = [height, 0];

  function paint(): void {
    timer = null;
    context?.putImageData(picture, 0, 0, 0, top, width, bottom - top);
    [top, bottom] = [height, 0];
  }

  return {
    add(slots, rows) {
      for (const [index, slot] of slots.entries()) {
        const corner = tileOf(layout, slot);
        if (corner === null) continue;
        const row = rows.subarray(index * rowBytes, (index + 1) * rowBytes);
        writeTile(layout, slot, row, picture.data);
        top = Math.min(top, corner.y);
        bottom = Math.max(bottom, corner.y + tileHeight);
      }
      if (bottom > top) timer ??= setTimeout(paint, PAINT_EVERY_MS);
    },
    close() {
      if (timer === null) return;
      clearTimeout(timer);
      paint();
    },
  };
}
