import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../test-results/mismatches/', import.meta.url));
/** The factor by which a row's pixels are enlarged, as long as the picture is not too wide. */
const ZOOM = 8;
const MAX_COLUMNS = 2400;
const GAP = 1;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Writes got, expected and their difference (brightened), side by side, as a BMP for a person to look
 * at; returns its path. Both are height × width × 3.
 */
export function writeMismatch(
  name: string,
  got: Uint8Array,
  expected: Uint8Array,
  size: Size,
): string {
  const difference = got.map((byte, i) => Math.min(255, 16 * Math.abs(byte - (expected[i] ?? 0))));
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name.replaceAll(/[^\w.-]+/g, '_')}.bmp`);
  writeFileSync(path, bmpOf([got, expected, difference], size));
  return path;
}

/** Pictures of one size side by side, 24 bits, bottom-up, as BITMAPINFOHEADER has it. */
function bmpOf(pictures: readonly Uint8Array[], { width, height }: Size): Uint8Array {
  const unzoomed = pictures.length * (width + GAP) - GAP;
  const zoom = Math.max(1, Math.min(ZOOM, Math.floor(MAX_COLUMNS / unzoomed)));
  const columns = unzoomed * zoom;
  const lines = height * zoom;
  const stride = Math.ceil((columns * 3) / 4) * 4;
  const file = new Uint8Array(54 + stride * lines).fill(128, 54);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  const fields: [at: number, value: number][] = [
    [2, file.length],
    [10, 54],
    [14, 40],
    [18, columns],
    [22, lines],
    [26, 1 | (24 << 16)],
  ];
  for (const [at, value] of fields) view.setUint32(at, value, true);
  for (let line = 0; line < lines; line++) {
    for (let column = 0; column < columns; column++) {
      const x = Math.floor(column / zoom) % (width + GAP);
      const picture = pictures[Math.floor(column / zoom / (width + GAP))];
      if (x >= width || picture === undefined) continue;
      const from = (Math.floor(line / zoom) * width + x) * 3;
      const rgb = picture.subarray(from, from + 3);
      file.set(rgb.toReversed(), 54 + (lines - 1 - line) * stride + column * 3);
    }
  }
  return file;
}
