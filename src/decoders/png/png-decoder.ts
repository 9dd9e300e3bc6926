import { readBytes } from '../../formats/byte-reader.ts';
import type { PngMode } from '../../formats/png/chunk.ts';
import { transpositionOf, UPRIGHT, type Transposition } from '../../formats/exif/orientation.ts';
import type { ImageHeader } from '../../formats/sniff.ts';
import type { Failure, Warning } from '../../core/verdict.ts';
import { KernelMemoryError } from '../../kernel/kernel-memory-error.ts';
import type { PngPicture, PngReader } from '../../kernel/png-reader.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import type { Decoded, DecodedPixels, Decoder } from '../decoder.ts';
import { isCopiedWithPalette, meaningOf } from './pixel-meaning.ts';
import { corrupt } from './png-failures.ts';
import type { PngInfo } from './png-info.ts';
import type { ReaderPool } from '../reader-pool.ts';
import { readPngHeader, readPngPixels } from './read-png.ts';
import type { InflateText } from './read-text.ts';

/**
 * Decodes PNGs to Pillow's very pixels, with Pillow's verdict on any bytes. `readers` have their own
 * instances of the kernel's module.
 */
export function createPngDecoder(readers: ReaderPool<PngReader>): Decoder {
  return {
    name: 'pixelpool-png',
    accepts: ({ format }, { decode }) => (format === 'png' && decode !== 'canvas' ? 'exact' : 'no'),
    async decode(bytes, header, recipe) {
      const reader = readers.acquire();
      let decoded: Decoded;
      try {
        decoded = decodePng(bytes, header, recipe, readers, reader);
      } catch (error) {
        if (!(error instanceof KernelMemoryError)) throw error;
        const { message } = error;
        return { kind: 'failed', failure: { code: 'out-of-memory', detail: message } };
      }
      if (decoded.kind !== 'pixels') {
        readers.release(reader);
        return decoded;
      }
      return { ...decoded, close: () => readers.release(reader) };
    },
  };
}

function decodePng(
  bytes: Uint8Array,
  { width, height }: ImageHeader,
  recipe: Recipe,
  readers: ReaderPool<PngReader>,
  reader: PngReader,
): DecodedPixels | { readonly kind: 'failed'; readonly failure: Failure } {
  const startedAt = performance.now();
  reader.reset();
  const { inflateText } = reader;
  const png = { bytes, read: readBytes(bytes), inflateText };
  const header = readPngHeader(png);
  if ('code' in header) return { kind: 'failed', failure: header };
  // the only chunk behind the image data that Pillow uses is the transparency
  const { info } = header;
  const before = { ...info };
  // the pixel limit was checked for the sniffed size
  const isSniffed = info.width === width && info.height === height;
  const picture = isSniffed ? pictureOf(info) : NO_SIZE;
  if ('code' in picture) return { kind: 'failed', failure: picture };
  const transposition =
    recipe.orientation === 'apply' ? readTransposition(bytes, inflateText) : UPRIGHT;
  reader.begin(picture);
  const failure = readPngPixels(png, header, reader);
  if (failure !== null) return { kind: 'failed', failure };
  const found = meaningOf({ ...before, transparency: info.transparency }, recipe);
  if ('code' in found) return { kind: 'failed', failure: found };
  const { meaning, hasAlpha } = found;
  return {
    kind: 'pixels',
    layout: hasAlpha ? 'rgba' : 'rgbx',
    width: picture.width,
    height: picture.height,
    scale: 1,
    decodeMs: performance.now() - startedAt,
    // else Pillow's pixels of any file that Pillow accepts
    isDamaged: isCopiedWithPalette(before, recipe),
    warning: warningOf(reader.clippedSamples()),
    transposition,
    async copyRows(firstRow, rows, target) {
      readers.use(reader, () => reader.copyRows(firstRow, rows, meaning, target));
    },
    close: () => undefined,
  };
}

/** With the texts that are compressed. Too large ones are refused with the chunks. */
function readTransposition(bytes: Uint8Array, inflateText: InflateText): Transposition {
  return transpositionOf(bytes, 'png', (compressed) => {
    const inflated = inflateText(compressed);
    if (inflated.kind === 'inflated') return inflated.text.slice();
    return inflated.kind === 'broken' ? 'broken' : null;
  });
}

const NO_SIZE = corrupt('The PNG has no valid size');

const CHANNELS: Readonly<Record<PngMode, number>> = {
  '1': 1,
  L: 1,
  'I;16': 1,
  RGB: 3,
  P: 1,
  LA: 2,
  RGBA: 4,
};
const GREY_ALPHA = 4;

/** Fails if the first frame of an animation is empty or not within the picture. */
function pictureOf(info: PngInfo): PngPicture | Failure {
  const { width, height, mode, depth, frame } = info;
  if (mode === null || width === 0 || height === 0) return NO_SIZE;
  const [x0, y0, x1, y1] = frame === 'text' ? [0, 0, 0, 0] : (frame ?? [0, 0, width, height]);
  if (x1 <= x0 || y1 <= y0 || x1 > width || y1 > height) {
    return corrupt('The first frame of the PNG is not within the picture');
  }
  return {
    width,
    height,
    tile: [x0, y0, x1, y1],
    samples: samplesOf(mode, depth),
    bits: depth,
    channels: info.colourType === GREY_ALPHA ? 2 : CHANNELS[mode],
    isInterlaced: info.isInterlaced,
  };
}

function samplesOf(mode: PngMode, depth: number): PngPicture['samples'] {
  if (mode === 'I;16') return 'clipped';
  if (depth === 16) return 'high-bytes';
  return depth === 8 ? 'bytes' : 'packed';
}

function warningOf(clipped: number): Warning | null {
  if (clipped === 0) return null;
  const detail = `${clipped} samples of the 16-bit grey PNG are clipped at 255.`;
  return { code: 'grey16-clipped', detail };
}
