import type { FileStat } from '../core/plan/file-stat.ts';

/** What a journal has of files already, so that it is not written down with every hand-out. */
export interface KnownStats {
  add(slot: number, stat: FileStat | null): void;
  isNews(slot: number, stat: FileStat): boolean;
}

const NO_TIME = -Infinity;

export function createKnownStats(slots: number): KnownStats {
  const bytes = new Float64Array(slots).fill(-1);
  const modified = new Float64Array(slots);
  return {
    add(slot, stat) {
      if (stat === null || slot >= slots) return;
      bytes[slot] = stat.bytes;
      modified[slot] = stat.modifiedMs ?? NO_TIME;
    },
    isNews: (slot, stat) =>
      bytes[slot] !== stat.bytes || modified[slot] !== (stat.modifiedMs ?? NO_TIME),
  };
}
