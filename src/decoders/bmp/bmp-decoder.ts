import {
  brokenBmp,
  readBmpHeader,
  unsupportedBmp,
  type BmpHeader,
} from '../../formats/bmp/header.ts';
import { readBytes } from '../../formats/byte-reader.ts';
import type { Failure } from '../../core/verdict.ts';
import type { DecodedPixels, Decoder } from '../decoder.ts';
import { bmpColours, type BmpColours } from './bmp-colours.ts';
import { decodeRunLengths } from './run-lengths.ts';
import { colourUnpacker, indexUnpacker, type UnpackRow } from './unpack-row.ts';

/** Packed rows, and how they are unpacked; `strideBytes` is from one row to the next. */
interface PackedRows {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly strideBytes: number;
  readonly unpackRow: UnpackRow;
}

/**
 * Decodes every BMP that Pillow 12.3.0 accepts to Pillow's very pixels, and refuses the others likewise.
 * Rows are unpacked from the file's own bytes on demand; only run lengths need memory.
 */
export function createBmpDecoder(): Decoder {
  return {
    name: 'pixelpool-bmp',
    accepts: ({ format }, { decode }) => (format === 'bmp' && decode !== 'canvas' ? 'exact' : 'no'),
    async decode(bytes) {
      const startedAt = performance.now();
      const header = readBmpHeader(readBytes(bytes));
      if ('code' in header) return { kind: 'failed', failure: header };
      try {
        const packed = packedRowsOf(bytes, header);
        if ('code' in packed) return { kind: 'failed', failure: packed };
        return pixelsOf(packed, header, performance.now() - startedAt);
      } catch (error) {
        if (error instanceof RangeError) return { kind: 'failed', failure: OUT_OF_MEMORY };
        throw error;
      }
    },
  };
}

function packedRowsOf(bytes: Uint8Array, header: BmpHeader): PackedRows | Failure {
  const { palette, compression } = header;
  if (palette === null) return plainRowsOf(bytes, header, header.bits, colourUnpacker(header));
  const colours = bmpColours(bytes, header, palette);
  if ('code' in colours) return colours;
  return compression === 'none'
    ? plainRowsOf(bytes, header, colours.indexBits, indexUnpacker(colours))
    : runRowsOf(bytes, header, colours);
}

/** Rows are padded to 4 bytes, but the last one need not be. */
function plainRowsOf(
  bytes: Uint8Array,
  { width, height, bits, pixelsAt }: BmpHeader,
  readBits: number,
  unpackRow: UnpackRow,
): PackedRows | Failure {
  const rowBytes = Math.ceil((width * readBits) / 8);
  // if Pillow reads grey as 8 bits a pixel although the header has fewer, its rows are longer
  const strideBytes = Math.max(Math.ceil((width * bits) / 32) * 4, rowBytes);
  if (pixelsAt + (height - 1) * strideBytes + rowBytes > bytes.length) return ENDS_EARLY;
  return { bytes, at: pixelsAt, strideBytes, unpackRow };
}

function runRowsOf(
  bytes: Uint8Array,
  { width, height, compression, pixelsAt }: BmpHeader,
  colours: BmpColours,
): PackedRows | Failure {
  if (colours.mode === '1') return unsupportedBmp('it has run lengths of black and white');
  const indices = new Uint8Array(width * height);
  const bitsAPixel = compression === 'rle4' ? 4 : 8;
  const end = decodeRunLengths({ bytes, at: pixelsAt, bitsAPixel, width }, indices);
  if (end === 'bytes-ran-out') return ENDS_EARLY;
  if (end === 'end-of-bitmap') return brokenBmp('its run lengths end before the last pixel');
  const unpackRow = indexUnpacker({ ...colours, indexBits: 8 });
  return { bytes: indices, at: 0, strideBytes: width, unpackRow };
}

function pixelsOf(packed: PackedRows, header: BmpHeader, decodeMs: number): DecodedPixels {
  const { width, height, isTopDown, masks } = header;
  const { at, strideBytes, unpackRow } = packed;
  let bytes = viewOf(packed.bytes);
  const line = new Uint32Array(width);
  const lineBytes = new Uint8Array(line.buffer);
  return {
    kind: 'pixels',
    layout: masks[3] === 0 ? 'rgbx' : 'rgba',
    width,
    height,
    scale: 1,
    decodeMs,
    isDamaged: false,
    warning: null,
    async copyRows(firstRow, rows, target) {
      for (let row = 0; row < rows; row++) {
        const storedRow = isTopDown ? firstRow + row : height - 1 - firstRow - row;
        unpackRow(bytes, at + storedRow * strideBytes, line);
        target.set(lineBytes, row * lineBytes.length);
      }
    },
    close() {
      bytes = new DataView(new ArrayBuffer(0));
    },
  };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

const ENDS_EARLY: Failure = {
  code: 'truncated',
  detail: 'The BMP ends before its last pixel.',
};

/** The failure for the RangeError of a typed array that is too large. */
const OUT_OF_MEMORY: Failure = {
  code: 'out-of-memory',
  detail: 'There was not enough memory for the BMP.',
};
