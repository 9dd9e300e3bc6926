import type { PlacedRows } from './run-records.ts';

/** Where the row of each slot is: which rows file, and which row there. */
export interface RowPlaces {
  /** Null where no row is known of. */
  fileOf(slot: number): number | null;
  indexOf(slot: number): number;
  /** In `rows-0` every slot has its own place; in others rows lie as they came. */
  put(slot: number, file: number, index: number): void;
  forget(slot: number): void;
  /** The place after the last row of a file, in rows. */
  endOf(file: number): number;
}

/** Places are one number each: 0 where there is no row, else file × 2^32 + index + 1. */
const FILE_STEP = 2 ** 32;

export function createRowPlaces(slots: number): RowPlaces {
  const places = new Float64Array(slots);
  const ends = new Map<number, number>();
  return {
    fileOf(slot) {
      const place = places[slot] ?? 0;
      return place === 0 ? null : Math.floor((place - 1) / FILE_STEP);
    },
    indexOf: (slot) => ((places[slot] ?? 1) - 1) % FILE_STEP,
    put(slot, file, index) {
      places[slot] = file * FILE_STEP + index + 1;
      ends.set(file, Math.max(ends.get(file) ?? 0, index + 1));
    },
    forget(slot) {
      places[slot] = 0;
    },
    endOf: (file) => ends.get(file) ?? 0,
  };
}

/** The rows of some slots that are not in `rows-0`, as a journal has them. */
export function placedRows(places: RowPlaces, slots: readonly number[]): readonly PlacedRows[] {
  const found: { file: number; firstIndex: number; slots: number[] }[] = [];
  for (const slot of slots) {
    const file = places.fileOf(slot);
    if (file === null || file === 0) continue;
    const index = places.indexOf(slot);
    const last = found.at(-1);
    if (last?.file === file && last.firstIndex + last.slots.length === index) last.slots.push(slot);
    else found.push({ file, firstIndex: index, slots: [slot] });
  }
  return found;
}
