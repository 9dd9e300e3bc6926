import { channelsOf, type Recipe } from '../recipe/recipe.ts';
import { rowToRgba } from '../row-pixels.ts';

/** How rows are laid out in a picture of many small tiles, in pixels. */
export interface MosaicLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Every slot that this number divides has a tile: 1 if all of them fit. */
  readonly step: number;
  /** The size of a row. */
  readonly rowWidth: number;
  readonly rowHeight: number;
  /** Values of a pixel of a row. */
  readonly channels: number;
}

/** The smallest side of a tile that still shows something. */
const MIN_SIDE = 8;

/**
 * Lays out the rows of this many slots in a picture of this width and at most this height. Tiles have the shape of a
 * row, and are as large as fits, but no larger than a row. If not all fit, evenly spaced ones are shown.
 */
export function layoutMosaic(
  slots: number,
  width: number,
  maxHeight: number,
  row: Pick<Recipe, 'width' | 'height' | 'mode'>,
): MosaicLayout {
  const longSide = Math.max(row.width, row.height);
  const sidesOf = (side: number): readonly [width: number, height: number] => [
    Math.max(1, Math.round((row.width * side) / longSide)),
    Math.max(1, Math.round((row.height * side) / longSide)),
  ];
  const placesOf = (side: number): number => {
    const [tileWidth, tileHeight] = sidesOf(side);
    return Math.max(1, Math.floor(width / tileWidth)) * Math.floor(maxHeight / tileHeight);
  };
  let side = Math.min(longSide, width, maxHeight);
  while (side > Math.min(MIN_SIDE, longSide) && placesOf(side) < slots) side -= 1;
  const [tileWidth, tileHeight] = sidesOf(side);
  const columns = Math.max(1, Math.floor(width / tileWidth));
  const step = Math.max(1, Math.ceil(slots / Math.max(1, placesOf(side))));
  const lines = Math.max(1, Math.ceil(Math.ceil(slots / step) / columns));
  return {
    width,
    height: lines * tileHeight,
    columns,
    tileWidth,
    tileHeight,
    step,
    rowWidth: row.width,
    rowHeight: row.height,
    channels: channelsOf(row),
  };
}

/** The top left corner of the tile of a slot; null if it has none. */
export function tileOf(
  { columns, tileWidth, tileHeight, step }: MosaicLayout,
  slot: number,
): { readonly x: number; readonly y: number } | null {
  if (slot % step !== 0) return null;
  const index = slot / step;
  return { x: (index % columns) * tileWidth, y: Math.floor(index / columns) * tileHeight };
}

/** Of a large row, this many pixels across and down make one pixel of a tile. */
const SAMPLES = 4;

/**
 * Writes a row as a tile into RGBA pixels of the picture: each pixel of the tile is the mean of the pixels of the
 * row that it covers, or of evenly spaced ones among them. A row without alpha is opaque.
 */
export function writeTile(
  layout: MosaicLayout,
  slot: number,
  row: Uint8Array,
  rgba: Uint8ClampedArray,
): void {
  const corner = tileOf(layout, slot);
  if (corner === null) return;
  const { width, tileWidth, tileHeight, rowWidth, rowHeight, channels } = layout;
  const xs = sampled(rowWidth, tileWidth);
  const ys = sampled(rowHeight, tileHeight);
  const sums = new Float64Array(channels);
  const means = new Uint8ClampedArray(channels);
  for (const [v, lines] of ys.entries()) {
    for (const [u, columns] of xs.entries()) {
      sums.fill(0);
      for (const y of lines) {
        for (const x of columns) addPixel(sums, row, (y * rowWidth + x) * channels);
      }
      const pixels = lines.length * columns.length;
      means.set(sums.map((sum) => sum / pixels));
      const to = ((corner.y + v) * width + corner.x + u) * 4;
      rowToRgba(means, channels, rgba.subarray(to, to + 4));
    }
  }
}

function addPixel(sums: Float64Array, row: Uint8Array, at: number): void {
  for (let channel = 0; channel < sums.length; channel++) {
    sums[channel] = (sums[channel] ?? 0) + (row[at + channel] ?? 0);
  }
}

/** For each pixel of a tile along a side, the positions in the row that make it. */
function sampled(rowSide: number, tileSide: number): readonly (readonly number[])[] {
  return Array.from({ length: tileSide }, (_, i) => {
    const from = Math.floor((i * rowSide) / tileSide);
    const end = Math.max(from + 1, Math.floor(((i + 1) * rowSide) / tileSide));
    const count = Math.min(SAMPLES, end - from);
    return Array.from({ length: count }, (__, k) => from + Math.floor((k * (end - from)) / count));
  });
}
