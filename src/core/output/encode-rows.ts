import type { Normaliser } from './normalisation.ts';
import { bytesPerValue, isAsStored, type Output } from './output.ts';
import { BYTE_VALUES, valueTable } from './value-table.ts';

/** The size of an image: `channels` is 1, 3 or 4. */
export interface RowSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Makes the saved bytes of whole rows (uint8, height × width × channels each). The result is the argument itself if rows
 * are saved as they are stored, else memory that the next call overwrites.
 */
export function createRowEncoder(
  output: Output,
  size: RowSize,
  normaliser: Normaliser | null,
): (rows: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> {
  if (isAsStored(output)) return (rows) => rows;
  const table = valueTable(output, size.channels, normaliser);
  const bytes = bytesPerValue(output);
  const place = output.layout === 'nchw' ? placePlanes : placePixels;
  let memory = new ArrayBuffer(0);
  return (rows) => {
    const needed = rows.length * bytes;
    if (memory.byteLength < needed) memory = new ArrayBuffer(needed);
    place(rows, valuesOf(memory, rows.length, bytes), table, size);
    return new Uint8Array(memory, 0, needed);
  };
}

type Values = Uint8Array | Uint16Array | Uint32Array;

// machines that are little-endian, as those are that browsers and Node run on
function valuesOf(memory: ArrayBuffer, length: number, bytes: number): Values {
  if (bytes === 1) return new Uint8Array(memory, 0, length);
  return bytes === 2 ? new Uint16Array(memory, 0, length) : new Uint32Array(memory, 0, length);
}

function placePixels(rows: Uint8Array, into: Values, table: Values, { channels }: RowSize): void {
  for (let channel = 0; channel < channels; channel++) {
    const first = channel * BYTE_VALUES;
    for (let at = channel; at < rows.length; at += channels) {
      into[at] = table[first + (rows[at] ?? 0)] ?? 0;
    }
  }
}

/**
 * From R G B R G B … to R R … G G … B B …, row by row:
 *
 *     row     │ R₀ G₀ B₀ R₁ G₁ B₁ … │
 *     planes  │ R₀ R₁ … │ G₀ G₁ … │ B₀ B₁ … │
 */
function placePlanes(
  rows: Uint8Array,
  into: Values,
  table: Values,
  { height, width, channels }: RowSize,
): void {
  const pixels = height * width;
  for (let row = 0; row < rows.length; row += pixels * channels) {
    for (let channel = 0; channel < channels; channel++) {
      const first = channel * BYTE_VALUES;
      const plane = row + channel * pixels;
      for (let pixel = 0, at = row + channel; pixel < pixels; pixel++, at += channels) {
        into[plane + pixel] = table[first + (rows[at] ?? 0)] ?? 0;
      }
    }
  }
}

/** Bytes of one stored row. */
export function rowBytesOfSize({ height, width, channels }: RowSize): number {
  return height * width * channels;
}
