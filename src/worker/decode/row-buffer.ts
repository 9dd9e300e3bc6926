/** The most bytes of rows in one message to the sink (but at least one row). */
const MAX_SEND_BYTES = 4 * 2 ** 20;
/** Two messages are with the sink, and one is being filled. */
const KEPT_MEMORIES = 3;

/** Memory of rows that the sink has stored, for the next ones. */
export interface RowMemory {
  /** At least this many bytes, with any content. */
  borrow(bytes: number): ArrayBuffer;
  giveBack(memory: ArrayBuffer): void;
}

export function createRowMemory(): RowMemory {
  const idle: ArrayBuffer[] = [];
  return {
    borrow(bytes) {
      const index = idle.findIndex(({ byteLength }) => byteLength >= bytes);
      return idle.splice(index, index < 0 ? 0 : 1)[0] ?? new ArrayBuffer(bytes);
    },
    giveBack(memory) {
      idle.push(memory);
      if (idle.length > KEPT_MEMORIES) idle.shift();
    },
  };
}

/** The rows of one batch, to be sent in pieces. */
export interface RowBuffer {
  /** Memory for the next row. At most `expected` rows are still to come, including this one. */
  nextRow(expected: number): Uint8Array<ArrayBuffer>;
  /** The row that `nextRow` returned last is filled, and belongs to this slot. */
  add(slot: number): void;
  isFull(): boolean;
  isEmpty(): boolean;
  /** The slots and rows so far, which the buffer forgets. */
  drain(): [Uint32Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
}

/** Collects rows of `rowBytes` bytes in memory that is filled from the front. */
export function createRowBuffer(rowBytes: number, memory: RowMemory): RowBuffer {
  const maxRows = Math.max(1, Math.floor(MAX_SEND_BYTES / rowBytes));
  let rows = new Uint8Array(0);
  let slots: number[] = [];
  const capacity = (): number => Math.floor(rows.length / rowBytes);
  return {
    nextRow(expected) {
      if (capacity() === 0) {
        const bytes = Math.min(expected, maxRows) * rowBytes;
        rows = new Uint8Array(memory.borrow(bytes), 0, bytes);
      }
      return rows.subarray(slots.length * rowBytes, (slots.length + 1) * rowBytes);
    },
    add: (slot) => void slots.push(slot),
    isFull: () => slots.length > 0 && slots.length === capacity(),
    isEmpty: () => slots.length === 0,
    drain() {
      const drained = Uint32Array.from(slots);
      const filled = rows.subarray(0, slots.length * rowBytes);
      rows = new Uint8Array(0);
      slots = [];
      return [drained, filled];
    },
  };
}
