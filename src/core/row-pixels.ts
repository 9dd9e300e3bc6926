/**
 * A row of 1, 3 or 4 values a pixel as RGBA for a picture: grey in all colours; opaque unless the row has alpha.
 * `rgba` must have room for 4 bytes a pixel.
 */
export function rowToRgba(
  row: Uint8Array | Uint8ClampedArray,
  channels: number,
  rgba: Uint8ClampedArray,
): void {
  if (channels === 4) {
    rgba.set(row);
    return;
  }
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  for (let from = 0, to = 0; from < row.length; from += channels, to += 4) {
    rgba[to] = row[from] ?? 0;
    rgba[to + 1] = row[from + green] ?? 0;
    rgba[to + 2] = row[from + blue] ?? 0;
    rgba[to + 3] = 255;
  }
}
