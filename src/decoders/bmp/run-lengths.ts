/** With every pixel, with the end of the bytes, or with a code that ends the bitmap. */
export type RunsEnd = 'complete' | 'bytes-ran-out' | 'end-of-bitmap';

const END_OF_LINE = 0;
const END_OF_BITMAP = 1;
const DELTA = 2;

interface Runs {
  readonly bytes: Uint8Array;
  /** Their offset in the file. */
  readonly at: number;
  readonly bitsAPixel: 4 | 8;
  readonly width: number;
}

/**
 * Decodes run lengths (BI_RLE8, BI_RLE4) to one byte a pixel, as Pillow's BmpRleDecoder does: literal
 * pixels may continue in the next row, words are aligned to the start of the file, the last of an odd
 * number of literal 4-bit pixels is dropped, and no line is empty.
 */
export function decodeRunLengths(
  { bytes, at, bitsAPixel, width }: Runs,
  indices: Uint8Array,
): RunsEnd {
  let from = at;
  let to = 0; // the number of decoded pixels; skipped ones are 0
  let x = 0; // Pillow's own count of the position in the row
  while (to < indices.length) {
    const count = bytes[from];
    const value = bytes[from + 1];
    if (count === undefined || value === undefined) return 'bytes-ran-out';
    from += 2;
    if (count > 0) {
      const fitting = Math.min(count, Math.max(0, width - x));
      // pixels of 4 bits alternate between the two halves of the byte
      const even = bitsAPixel === 4 ? value >> 4 : value;
      const odd = bitsAPixel === 4 ? value & 15 : value;
      for (let i = 0; i < fitting; i++) indices[to + i] = i % 2 === 0 ? even : odd;
      to += fitting;
      x += fitting;
    } else if (value === END_OF_LINE) {
      to = Math.ceil(to / width) * width;
      x = 0;
    } else if (value === END_OF_BITMAP) {
      return 'end-of-bitmap';
    } else if (value === DELTA) {
      const right = bytes[from];
      const up = bytes[from + 1];
      if (right === undefined || up === undefined) return 'bytes-ran-out';
      from += 2;
      to += right + up * width;
      x = to % width;
    } else {
      const literalBytes = bitsAPixel === 4 ? value >> 1 : value;
      const literal = bytes.subarray(from, from + literalBytes);
      copyLiteral(indices, to, literal, bitsAPixel);
      to += literal.length * (8 / bitsAPixel);
      if (literal.length < literalBytes) {
        return to < indices.length ? 'bytes-ran-out' : 'complete';
      }
      x += value;
      from += literalBytes;
      from += from % 2;
    }
  }
  return 'complete';
}

function copyLiteral(
  indices: Uint8Array,
  to: number,
  literal: Uint8Array,
  bitsAPixel: number,
): void {
  if (bitsAPixel === 8) {
    indices.set(literal.subarray(0, indices.length - to), to);
    return;
  }
  for (const [i, pair] of literal.entries()) {
    indices[to + 2 * i] = pair >> 4; // past the end, this does nothing
    indices[to + 2 * i + 1] = pair & 15;
  }
}
