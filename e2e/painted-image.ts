import { SIDE, type Paint } from '../test/core/inspect/made-rows.ts';
import { blackBmp } from '../tools/odd-names/odd-files.ts';

/** A BMP of 64 × 64 pixels in these colours, with this many bytes behind them that show nothing. */
export function paintedImage(paint: Paint, extraBytes = 0): Uint8Array {
  const { file, pixelsAt, rowBytes } = blackBmp(SIDE, extraBytes);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [r, g, b] = paint(x, SIDE - 1 - y); // the last line comes first
      file.set([b, g, r], pixelsAt + y * rowBytes + x * 3);
    }
  }
  return file;
}
