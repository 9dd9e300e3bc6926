import type { StorageHold } from './stored-file.ts';

/**
 * Where rows are kept until they are exported. Slot i has its place whatever comes first, so writing
 * a slot again replaces it. `Part` is what the storage can give a Blob without a copy of its own.
 */
export interface RowSink<Part> {
  /** Stores rows (slots.length × rowBytes); a refused write is a value and stores nothing of it. */
  write(slots: Uint32Array, rows: Uint8Array<ArrayBuffer>): StorageHold | null;
  /** The bytes of the rows of these slots (ascending), in order; zeros where `isBlank` says so. */
  parts(slots: Uint32Array, isBlank: (slot: number) => boolean): Part[];
  close(): void;
}
