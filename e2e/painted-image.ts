import { SIDE, type Paint } from '../test/core/inspect/made-rows.ts';

const HEADER_BYTES = 54;

/** A BMP of 64 × 64 pixels in these colours, with this many bytes behind them that show nothing. */
export function paintedImage(paint: Paint, extraBytes = 0): Uint8Array {
  const file = Buffer.alloc(HEADER_BYTES + SIDE * SIDE * 3 + extraBytes);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(HEADER_BYTES, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(SIDE, 18);
  file.writeInt32LE(SIDE, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [r, g, b] = paint(x, SIDE - 1 - y); // the last line comes first
      file.set([b, g, r], HEADER_BYTES + (y * SIDE + x) * 3);
    }
  }
  return file;
}
