import { WAYS, type Cell, type Way } from './cell.ts';

/** The times to choose from, in seconds. */
export const COMPARISON_SECONDS = [5, 20, 120] as const;

/** Images per second of a way with one worker, estimated. */
export type WayRates = Readonly<Record<Way, number>>;

export interface PlannedCell extends Cell {
  /** The sample is run this many times in one pass, so that the pass lasts long enough. */
  readonly repeats: number;
}

export interface ComparisonPlan {
  /** In the order in which every round runs them. */
  readonly cells: readonly PlannedCell[];
  /** Cells for which the time is too short. */
  readonly leftOut: readonly Cell[];
  readonly rounds: number;
  /** Images in the sample, which is the same for all cells. */
  readonly images: number;
}

/** Passes last this share of the time at least; a shorter one says more about starting and ending. */
const PASS_SHARE = 1 / 40;
const SHORTEST_PASS_MS = 120;
const LONGEST_MINIMUM_MS = 500;
/** Of a pass, beside its images: connecting the workers, and taking leave of them. */
const PASS_COST_MS = 40;
/** More rounds are for long comparisons; with less there is no spread. */
const MAX_ROUNDS = 5;
const MIN_ROUNDS = 3;
/** A sample of this many images stands for a folder; of so few it still means something. */
const GOOD_SAMPLE = 48;
const POOR_SAMPLE = 10;

/**
 * Plans as much as fits in `budgetMs`: first all cells on a good sample, with fewer rounds if need be, then
 * without the least important cells. `cells` are in the order of their importance.
 */
export function planComparison(
  cells: readonly Cell[],
  folder: { readonly images: number; readonly cores: number },
  rates: WayRates,
  budgetMs: number,
): ComparisonPlan {
  const minPassMs = Math.min(LONGEST_MINIMUM_MS, Math.max(SHORTEST_PASS_MS, budgetMs * PASS_SHARE));
  const sizeFor = (wanted: readonly Cell[], rounds: number): number =>
    sampleSize(wanted, folder, rates, { roundMs: budgetMs / rounds, minPassMs });
  const planOf = (kept: readonly Cell[], rounds: number, images: number): ComparisonPlan => {
    const planned = ({ way, workers, batch }: Cell): PlannedCell => {
      const seconds = images / rateOf({ way, workers, batch }, folder.cores, rates);
      return {
        way,
        workers,
        batch,
        repeats: Math.max(1, Math.round(minPassMs / (seconds * 1000))),
      };
    };
    const leftOut = cells.filter((cell) => !kept.includes(cell));
    return { cells: inOrder(kept).map(planned), leftOut, rounds, images };
  };
  for (let rounds = MAX_ROUNDS; rounds >= MIN_ROUNDS; rounds--) {
    const images = sizeFor(cells, rounds);
    if (images >= Math.min(folder.images, GOOD_SAMPLE)) return planOf(cells, rounds, images);
  }
  const essential = folder.cores > 1 ? 4 : 2;
  let kept = cells;
  while (
    kept.length > essential &&
    sizeFor(kept, MIN_ROUNDS) < Math.min(folder.images, POOR_SAMPLE)
  ) {
    kept = kept.slice(0, -1);
  }
  const least = Math.min(folder.images, 2 * folder.cores);
  return planOf(kept, MIN_ROUNDS, Math.max(least, sizeFor(kept, MIN_ROUNDS)));
}

/** The most images for which a round lasts no longer than `roundMs`; 0 if no image fits. */
function sampleSize(
  cells: readonly Cell[],
  { images, cores }: { readonly images: number; readonly cores: number },
  rates: WayRates,
  { roundMs, minPassMs }: { readonly roundMs: number; readonly minPassMs: number },
): number {
  const each = cells.map((cell) => 1000 / rateOf(cell, cores, rates));
  const lasts = (size: number): number =>
    each.reduce((sum, ms) => sum + PASS_COST_MS + Math.max(minPassMs, size * ms), 0);
  let low = 0;
  let high = images;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (lasts(middle) <= roundMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** An estimate that is good enough to share out the time: more workers than cores bring nothing. */
function rateOf({ way, workers }: Cell, cores: number, rates: WayRates): number {
  return Math.max(1e-3, rates[way]) * Math.min(workers, cores);
}

/** Way by way as on the ladder, with more and more workers; batch sizes come last. */
function inOrder(cells: readonly Cell[]): readonly Cell[] {
  const rank = ({ way, workers, batch }: Cell): number =>
    (batch ?? 0) * 1e6 + WAYS.indexOf(way) * 1e4 + workers;
  return cells.toSorted((a, b) => rank(a) - rank(b));
}
