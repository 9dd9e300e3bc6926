import { openSync } from 'node:fs';

import { errorMessage } from '../../core/error-message.ts';
import { NPY_HEADER_BYTES } from '../../core/output/npy.ts';
import type { Blocker } from '../../pool/wire/blocker.ts';
import { writeFully } from '../store/write-fully.ts';

/** Rows are collected up to these bytes, and then written together: a cache holds as many. */
const PIECE_BYTES = 2 ** 20;

/** Writes rows at the place of their slots, contiguous ones together. */
export interface RowWriter {
  /** Memory for one row, with any content. */
  nextRow(): Uint8Array<ArrayBuffer>;
  /** The row that `nextRow` returned last is filled, and belongs to this slot. */
  add(slot: number): void;
  readonly isFull: boolean;
  /** Writes all rows since the last time. Returns the blocker if they could not be written. */
  flush(): Blocker | null;
}

/** `path`: a file of rows, with the space of a header before them. It stays open. */
export function createRowWriter(path: string, rowBytes: number): RowWriter {
  const file = openSync(path, 'r+');
  const capacity = Math.max(1, Math.floor(PIECE_BYTES / rowBytes));
  const memory = new Uint8Array(capacity * rowBytes);
  let slots: number[] = [];

  /** Writes the rows from the `from`-th to before the `end`-th, whose slots are contiguous. */
  function write(from: number, end: number): void {
    const first = slots[from] ?? 0;
    const bytes = memory.subarray(from * rowBytes, end * rowBytes);
    writeFully(file, bytes, NPY_HEADER_BYTES + first * rowBytes);
  }

  return {
    nextRow: () => memory.subarray(slots.length * rowBytes, (slots.length + 1) * rowBytes),
    add: (slot) => void slots.push(slot),
    get isFull() {
      return slots.length === capacity;
    },
    flush() {
      try {
        let from = 0;
        for (let i = 1; i <= slots.length; i++) {
          if (i < slots.length && slots[i] === (slots[i - 1] ?? 0) + 1) continue;
          write(from, i);
          from = i;
        }
        return null;
      } catch (error) {
        return { kind: 'storage-full', detail: errorMessage(error) };
      } finally {
        slots = [];
      }
    },
  };
}
