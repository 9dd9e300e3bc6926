import type { ByteReader } from '../byte-reader.ts';
import { noSizeFailure, sized, type ImageSize, type NoSize } from '../image-size.ts';
import type { Failure } from '../../core/verdict.ts';
import { BMP } from './names.ts';

/**
 * The layout of a BMP. Numbers are little-endian.
 *
 *    0  "BM"            14  bytes of the header from here on: 12, 40, 52, 56, 64, 108 or 124
 *   10  pixelsAt        18  width, height, planes, bits a pixel (12: of 2 bytes each, and no more)
 *                       30  compression   46  colours   54  masks of red, green, blue (and alpha)
 *
 * Then come the masks, if the header has 40 bytes; the palette; the pixels.
 */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly compression: 'none' | 'rle8' | 'rle4';
  /** Which bits of a pixel are red, green, blue and alpha; all 0 with a palette. */
  readonly masks: ChannelMasks;
  /** Null if pixels are colours themselves. */
  readonly palette: BmpPalette | null;
  /** The offset of the pixels, which may be past the end. */
  readonly pixelsAt: number;
}

type ChannelMasks = readonly [red: number, green: number, blue: number, alpha: number];

export interface BmpPalette {
  readonly at: number;
  readonly colours: number;
  /** 3 in the oldest BMPs, else 4: blue, green, red, and one that means nothing. */
  readonly colourBytes: 3 | 4;
}

const HEADER_BYTES = new Set([12, 40, 52, 56, 64, 108, 124]);
const MASKS_AT = 54;
const MAX_PALETTE_COLOURS = 65_536;

const NO_MASKS: ChannelMasks = [0, 0, 0, 0];
const BGRX: ChannelMasks = [0xff0000, 0xff00, 0xff, 0];
const BGRA: ChannelMasks = [0xff0000, 0xff00, 0xff, 0xff000000];
const BGR_555: ChannelMasks = [0x7c00, 0x3e0, 0x1f, 0];
const BGR_565: ChannelMasks = [0xf800, 0x7e0, 0x1f, 0];

const PLAIN_MASKS: ReadonlyMap<number, ChannelMasks> = new Map([
  [1, NO_MASKS],
  [4, NO_MASKS],
  [8, NO_MASKS],
  [16, BGR_555],
  [24, BGRX],
  [32, BGRX],
]);

/** Pillow accepts no others; alpha counts with 32 bits a pixel only. */
const KNOWN_MASKS: ReadonlyMap<number, readonly ChannelMasks[]> = new Map([
  [16, [BGR_555, BGR_565]],
  [24, [BGRX]],
  [
    32,
    [
      BGRX,
      [0xff000000, 0xff0000, 0xff00, 0],
      [0xff000000, 0xff00, 0xff, 0],
      [0xff000000, 0xff0000, 0xff00, 0xff],
      [0xff, 0xff00, 0xff0000, 0xff000000],
      BGRA,
      [0xff000000, 0xff00, 0xff, 0xff0000],
    ],
  ],
]);

const COMPRESSIONS = ['none', 'rle8', 'rle4', 'masks'] as const;
const OTHER_COMPRESSIONS: ReadonlyMap<number, string> = new Map([
  [4, 'a JPEG inside'],
  [5, 'a PNG inside'],
  [6, 'masks with alpha'],
]);

/**
 * The size in a BMP's header. A negative height means that rows are stored from top to bottom; Pillow
 * recognises it by its last byte alone, and no other number as negative.
 */
export function bmpSize(read: ByteReader): ImageSize | NoSize | 'unknown-header' {
  const headerBytes = read.u32(14, true);
  if (headerBytes === undefined) return 'ends-early';
  if (!HEADER_BYTES.has(headerBytes)) return 'unknown-header';
  if (headerBytes === 12) return sized(read.u16(18, true), read.u16(20, true));
  const height = read.u32(22, true);
  if (height === undefined) return 'ends-early';
  return sized(read.u32(18, true), read.u8(25) === 0xff ? 2 ** 32 - height : height);
}

