import type { ByteReader } from '../byte-reader.ts';
import { noSizeFailure } from '../image-size.ts';
import type { Failure } from '../../core/verdict.ts';
import { GIF } from './names.ts';

/** A GIF's first picture, as described before its data. */
export interface GifHeader {
  /** The size of the image in Pillow: that of the screen, extended to contain the picture. */
  readonly width: number;
  readonly height: number;
  /** The picture's position and size on it; a side may be 0. */
  readonly left: number;
  readonly top: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly isInterlaced: boolean;
  /** Null if an index is its own grey. */
  readonly palette: GifPalette | null;
  /** The index that is transparent, and fills the screen around the picture. */
  readonly transparentIndex: number | null;
  /** Bits of a pixel in the data; the first codes have one more. */
  readonly pixelBits: number;
  /** The offset of the first sub-block of data. */
  readonly dataAt: number;
}

export interface GifPalette {
  /** The offset of the first colour. A colour has one byte each of red, green and blue. */
  readonly at: number;
  readonly colours: number;
  /**
   * Whether the picture's own palette is a ramp of greys, and this is the file's palette. Pillow then
   * considers the image to be grey, and yet looks its indices up in the file's palette.
   */
  readonly isMistakenForGrey: boolean;
}

const PALETTE_FLAG = 0x80;
const INTERLACE_FLAG = 0x40;
const TRANSPARENCY_FLAG = 1;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const COMMENT = 0xfe;
const APPLICATION = 0xff;

const ENDS_EARLY = noSizeFailure(GIF.label, 'ends-early');
const NO_PICTURE: Failure = { code: 'corrupt', detail: 'The GIF ends without a picture.' };
const NO_SIZE = noSizeFailure(GIF.label, 'malformed');
const SHORT_CONTROL: Failure = {
  code: 'corrupt',
  detail: 'A graphic control extension of the GIF is too short.',
};

/**
 * Reads a GIF's blocks up to the data of its first picture (GIF89a specification, 17 to 26). Blocks
 * that break the rules are read or refused as by Pillow 12.3.0.
 */
export function readGifHeader(read: ByteReader): GifHeader | Failure {
  const screenFlags = read.u8(10);
  if (screenFlags === undefined || read.length < 13) return ENDS_EARLY;
  const filePalette = paletteAt(13, screenFlags);
  let at = 13 + paletteBytes(screenFlags);
  let transparentIndex: number | null = null;
  for (;;) {
    const block = read.u8(at);
    if (block === undefined) return ENDS_EARLY;
    if (block === TRAILER) return NO_PICTURE;
    if (block === IMAGE) return imageAt(read, at + 1, filePalette, transparentIndex);
    if (block !== EXTENSION) {
      at += 1; // garbage between blocks
      continue;
    }
    if (read.u8(at + 1) === GRAPHIC_CONTROL) {
      const control = controlAt(read, at + 2);
      if (typeof control === 'number') transparentIndex = control;
      else if (control !== null) return control;
    }
    at = extensionEnd(read, at + 1);
  }
}

/** Reads the image descriptor, from its second byte, up to the data. */
function imageAt(
  read: ByteReader,
  at: number,
  filePalette: GifPalette | null,
  transparentIndex: number | null,
): GifHeader | Failure {
  const flags = read.u8(at + 8);
  const dataAt = at + 9 + paletteBytes(flags ?? 0) + 1;
  const pixelBits = read.u8(dataAt - 1);
  if (flags === undefined || pixelBits === undefined) return ENDS_EARLY;
  const [left = 0, top = 0, frameWidth = 0, frameHeight = 0] = [0, 2, 4, 6].map((offset) =>
    read.u16(at + offset, true),
  );
  const width = Math.max(read.u16(6, true) ?? 0, left + frameWidth);
  const height = Math.max(read.u16(8, true) ?? 0, top + frameHeight);
  if (width === 0 || height === 0) return NO_SIZE;
  return {
    width,
    height,
    left,
    top,
    frameWidth,
    frameHeight,
    isInterlaced: (flags & INTERLACE_FLAG) !== 0,
    palette: choosePalette(read, filePalette, paletteAt(at + 9, flags)),
    transparentIndex,
    pixelBits,
    dataAt,
  };
}

function paletteBytes(flags: number): number {
  return (flags & PALETTE_FLAG) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function paletteAt(at: number, flags: number): GifPalette | null {
  const colours = paletteBytes(flags) / 3;
  return colours === 0 ? null : { at, colours, isMistakenForGrey: false };
}

/** A palette that maps each index to its own grey counts as none. */
function choosePalette(
  read: ByteReader,
  ofFile: GifPalette | null,
  own: GifPalette | null,
): GifPalette | null {
  if (own !== null && !isRamp(read, own)) return own;
  if (ofFile === null || isRamp(read, ofFile)) return null;
  return { ...ofFile, isMistakenForGrey: own !== null };
}

function isRamp(read: ByteReader, { at, colours }: GifPalette): boolean {
  for (let i = 0; i < 3 * colours; i++) {
    if (read.u8(at + i) !== Math.floor(i / 3)) return false;
  }
  return true;
}

/**
 * The transparent index of a graphic control extension, read from behind its label; null if it has
 * none. If there are several extensions, the last one with an index counts.
 */
function controlAt(read: ByteReader, at: number): number | null | Failure {
  const length = read.u8(at) ?? 0;
  if (length === 0) return null;
  const flags = read.u8(at + 1) ?? 0;
  const needed = (flags & TRANSPARENCY_FLAG) === 0 ? 3 : 4;
  if (length < needed) return SHORT_CONTROL;
  return needed === 3 ? null : (read.u8(at + 4) ?? 0);
}

/**
 * The end of the extension whose label is at `at`: behind the sub-block of length 0. If that is the
 * first sub-block, Pillow continues to read, except in comments; likewise behind a NETSCAPE2.0 without
 * a loop.
 */
function extensionEnd(read: ByteReader, at: number): number {
  const label = read.u8(at);
  const first = read.u8(at + 1) ?? 0;
  let next = at + 2 + first;
  if (label === COMMENT && first === 0) return next;
  if (label === APPLICATION && first >= 11 && read.ascii(at + 2, 11) === 'NETSCAPE2.0') {
    next += 1 + (read.u8(next) ?? 0);
  }
  for (let length = read.u8(next); length !== undefined; length = read.u8(next)) {
    next += 1 + length;
    if (length === 0) break;
  }
  return next;
}
