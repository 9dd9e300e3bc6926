import type { DraftScale } from '../core/recipe/draft.ts';
import {
  finishJpeg,
  openJpeg,
  type JpegExports,
  type JpegOutput,
  type JpegRefusal,
} from './jpeg-row.ts';
import { KernelMemoryError } from './kernel-memory-error.ts';
import { BYTES_PER_PIXEL } from './resample/pixel-layout.ts';

/** The exports of assembly/index.ts for JPEGs whose pixels leave the kernel; see there. */
export interface PixelExports extends JpegExports {
  beginPixelLines(): number;
  pixelLine(y: number): number;
}

export type JpegPixels =
  /** `pixels` are width × height × 4 bytes, rgbx; `oddEnd` is as of a row. */
  | { readonly kind: 'decoded'; readonly pixels: Uint8Array; readonly oddEnd: number | null }
  | { readonly kind: 'refused'; readonly refusal: JpegRefusal };

/** Lines that are decoded at a time, as for a row. */
const GROUP_LINES = 16;

/**
 * Decodes a whole JPEG at 1/scale, to `size` pixels. Without a size the file is only judged. Throws
 * KernelMemoryError if it is too large.
 */
export function readJpegPixels(
  exports: PixelExports,
  bytes: Uint8Array,
  scale: DraftScale,
  size: { readonly width: number; readonly height: number } | null,
  output: JpegOutput = 'colours',
): JpegPixels {
  const refusal = openJpeg(exports, bytes, scale, output);
  if (refusal !== null) return { kind: 'refused', refusal };
  const { width, height } = size ?? { width: 0, height: 0 };
  const lineBytes = width * BYTES_PER_PIXEL;
  const pixels = new Uint8Array(lineBytes * height);
  exports.beginJpeg();
  if (exports.beginPixelLines() === 0) {
    throw new KernelMemoryError('The JPEG has more pixels than this tab has memory for.');
  }
  for (let first = 0; first < height; first += GROUP_LINES) {
    const end = Math.min(first + GROUP_LINES, height);
    exports.decodeJpegLines(end);
    for (let y = first; y < end; y++) {
      const line = new Uint8Array(exports.memory.buffer, exports.pixelLine(y), lineBytes);
      pixels.set(line, y * lineBytes);
    }
  }
  return { kind: 'decoded', pixels, oddEnd: finishJpeg(exports) };
}
