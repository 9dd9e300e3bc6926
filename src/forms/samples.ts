import { SPLITS } from '../core/labels/slot-labels.ts';
import { rowBytesOfSize } from '../core/output/encode-rows.ts';
import type { SavedRows } from './array-form.ts';
import { encodePng } from './png.ts';

/** One row with everything that is known of it. */
export interface Sample {
  readonly row: number;
  readonly png: Uint8Array<ArrayBuffer>;
  readonly path: string;
  /** -1 for none. */
  readonly label: number;
  readonly className: string | null;
  readonly target: number | null;
  readonly split: string | null;
}

const PATHS_AT_ONCE = 4096;

/** All rows in their order, one by one. */
export async function* samplesOf(rows: SavedRows): AsyncGenerator<Sample, void, void> {
  const { size, labels, count } = rows;
  const rowBytes = rowBytesOfSize(size);
  let paths: readonly string[] = [];
  let row = 0;
  for (const piece of rows.pieces()) {
    for (let from = 0; from < piece.length; from += rowBytes, row++) {
      const index = row % PATHS_AT_ONCE;
      if (index === 0) paths = await rows.paths(row, Math.min(count, row + PATHS_AT_ONCE));
      const label = labels.classOf[row] ?? -1;
      const target = labels.targetOf?.[row] ?? Number.NaN;
      yield {
        row,
        png: encodePng(piece.subarray(from, from + rowBytes), size),
        path: paths[index] ?? '',
        label,
        className: labels.classes[label] ?? null,
        target: Number.isNaN(target) ? null : target,
        split: labels.splitOf === null ? null : (SPLITS[labels.splitOf[row] ?? 0] ?? null),
      };
    }
  }
}

const MIN_DIGITS = 6;

/** The number of a row, in as many digits as the last one has: names sort as rows do. */
export function rowName(row: number, count: number): string {
  return String(row).padStart(Math.max(MIN_DIGITS, String(count - 1).length), '0');
}
