import { amdahlSpeedup } from '../../../src/core/comparison/amdahl.ts';
import type { Cell, Way } from '../../../src/core/comparison/cell.ts';
import type {
  ComparisonReport,
  Disturbance,
  Pass,
  StageTimes,
} from '../../../src/core/comparison/report.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';

const STAGES: StageTimes = { open: 0, read: 1, decode: 6, scale: 2, write: 1, wait: 0 };

export interface MadeCell extends Cell {
  /** Milliseconds for each image, round by round. */
  readonly times: readonly number[];
  readonly disturbances?: readonly (Disturbance | null)[];
  readonly stages?: StageTimes;
}

/** The same cell, except for this. */
export function withChange(cell: MadeCell, changed: Partial<MadeCell>): MadeCell {
  return { ...cell, ...changed };
}

/** The times of a way by Amdahl's law, varied by up to `noise` from round to round. */
export function madeSeries(
  way: Way,
  ms: number,
  p: number,
  counts: readonly number[],
  noise = 0.01,
): readonly MadeCell[] {
  return counts.map((workers) => ({
    way,
    workers,
    batch: null,
    times: [-1, 0.5, 0, -0.5, 1].map(
      (part) => (ms / amdahlSpeedup(p, workers)) * (1 + part * noise),
    ),
  }));
}

export function passesOf(cells: readonly MadeCell[], images = 100): readonly Pass[] {
  return cells.flatMap(({ times, disturbances, stages = STAGES }, cell) =>
    times.map((ms, index) => ({
      cell,
      round: index + 1,
      images,
      wallMs: ms * images,
      stages: Object.fromEntries(
        Object.entries(stages).map(([stage, each]) => [stage, each * images]),
      ) as unknown as StageTimes,
      disturbance: disturbances?.[index] ?? null,
    })),
  );
}

/** A report of made times. */
export function madeReport(
  cells: readonly MadeCell[],
  changed: Partial<ComparisonReport> = {},
): ComparisonReport {
  return {
    kind: 'pixelpool comparison',
    schema: 1,
    pixelpool: '0.1.0',
    startedMs: 1_790_000_000_000,
    seconds: 20,
    isComplete: true,
    machine: { cores: 8, memoryGiB: 16 },
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
    folder: { images: 35_000, bytes: 35_000_000 },
    sample: { images: 100, bytes: 100_000 },
    recipe: DEFAULT_RECIPE,
    rounds: 5,
    startMs: 500,
    cells: cells.map(({ way, workers, batch }) => ({ way, workers, batch })),
    leftOut: [],
    passes: passesOf(cells),
    probes: [1, 2, 3, 4, 5].map((round) => ({ round, one: 1000, all: 7900 })),
    ...changed,
  };
}
