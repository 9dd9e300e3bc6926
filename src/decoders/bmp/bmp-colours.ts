import { brokenBmp, type BmpHeader, type BmpPalette } from '../../formats/bmp/header.ts';
import type { Failure } from '../../core/verdict.ts';

/** The meaning of the numbers in a BMP with a palette. */
export interface BmpColours {
  /** Bits of a row that Pillow reads as one pixel; not always those in the header. */
  readonly indexBits: 1 | 4 | 8;
  /** The colour of each number, as a word of `rgbx`. */
  readonly words: Uint32Array;
  /** Pillow's mode: black and white, grey, palette. */
  readonly mode: '1' | 'L' | 'P';
}

const MAX_COLOURS = 256;

/**
 * The palette of a BMP as Pillow reads it. A ramp from black to white is not used: then pixels are grey
 * of 8 bits, or of 1 bit if the ramp has two colours, whatever the header says. Colours that a palette
 * lacks are black.
 */
export function bmpColours(
  bytes: Uint8Array,
  { bits }: BmpHeader,
  { at, colours, colourBytes }: BmpPalette,
): BmpColours | Failure {
  const palette = bytes.subarray(at, at + colours * colourBytes);
  if (isGreyRamp(palette, colours, colourBytes)) {
    return colours === 2
      ? { indexBits: 1, words: Uint32Array.of(0, 0xffffff), mode: '1' }
      : { indexBits: 8, words: Uint32Array.from({ length: 256 }, greyWord), mode: 'L' };
  }
  const known = Math.floor(palette.length / colourBytes);
  if (known > MAX_COLOURS) return brokenBmp(`it has a palette of ${known} colours`);
  const words = new Uint32Array(MAX_COLOURS);
  for (let index = 0; index < known; index++) {
    const [blue = 0, green = 0, red = 0] = palette.subarray(index * colourBytes);
    words[index] = red | (green << 8) | (blue << 16);
  }
  return { indexBits: bits === 1 ? 1 : bits === 4 ? 4 : 8, words, mode: 'P' };
}

function isGreyRamp(palette: Uint8Array, colours: number, colourBytes: number): boolean {
  if (palette.length < (colours - 1) * colourBytes + 3) return false;
  for (let index = 0; index < colours; index++) {
    const grey = colours === 2 ? index * 255 : index % 256;
    const at = index * colourBytes;
    if (palette[at] !== grey || palette[at + 1] !== grey || palette[at + 2] !== grey) return false;
  }
  return true;
}

function greyWord(_: unknown, grey: number): number {
  return grey | (grey << 8) | (grey << 16);
}
