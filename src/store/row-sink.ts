import type { StorageBlocker } from './stored-file.ts';

/**
 * Stores rows until they are exported. The order in which slots are written does not matter, and
 * writing a slot again replaces its row. `Part` is a piece of the storage that a Blob can be made of
 * without a copy.
 */
export interface RowSink<Part> {
  /** Stores rows (slots.length × rowBytes); a refused write is a value, and stores none of them. */
  write(slots: Uint32Array, rows: Uint8Array<ArrayBuffer>): StorageBlocker | null;
  /** The bytes of the rows of these slots (ascending), in order; zeros for slots that are blank. */
  parts(slots: Uint32Array, isBlank: (slot: number) => boolean): Part[];
  /** Copies a row that was stored; returns false if it is not there. */
  readRow(slot: number, into: Uint8Array<ArrayBuffer>): boolean;
  close(): void;
}
