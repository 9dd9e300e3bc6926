import type { HashColumns } from './hash-groups.ts';
import type { RowScores } from './score-rows.ts';

/** The scores of rows, by slot: 27 bytes each. */
export interface RowColumns {
  readonly hash: HashColumns;
  readonly perceptual: HashColumns;
  readonly isFlat: Uint8Array;
  readonly dark: Uint8Array;
  readonly light: Uint8Array;
  readonly entropy: Float32Array;
  readonly sharpness: Float32Array;
}

export function createRowColumns(rows: number): RowColumns {
  return {
    hash: { high: new Uint32Array(rows), low: new Uint32Array(rows) },
    perceptual: { high: new Uint32Array(rows), low: new Uint32Array(rows) },
    isFlat: new Uint8Array(rows),
    dark: new Uint8Array(rows),
    light: new Uint8Array(rows),
    entropy: new Float32Array(rows),
    sharpness: new Float32Array(rows),
  };
}

export function setScores(columns: RowColumns, index: number, scores: RowScores): void {
  columns.hash.high[index] = scores.hash.high;
  columns.hash.low[index] = scores.hash.low;
  columns.perceptual.high[index] = scores.perceptual.high;
  columns.perceptual.low[index] = scores.perceptual.low;
  columns.isFlat[index] = scores.isFlat ? 1 : 0;
  columns.dark[index] = scores.dark;
  columns.light[index] = scores.light;
  columns.entropy[index] = scores.entropy;
  columns.sharpness[index] = scores.sharpness;
}
