import type { Recipe } from '../recipe/recipe.ts';

/**
 * How rows are made: by the browser's canvas; exactly, but scaled by plain TypeScript; exactly; and
 * exactly from drafts. In the order of the ladder from slow to fast.
 */
export const WAYS = ['canvas', 'plain', 'exact', 'turbo'] as const;
export type Way = (typeof WAYS)[number];

/** One thing that is timed. */
export interface Cell {
  readonly way: Way;
  readonly workers: number;
  /** Images in each batch; null: as in a run. */
  readonly batch: number | null;
}

/** The batch sizes of the axis that can be added. */
export const BATCH_SIZES = [1, 8, 64] as const;

/** The recipe by which a way makes rows. */
export function recipeOfWay(recipe: Recipe, way: Way): Recipe {
  return { ...recipe, decode: way === 'plain' ? 'exact' : way };
}

export function isSameCell(a: Cell, b: Cell): boolean {
  return a.way === b.way && a.workers === b.workers && a.batch === b.batch;
}

/** 1, 2, 3, 4, then powers of two up to the cores, the cores, and one step beyond them. */
export function workerCounts(cores: number): readonly number[] {
  const counts: number[] = [];
  let next = 1;
  for (; next <= cores; next = next < 4 ? next + 1 : next * 2) counts.push(next);
  if (counts.at(-1) !== cores) counts.push(cores);
  return [...counts, next];
}

/**
 * The cells of a comparison, the most important first: one worker and all cores, the steps of the
 * ladder, the numbers of workers between, and last the slow ways with more workers.
 */
export function cellsByImportance(
  cores: number,
  batchWay: Extract<Way, 'exact' | 'turbo'> | null,
): readonly Cell[] {
  const cell = (way: Way, workers: number, batch: number | null = null) => ({
    way,
    workers,
    batch,
  });
  const counts = workerCounts(cores);
  const others = counts.filter((count) => count !== 1 && count !== cores);
  const slow = counts.filter((count) => count !== 1);
  return [
    cell('exact', 1),
    cell('turbo', 1),
    ...(cores > 1 ? [cell('exact', cores), cell('turbo', cores)] : []),
    ...(batchWay === null ? [] : BATCH_SIZES.map((size) => cell(batchWay, cores, size))),
    cell('canvas', 1),
    cell('plain', 1),
    ...others.toReversed().flatMap((count) => [cell('exact', count), cell('turbo', count)]),
    ...slow.flatMap((count) => [cell('canvas', count), cell('plain', count)]),
  ];
}
