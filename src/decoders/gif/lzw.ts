import type { CodeReader } from './code-reader.ts';

/** All pixels are decoded; or the bytes end before; or a code has no meaning. */
export type LzwEnd = 'complete' | 'truncated' | 'broken';

/** The table is full with this number of strings, and codes have 12 bits at most. */
const MAX_STRINGS = 4096;
const MAX_CODE_BITS = 12;
export const MAX_PIXEL_BITS = 12;

/**
 * Decodes LZW codes (GIF89a specification, appendix F) into `pixels`, one byte each, until they are
 * full. The first codes have `pixelBits` + 1 bits; of larger pixels the low 8 bits count.
 *
 * A string is stored as its offset in `pixels`, at which it was written before, and its length. Each new
 * one is the string of the last code and the first pixel of this one, which are adjacent:
 *
 *   … a b c d …      the last code was (a b), this one begins with c,
 *     └─┴─┘          and (a b c) is the new string
 */
export function decodeLzw(codes: CodeReader, pixelBits: number, pixels: Uint8Array): LzwEnd {
  const offsets = new Int32Array(MAX_STRINGS);
  const lengths = new Uint16Array(MAX_STRINGS);
  const clear = 1 << pixelBits;
  let next = clear + 2; // the code of the next string
  let codeBits = pixelBits + 1;
  let filled = 0;
  let lastLength = 0; // of the last string; 0 behind a clear code

  while (filled < pixels.length) {
    const code = codes.next(codeBits);
    if (code < 0) return 'truncated';
    if (code === clear) {
      next = clear + 2;
      codeBits = pixelBits + 1;
      lastLength = 0;
      continue;
    }
    if (code === clear + 1) {
      if (codes.hasMoreData()) continue;
      return 'truncated';
    }
    let length = 1;
    if (code < clear) {
      pixels[filled] = code;
    } else {
      if (code > next || lastLength === 0) return 'broken';
      if (code < next) {
        length = lengths[code] ?? 0;
        copyString(pixels, offsets[code] ?? 0, filled, length);
      } else {
        // the string that begins here itself; with a full table it can only be the last pixel
        if (next >= MAX_STRINGS && lastLength > 1) return 'broken';
        length = lastLength + 1;
        copyString(pixels, filled - lastLength, filled, length);
      }
    }
    if (lastLength > 0 && next < MAX_STRINGS) {
      offsets[next] = filled - lastLength;
      lengths[next] = lastLength + 1;
      if (next === (1 << codeBits) - 1 && codeBits < MAX_CODE_BITS) codeBits += 1;
      next += 1;
    }
    filled += length;
    lastLength = length;
  }
  return 'complete';
}

/** Copies pixel by pixel, because a string may overlap its own copy; stops at the last pixel. */
function copyString(pixels: Uint8Array, from: number, to: number, length: number): void {
  const end = Math.min(to + length, pixels.length);
  for (let target = to, source = from; target < end; target++, source++) {
    pixels[target] = pixels[source] ?? 0;
  }
}
