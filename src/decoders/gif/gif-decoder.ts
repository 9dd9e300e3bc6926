import { readBytes } from '../../formats/byte-reader.ts';
import { readGifHeader, type GifHeader } from '../../formats/gif/header.ts';
import { usesAlpha, type Recipe } from '../../core/recipe/recipe.ts';
import type { Failure } from '../../core/verdict.ts';
import type { DecodedPixels, Decoder } from '../decoder.ts';
import { createCodeReader } from './code-reader.ts';
import { decodeLzw, MAX_PIXEL_BITS } from './lzw.ts';

/**
 * Decodes the first picture of a GIF to Pillow 12.3.0's very pixels, and refuses the same files
 * (GifImagePlugin.py, GifDecode.c). Stores one byte a pixel, and looks colours up row by row.
 */
export function createGifDecoder(): Decoder {
  return {
    name: 'pixelpool-gif',
    accepts: ({ format }, { decode }) => (format === 'gif' && decode !== 'canvas' ? 'exact' : 'no'),
    async decode(bytes, _header, recipe) {
      const startedAt = performance.now();
      const gif = readGifHeader(readBytes(bytes));
      if ('code' in gif) return { kind: 'failed', failure: gif };
      const indices = indicesOf(bytes, gif);
      if (!(indices instanceof Uint8Array)) return { kind: 'failed', failure: indices };
      if (isBeyondPillow(gif, recipe)) return { kind: 'failed', failure: TWO_PALETTES };
      const colours = coloursOf(bytes, gif, recipe);
      return pixelsOf(gif, indices, colours, recipe, performance.now() - startedAt);
    },
  };
}

/** The picture's indices, one byte each, with rows in stored order. */
function indicesOf(
  bytes: Uint8Array,
  { frameWidth, frameHeight, pixelBits, dataAt }: GifHeader,
): Uint8Array | Failure {
  const size = `${frameWidth} × ${frameHeight}`;
  if (frameWidth === 0 || frameHeight === 0) {
    return { code: 'corrupt', detail: `The GIF's picture has no pixels: it is ${size}.` };
  }
  if (pixelBits > MAX_PIXEL_BITS) {
    const detail = `The GIF announces data of ${pixelBits} bits a pixel.`;
    return { code: 'corrupt', detail };
  }
  let indices: Uint8Array;
  try {
    indices = new Uint8Array(frameWidth * frameHeight);
  } catch {
    const detail = `There was not enough memory for the GIF's ${size} pixels.`;
    return { code: 'out-of-memory', detail };
  }
  switch (decodeLzw(createCodeReader(bytes, dataAt), pixelBits, indices)) {
    case 'complete':
      return indices;
    case 'truncated':
      return { code: 'truncated', detail: 'The GIF ends before its last pixel.' };
    case 'broken':
      return { code: 'corrupt', detail: "The GIF's data contain a code without a meaning." };
  }
}

const TWO_PALETTES: Failure = {
  code: 'unsupported',
  detail:
    'Pillow cannot convert this GIF to RGBA: it has colours, a ramp of greys for its picture, and ' +
    'transparency. Drop alpha to use it.',
};

/** `convert("RGBA")` fails if the mode is L and there is a palette; a transposed copy has mode P. */
function isBeyondPillow({ palette, transparentIndex }: GifHeader, recipe: Recipe): boolean {
  const isConverted = usesAlpha(recipe) && transparentIndex !== null;
  const isUpright = recipe.orientation === 'ignore';
  return isConverted && palette?.isMistakenForGrey === true && isUpright;
}

/**
 * `convert("L")` only copies an image of mode L, whatever its palette, and the copy has mode P, of which Pillow scales
 * the indices, by `nearest`. A transposed copy is converted as colours.
 */
function isCopied({ palette }: GifHeader, recipe: Recipe): boolean {
  const isMistaken = palette?.isMistakenForGrey === true && recipe.orientation === 'ignore';
  return isMistaken && recipe.mode === 'L' && !usesAlpha(recipe);
}

/** The colour of each index, as four bytes. Colours that a palette lacks are black. */
function coloursOf(bytes: Uint8Array, gif: GifHeader, recipe: Recipe): Uint32Array {
  const { transparentIndex } = gif;
  const palette = isCopied(gif, recipe) ? null : gif.palette;
  const rgba = new Uint8Array(256 * 4);
  for (let index = 0; index < 256; index++) {
    for (let channel = 0; channel < 3; channel++) {
      const isKnown = palette !== null && index < palette.colours;
      const stored = isKnown ? (bytes[palette.at + index * 3 + channel] ?? 0) : 0;
      rgba[index * 4 + channel] = palette === null ? index : stored;
    }
    rgba[index * 4 + 3] = index === transparentIndex && usesAlpha(recipe) ? 0 : 255;
  }
  return new Uint32Array(rgba.buffer);
}

function pixelsOf(
  gif: GifHeader,
  indices: Uint8Array,
  colours: Uint32Array,
  recipe: Recipe,
  decodeMs: number,
): DecodedPixels {
  const { width, height, left, top, frameWidth, frameHeight, transparentIndex } = gif;
  const around = colours[transparentIndex ?? 0] ?? 0;
  let stored = indices;
  return {
    kind: 'pixels',
    layout: transparentIndex === null || !usesAlpha(recipe) ? 'rgbx' : 'rgba',
    width,
    height,
    scale: 1,
    decodeMs,
    isDamaged: isCopied(gif, recipe),
    warning: null,
    async copyRows(firstRow, rows, target) {
      const line = new Uint32Array(width).fill(around);
      const lineBytes = new Uint8Array(line.buffer);
      for (let row = 0; row < rows; row++) {
        const y = firstRow + row - top;
        if (y < 0 || y >= frameHeight) {
          line.fill(around);
        } else {
          const start = frameWidth * (gif.isInterlaced ? storedRow(y, frameHeight) : y);
          colourRow(stored.subarray(start, start + frameWidth), colours, line.subarray(left));
        }
        target.set(lineBytes, row * width * 4);
      }
    },
    close() {
      stored = new Uint8Array(0);
    },
  };
}

/** A separate function, because the loop is faster if it uses only arguments. */
function colourRow(indices: Uint8Array, colours: Uint32Array, target: Uint32Array): void {
  for (let x = 0; x < indices.length; x++) target[x] = colours[indices[x] ?? 0] ?? 0;
}

/**
 * The index at which row y of an interlaced picture is stored: first come the rows 0, 8, 16…, then 4,
 * 12…, then 2, 6, 10…, then 1, 3, 5… (GIF89a specification, appendix E).
 */
function storedRow(y: number, height: number): number {
  if (y % 8 === 0) return y / 8;
  const eighths = Math.ceil(height / 8);
  if (y % 8 === 4) return eighths + (y - 4) / 8;
  const quarters = Math.ceil(height / 4);
  if (y % 4 === 2) return quarters + (y - 2) / 4;
  return Math.ceil(height / 2) + (y - 1) / 2;
}