/** Reads only the header of a BMP, as Pillow 12.3.0 does (BmpImagePlugin.py), and refuses the same. */
export function readBmpHeader(read: ByteReader): BmpHeader | Failure {
  const headerBytes = read.u32(14, true) ?? 0;
  const size = bmpSize(read);
  if (size === 'unknown-header') return unsupportedBmp(`its header has ${headerBytes} bytes`);
  if (size === 'ends-early' || read.length < 14 + headerBytes) return ENDS_WITHIN_HEADER;
  if (size === 'malformed') return noSizeFailure(BMP.label, 'malformed');
  const isOldest = headerBytes === 12;
  const bits = read.u16(isOldest ? 24 : 28, true) ?? 0;
  const number = isOldest ? 0 : (read.u32(30, true) ?? 0);
  const name = COMPRESSIONS[number];
  if (name === undefined) {
    return unsupportedBmp(`its compression is ${OTHER_COMPRESSIONS.get(number) ?? number}`);
  }
  const masks = name === 'masks' ? masksOf(read, headerBytes, bits) : PLAIN_MASKS.get(bits);
  if (masks === undefined) return unsupportedBmp(`it has ${bits} bits a pixel`);
  if ('code' in masks) return masks;
  const compression = name === 'masks' ? 'none' : name;
  if (compression !== 'none' && bits > 8) {
    return brokenBmp(`it has run lengths, which are for palettes, and ${bits} bits a pixel`);
  }
  const colours = (isOldest ? 0 : read.u32(46, true)) || 2 ** bits;
  if (bits <= 8 && colours > MAX_PALETTE_COLOURS) {
    return brokenBmp(`its header announces a palette of ${colours} colours`);
  }
  const palette: BmpPalette | null =
    bits > 8 ? null : { at: 14 + headerBytes, colours, colourBytes: isOldest ? 3 : 4 };
  const isTopDown = !isOldest && read.u8(25) === 0xff;
  const masksEnd = 14 + headerBytes + (name === 'masks' && headerBytes === 40 ? 12 : 0);
  const pixelsAt = pixelsAtOf(read.u32(10, true) ?? 0, 14 + headerBytes, masksEnd, palette);
  return { ...size, isTopDown, bits, compression, masks, palette, pixelsAt };
}

/** Whether Pillow sees alpha in a BMP (mode RGBA): 32 bits a pixel and one of the masks for it. */
export function hasBmpAlpha(read: ByteReader): boolean {
  const header = readBmpHeader(read);
  return !('code' in header) && header.masks[3] !== 0;
}

function masksOf(read: ByteReader, headerBytes: number, bits: number): ChannelMasks | Failure {
  const [red, green, blue, fourth] = [0, 4, 8, 12].map((at) => read.u32(MASKS_AT + at, true));
  if (red === undefined || green === undefined || blue === undefined) return ENDS_WITHIN_HEADER;
  const alpha = bits === 32 && headerBytes >= 56 ? (fourth ?? 0) : 0;
  const masks: ChannelMasks = [red, green, blue, alpha];
  if (bits === 32 && masks.every((mask) => mask === 0)) return BGRA; // Pillow's guess
  const isKnown = (KNOWN_MASKS.get(bits) ?? []).some((known) =>
    known.every((mask, channel) => mask === masks[channel]),
  );
  if (isKnown) return masks;
  const texts = masks.map((mask) => mask.toString(16).padStart(8, '0'));
  return unsupportedBmp(`its masks for ${bits} bits a pixel are ${texts.join(', ')}`);
}

/** An offset of 0 means the position that Pillow has read to; one to the palette, the end of it. */
function pixelsAtOf(
  offset: number,
  headerEnd: number,
  masksEnd: number,
  palette: BmpPalette | null,
): number {
  const paletteBytes = palette === null ? 0 : palette.colours * palette.colourBytes;
  if (offset === headerEnd) return offset + paletteBytes;
  return offset === 0 ? masksEnd + paletteBytes : offset;
}

const ENDS_WITHIN_HEADER = noSizeFailure(BMP.label, 'ends-early');

/** A BMP that may be valid, but is refused by Pillow. `reason` follows a colon. */
export function unsupportedBmp(reason: string): Failure {
  const detail = `Pillow refuses this BMP: ${reason}. Save it as PNG to use it.`;
  return { code: 'unsupported', detail };
}

/** A BMP that is not valid. `reason` follows a colon. */
export function brokenBmp(reason: string): Failure {
  return { code: 'corrupt', detail: `The BMP is broken: ${reason}.` };
}
