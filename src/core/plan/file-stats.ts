import type { FileStat } from './file-stat.ts';

/** Sizes and times of last change by slot, 16 bytes a file. */
export interface FileStats {
  get(slot: number): FileStat | null;
  set(slot: number, stat: FileStat): void;
}

export function createFileStats(slots: number): FileStats {
  const bytesOf = new Float64Array(slots).fill(-1);
  const modifiedMsOf = new Float64Array(slots); // NaN: not known
  return {
    get(slot) {
      const bytes = bytesOf[slot] ?? -1;
      if (bytes < 0) return null;
      const modifiedMs = modifiedMsOf[slot] ?? NaN;
      return { bytes, modifiedMs: Number.isNaN(modifiedMs) ? null : modifiedMs };
    },
    set(slot, { bytes, modifiedMs }) {
      bytesOf[slot] = bytes;
      modifiedMsOf[slot] = modifiedMs ?? NaN;
    },
  };
}
