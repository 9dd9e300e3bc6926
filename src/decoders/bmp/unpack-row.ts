import type { BmpHeader } from '../../formats/bmp/header.ts';
import type { BmpColours } from './bmp-colours.ts';

/**
 * Unpacks the row of a BMP at offset `at` into `line`, one word a pixel: red in the lowest byte, then
 * green, blue, and alpha if there is one. The words are bytes in this order, because every machine with
 * WebAssembly is little-endian. Throws if the bytes end within the row.
 */
export type UnpackRow = (bytes: DataView, at: number, line: Uint32Array) => void;

/** For pixels that are indices of colours; the first is in the highest bits of a byte. */
export function indexUnpacker({ indexBits, words }: BmpColours): UnpackRow {
  if (indexBits === 8) {
    return (bytes, at, line) => {
      for (let x = 0; x < line.length; x++) line[x] = words[bytes.getUint8(at + x)] ?? 0;
    };
  }
  const byteShift = indexBits === 1 ? 3 : 1; // from a pixel's index to that of its byte
  const last = (1 << byteShift) - 1;
  const mask = (1 << indexBits) - 1;
  return (bytes, at, line) => {
    for (let x = 0; x < line.length; x++) {
      const shift = (last - (x & last)) * indexBits;
      line[x] = words[(bytes.getUint8(at + (x >> byteShift)) >> shift) & mask] ?? 0;
    }
  };
}

/** For pixels that are colours of 16, 24 or 32 bits. */
export function colourUnpacker({ bits, masks }: BmpHeader): UnpackRow {
  if (bits === 16) return unpack16(masks[1] === 0x7e0 ? 6 : 5);
  return bits === 24 ? unpack24 : unpack32(masks);
}

/** Blue, green and red, of 5 bits each; green may have 6. Scaled as in Pillow's Unpack.c. */
function unpack16(greenBits: 5 | 6): UnpackRow {
  const redShift = 5 + greenBits;
  const greenMax = (1 << greenBits) - 1;
  const reds = ramp(31, 0);
  const greens = ramp(greenMax, 8);
  const blues = ramp(31, 16);
  return (bytes, at, line) => {
    for (let x = 0, from = at; x < line.length; x++, from += 2) {
      const packed = bytes.getUint16(from, true);
      const red = reds[(packed >> redShift) & 31] ?? 0;
      line[x] = red | (greens[(packed >> 5) & greenMax] ?? 0) | (blues[packed & 31] ?? 0);
    }
  };
}

/** Levels up to `max`, scaled to 255 and shifted to the position of their channel. */
function ramp(max: number, shift: number): Uint32Array {
  const scaled = (level: number): number => Math.floor((level * 255) / max) << shift;
  return Uint32Array.from({ length: max + 1 }, (_, level) => scaled(level));
}

function unpack24(bytes: DataView, at: number, line: Uint32Array): void {
  for (let x = 0, from = at; x < line.length; x++, from += 3) {
    const packed = bytes.getUint16(from, true); // blue, and green above it
    line[x] = bytes.getUint8(from + 2) | (packed & 0xff00) | ((packed & 0xff) << 16);
  }
}

/** One byte a channel, in any order. The alpha byte of an image without alpha is never used. */
function unpack32([red, green, blue, alpha]: BmpHeader['masks']): UnpackRow {
  const shifts = [red, green, blue, alpha].map((mask) => 24 - Math.clz32(mask));
  const [redShift = 0, greenShift = 0, blueShift = 0, alphaShift = 0] = shifts;
  return (bytes, at, line) => {
    for (let x = 0, from = at; x < line.length; x++, from += 4) {
      const packed = bytes.getUint32(from, true);
      line[x] =
        ((packed >>> redShift) & 0xff) |
        (((packed >>> greenShift) & 0xff) << 8) |
        (((packed >>> blueShift) & 0xff) << 16) |
        ((packed >>> alphaShift) << 24);
    }
  };
}
