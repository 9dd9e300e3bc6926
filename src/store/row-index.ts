import type { MovedRows } from './run-records.ts';

/** Where the row of each slot is stored: in which rows file, and at which position there. */
export interface RowIndex {
  /** Null if no row is stored. */
  fileOf(slot: number): number | null;
  positionOf(slot: number): number;
  /** In `rows-0` the position is the slot; in later files rows lie in the order in which they came. */
  set(slot: number, file: number, position: number): void;
  remove(slot: number): void;
  /** The position after the last row of a file. */
  endOf(file: number): number;
}

/** An entry is one number: 0 if there is no row, else file × 2^32 + position + 1. */
const FILE_STEP = 2 ** 32;

export function createRowIndex(slots: number): RowIndex {
  const entries = new Float64Array(slots);
  const ends = new Map<number, number>();
  return {
    fileOf(slot) {
      const entry = entries[slot] ?? 0;
      return entry === 0 ? null : Math.floor((entry - 1) / FILE_STEP);
    },
    positionOf: (slot) => ((entries[slot] ?? 1) - 1) % FILE_STEP,
    set(slot, file, position) {
      entries[slot] = file * FILE_STEP + position + 1;
      ends.set(file, Math.max(ends.get(file) ?? 0, position + 1));
    },
    remove(slot) {
      entries[slot] = 0;
    },
    endOf: (file) => ends.get(file) ?? 0,
  };
}

/** The rows of these slots that are not in `rows-0`, as a journal records them. */
export function movedRows(rowIndex: RowIndex, slots: readonly number[]): readonly MovedRows[] {
  const found: { file: number; firstPosition: number; slots: number[] }[] = [];
  for (const slot of slots) {
    const file = rowIndex.fileOf(slot);
    if (file === null || file === 0) continue;
    const position = rowIndex.positionOf(slot);
    const last = found.at(-1);
    if (last?.file === file && last.firstPosition + last.slots.length === position) {
      last.slots.push(slot);
    } else {
      found.push({ file, firstPosition: position, slots: [slot] });
    }
  }
  return found;
}
