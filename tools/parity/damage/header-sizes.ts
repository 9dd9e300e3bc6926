import { crc32 } from 'node:zlib';

import { partsOf } from './file-parts.ts';
import type { Source, SourceFormat } from './sources.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pillow warns above the first, and refuses above the second (src/pipeline/make-row.ts). */
export const MANY_PIXELS = 89_478_485;
export const TOO_MANY_PIXELS = 2 * MANY_PIXELS;

/** The largest side that each header can hold. */
const MAX_SIDES: Record<SourceFormat, number> = {
  jpeg: 65_535,
  png: 2 ** 31 - 1,
  gif: 65_535,
  bmp: 2 ** 31 - 1,
  webp: 16_383,
};

/** A size of `pixels` pixels, or of the nearest number in `step`'s direction that has two sides. */
export function sizeOf(pixels: number, format: SourceFormat, step: 1 | -1): Size {
  for (let count = pixels; ; count += step) {
    for (let width = Math.floor(Math.sqrt(count)); width > 1; width--) {
      const height = count / width;
      if (height > Math.min(MAX_SIDES[format], 65_535)) break;
      if (Number.isInteger(height)) return { width, height };
    }
  }
}

/** Sizes on both sides of each limit, and odd ones; `isShort`: those that nobody decodes. */
export function sizesOf(format: SourceFormat, isShort: boolean): readonly Size[] {
  const odd: Size[] = [
    { width: 0, height: 10 },
    { width: 10, height: 0 },
    { width: 1, height: MAX_SIDES[format] },
    { width: MAX_SIDES[format], height: 1 },
    { width: 65_536, height: 65_536 },
  ];
  const refused = [sizeOf(TOO_MANY_PIXELS + 1, format, 1)];
  const atLimits = [
    sizeOf(MANY_PIXELS, format, -1),
    sizeOf(MANY_PIXELS + 1, format, 1),
    sizeOf(TOO_MANY_PIXELS, format, -1),
  ];
  const all = [...odd, ...refused, ...(isShort ? [] : atLimits)];
  return all.filter(({ width, height }) => Math.max(width, height) <= MAX_SIDES[format]);
}

/** The source with another size in its headers, and its own few pixels; of a JPEG no pixels at all. */
export function withSize(source: Source, size: Size): Uint8Array {
  const parts = partsOf(source);
  const bytes = source.bytes.slice(0, source.format === 'jpeg' ? parts.dataStart : undefined);
  const view = new DataView(bytes.buffer);
  const { width, height } = size;
  switch (source.format) {
    case 'jpeg': {
      const frame = parts.starts.find((at) => [0xc0, 0xc2].includes(bytes[at + 1] ?? 0)) ?? 0;
      view.setUint16(frame + 5, height);
      view.setUint16(frame + 7, width);
      break;
    }
    case 'png':
      view.setUint32(16, width);
      view.setUint32(20, height);
      view.setUint32(29, crc32(bytes.subarray(12, 29)));
      break;
    case 'gif': {
      const descriptor = parts.starts.at(-3) ?? 0;
      for (const at of [6, descriptor + 5]) {
        view.setUint16(at, width, true);
        view.setUint16(at + 2, height, true);
      }
      break;
    }
    case 'bmp':
      view.setUint32(18, width, true);
      view.setUint32(22, height, true);
      break;
    case 'webp':
      setWebpSize(view, size);
  }
  return bytes;
}

/** All headers of the first picture; they store a side as one less, except for VP8's own. */
function setWebpSize(view: DataView, { width, height }: Size): void {
  let at = 12;
  const isExtended = view.getUint8(at + 3) === 0x58; // VP8X
  if (isExtended) {
    setUint24(view, at + 12, width - 1);
    setUint24(view, at + 15, height - 1);
    at += 8 + view.getUint32(at + 4, true);
    while (view.getUint8(at) !== 0x56) {
      const length = view.getUint32(at + 4, true);
      at += 8 + length + (length % 2); // on to the picture, which begins with a V
      if (at + 18 > view.byteLength) return; // an animation's are in its frames
    }
  }
  if (view.getUint8(at + 3) === 0x4c) {
    const flags = view.getUint32(at + 9, true) & 0xf0000000;
    view.setUint32(at + 9, (flags | ((height - 1) << 14) | (width - 1)) >>> 0, true);
    return;
  }
  view.setUint16(at + 14, width, true);
  view.setUint16(at + 16, height, true);
}

function setUint24(view: DataView, at: number, value: number): void {
  view.setUint16(at, value & 0xffff, true);
  view.setUint8(at + 2, (value >> 16) & 0xff);
}
