import type { Source } from './sources.ts';

/** Where the parts of a whole image begin: segments, chunks, tables, blocks, and the pixels. */
export interface FileParts {
  readonly starts: readonly number[];
  /** Where the header is over and compressed data begin. */
  readonly dataStart: number;
}

/** Walks a fixture, which is whole and of good will: lengths are trusted here. */
export function partsOf({ format, bytes }: Source): FileParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case 'jpeg':
      return jpegParts(view);
    case 'png':
      return pngParts(view);
    case 'gif':
      return gifParts(view);
    case 'bmp': {
      const pixels = view.getUint32(10, true);
      return { starts: [14, 18, 14 + view.getUint32(14, true), pixels], dataStart: pixels };
    }
    case 'webp':
      return webpParts(view);
  }
}

const START_OF_SCAN = 0xda;

function jpegParts(view: DataView): FileParts {
  const starts: number[] = [];
  let at = 2;
  for (;;) {
    starts.push(at);
    const isScan = view.getUint8(at + 1) === START_OF_SCAN;
    at += 2 + view.getUint16(at + 2);
    if (isScan) return { starts: [...starts, at], dataStart: at };
  }
}

function pngParts(view: DataView): FileParts {
  const starts: number[] = [];
  let dataStart = 0;
  for (let at = 8; at < view.byteLength; at += 12 + view.getUint32(at)) {
    starts.push(at, at + 8);
    const isData = view.getUint32(at + 4) === 0x49444154; // IDAT
    if (isData && dataStart === 0) dataStart = at + 8;
  }
  return { starts, dataStart };
}

/** Bytes of a palette, by the flags that tell of one. */
function paletteBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

const EXTENSION = 0x21;

function gifParts(view: DataView): FileParts {
  const starts = [6, 13];
  let at = 13 + paletteBytes(view.getUint8(10));
  while (view.getUint8(at) === EXTENSION) {
    starts.push(at);
    at += 2;
    while (view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  const dataStart = at + 10 + paletteBytes(view.getUint8(at + 9));
  return { starts: [...starts, at, at + 10, dataStart + 1], dataStart };
}

function webpParts(view: DataView): FileParts {
  const starts = [8, 12];
  const last = { start: 12 };
  for (let at = 12; at + 8 <= view.byteLength;) {
    starts.push(at, at + 8);
    last.start = at + 8;
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  return { starts, dataStart: last.start + 10 }; // behind the picture's own header
}
