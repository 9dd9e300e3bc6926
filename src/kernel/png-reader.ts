import { KernelMemoryError } from './kernel-memory-error.ts';

/**
 * How samples are stored: a byte each; 1, 2 or 4 bits; 16 bits, of which the high byte counts; 16 bits
 * of grey, which are clipped at 255. The order is that of assembly/png/unpack.ts.
 */
export const SAMPLE_KINDS = ['bytes', 'packed', 'high-bytes', 'clipped'] as const;

/** A PNG's rows, as they are stored and in the picture. */
export interface PngPicture {
  readonly width: number;
  readonly height: number;
  /** The part that is stored: left, top, right, bottom. Everything else is black. */
  readonly tile: readonly [x0: number, y0: number, x1: number, y1: number];
  readonly samples: (typeof SAMPLE_KINDS)[number];
  /** Bits of a stored sample. */
  readonly bits: number;
  readonly channels: number;
  readonly isInterlaced: boolean;
}

/**
 * The meaning of a pixel's bytes in the picture: an index into a table of 256 pixels of 4 bytes; grey
 * and alpha; a colour, of which one may be transparent (0xbbggrr); or red, green, blue and alpha.
 */
export type PixelMeaning =
  | { readonly kind: 'table'; readonly table: Uint32Array }
  | { readonly kind: 'grey-alpha' }
  | { readonly kind: 'rgb'; readonly transparent: number | null }
  | { readonly kind: 'rgba' };

const FEED_STATUSES = ['more', 'finished', 'broken', 'unknown-filter'] as const;

/** The result of inflating a text; `text` shares the reader's memory. */
export type InflatedText =
  | { readonly kind: 'inflated'; readonly text: Uint8Array }
  | { readonly kind: 'broken' }
  | { readonly kind: 'too-large' };

/** One instance of the WebAssembly module; it holds one PNG at a time. */
export interface PngReader {
  /** Frees the PNG before. Comes before anything else; throws KernelMemoryError, as they all do. */
  reset(): void;
  /** Inflates a stream of zlib as Pillow does with texts: a mebibyte at most. Not amid the rows. */
  inflateText(compressed: Uint8Array): InflatedText;
  begin(picture: PngPicture): void;
  /** Decodes the next 65,536 bytes of image data at most, not across the end of a chunk. */
  feed(piece: Uint8Array): (typeof FEED_STATUSES)[number];
  /** Samples of grey that were more than 255. */
  clippedSamples(): number;
  /** Whole rows to 4 bytes a pixel, into the front of `target`. */
  copyRows(
    firstRow: number,
    rows: number,
    meaning: PixelMeaning,
    target: Uint8Array<ArrayBuffer>,
  ): void;
  memoryBytes(): number;
}

/** The exports of assembly/index.ts; see there. */
interface PngExports {
  readonly memory: WebAssembly.Memory;
  readonly pixelTable: { readonly value: number };
  resetPng(): number;
  beginText(): number;
  feedText(piece: number, bytes: number): number;
  textBytes(): number;
  beginPng(
    width: number,
    height: number,
    x0: number,
    y0: number,
    tileWidth: number,
    tileHeight: number,
    sampleKind: number,
    sampleBits: number,
    channels: number,
    interlaced: number,
  ): number;
  feedPng(bytes: number): number;
  clippedSamples(): number;
  pngPicture(): number;
  pngBand(): number;
  expandByTable(from: number, to: number, pixels: number): void;
  expandGreyAlpha(from: number, to: number, pixels: number): void;
  expandRgb(from: number, to: number, pixels: number, transparent: number): void;
}

/** The most bytes of image data that are fed at once: Pillow's ImageFile.MAXBLOCK. */
export const PIECE_BYTES = 65_536;
const BAND_PIXELS = 16_384;
const NO_COLOUR = -1;

export function createPngReader(module: WebAssembly.Module): PngReader {
  const { exports } = new WebAssembly.Instance<PngExports & Record<string, unknown>>(module);
  let input = 0;
  let width = 0;
  let channels = 0;

  const put = (piece: Uint8Array): void => {
    new Uint8Array(exports.memory.buffer, input, PIECE_BYTES).set(piece);
  };

  return {
    reset() {
      input = exports.resetPng();
      if (input === 0) throw new KernelMemoryError('There is no memory left in this tab.');
    },
    inflateText(compressed) {
      const at = exports.beginText();
      if (at === 0) throw new KernelMemoryError('There is no memory left for a text of the PNG.');
      for (let start = 0; start < compressed.length; start += PIECE_BYTES) {
        const piece = compressed.subarray(start, start + PIECE_BYTES);
        put(piece);
        const state = TEXT_STATES[exports.feedText(input, piece.length)];
        if (state === 'broken') return { kind: 'broken' };
        if (state === 'finished') break;
        const hasMore = state === 'full-with-rest' || start + PIECE_BYTES < compressed.length;
        if (state !== 'more' && hasMore) return { kind: 'too-large' };
      }
      const text = new Uint8Array(exports.memory.buffer, at, exports.textBytes());
      return { kind: 'inflated', text };
    },
    begin(picture) {
      const [x0, y0, x1, y1] = picture.tile;
      const kind = SAMPLE_KINDS.indexOf(picture.samples);
      ({ width, channels } = picture);
      const isReady = exports.beginPng(
        width,
        picture.height,
        x0,
        y0,
        x1 - x0,
        y1 - y0,
        kind,
        picture.bits,
        channels,
        picture.isInterlaced ? 1 : 0,
      );
      if (isReady !== 0) return;
      const size = `${width} × ${picture.height}`;
      throw new KernelMemoryError(`${size} pixels are too many for this tab's memory.`);
    },
    feed(piece) {
      put(piece);
      return FEED_STATUSES[exports.feedPng(piece.length)] ?? 'broken';
    },
    clippedSamples: () => exports.clippedSamples() >>> 0,
    copyRows(firstRow, rows, meaning, target) {
      const from = exports.pngPicture() + firstRow * width * channels;
      expand(exports, meaning, from, rows * width, target);
    },
    memoryBytes: () => exports.memory.buffer.byteLength,
  };
}

const TEXT_STATES = ['more', 'finished', 'broken', 'full-with-rest', 'full'] as const;

function expand(
  exports: PngExports,
  meaning: PixelMeaning,
  from: number,
  pixels: number,
  target: Uint8Array,
): void {
  const memory = new Uint8Array(exports.memory.buffer);
  if (meaning.kind === 'rgba') {
    target.set(memory.subarray(from, from + pixels * 4));
    return;
  }
  if (meaning.kind === 'table') {
    new Uint32Array(exports.memory.buffer, exports.pixelTable.value, 256).set(meaning.table);
  }
  const band = exports.pngBand();
  for (let done = 0; done < pixels; done += BAND_PIXELS) {
    const count = Math.min(BAND_PIXELS, pixels - done);
    if (meaning.kind === 'table') {
      exports.expandByTable(from + done, band, count);
    } else if (meaning.kind === 'grey-alpha') {
      exports.expandGreyAlpha(from + done * 2, band, count);
    } else {
      exports.expandRgb(from + done * 3, band, count, meaning.transparent ?? NO_COLOUR);
    }
    target.set(memory.subarray(band, band + count * 4), done * 4);
  }
}
