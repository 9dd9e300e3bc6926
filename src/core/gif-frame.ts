import { readBytes, type ByteReader } from './byte-reader.ts';

/** Where a GIF's first picture begins, and what is said of it before. */
export interface GifFrame {
  /** The byte with the flags of the Graphic Control Extensions, whose lowest bit is transparency. */
  readonly flagsAt: readonly number[];
  /** The image descriptor; null where the bytes end before there is one. */
  readonly descriptorAt: number | null;
}

const TRANSPARENCY_FLAG = 1;
const PALETTE_FLAG = 0x80;
const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** Blocks, or bytes between them, that are looked at; files that mean well have few. */
const MAX_STEPS = 10_000;

/** Reads a GIF's blocks up to its first picture (GIF89a specification, 17 to 26). */
export function gifFirstFrame(read: ByteReader): GifFrame {
  const flagsAt: number[] = [];
  const screen = read.u8(10) ?? 0;
  let at = 13 + ((screen & PALETTE_FLAG) === 0 ? 0 : 3 * 2 ** ((screen & 7) + 1));
  for (let step = 0; step < MAX_STEPS; step++) {
    const block = read.u8(at);
    if (block === IMAGE) return { flagsAt, descriptorAt: at };
    if (block === undefined || block === TRAILER) break;
    if (block !== EXTENSION) {
      at += 1; // garbage between blocks, which Pillow skips too
      continue;
    }
    if (read.u8(at + 1) === GRAPHIC_CONTROL) flagsAt.push(at + 3);
    at += 2;
    for (let length = read.u8(at); length !== undefined && length > 0; length = read.u8(at)) {
      if (++step >= MAX_STEPS) return { flagsAt, descriptorAt: null };
      at += 1 + length;
    }
    at += 1;
  }
  return { flagsAt, descriptorAt: null };
}

/** Whether a colour of the first picture is transparent. */
export function isGifTransparent(read: ByteReader, { flagsAt }: GifFrame): boolean {
  return flagsAt.some((at) => ((read.u8(at) ?? 0) & TRANSPARENCY_FLAG) !== 0);
}

/** Whether there are colours for the first picture, its own or the file's. */
export function hasGifPalette(read: ByteReader, { descriptorAt }: GifFrame): boolean {
  const own = descriptorAt === null ? 0 : (read.u8(descriptorAt + 9) ?? 0);
  return (((read.u8(10) ?? 0) | own) & PALETTE_FLAG) !== 0;
}

/** Whether the first picture leaves a part of the screen free. */
export function isGifPartial(read: ByteReader, { descriptorAt }: GifFrame): boolean {
  if (descriptorAt === null) return false;
  const [left, top, width, height] = [1, 3, 5, 7].map((at) => read.u16(descriptorAt + at, true));
  return left !== 0 || top !== 0 || width !== read.u16(6, true) || height !== read.u16(8, true);
}

/**
 * Makes the first picture opaque, in place: browsers blacken what is transparent, and Pillow's
 * `convert("RGB")` keeps the palette's colour.
 */
export function clearGifTransparency(bytes: Uint8Array): void {
  for (const at of gifFirstFrame(readBytes(bytes)).flagsAt) {
    bytes[at] = (bytes[at] ?? 0) & ~TRANSPARENCY_FLAG;
  }
}
