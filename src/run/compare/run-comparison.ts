import { WAYS, type Cell, type Way } from '../../core/comparison/cell.ts';
import { judgePasses } from '../../core/comparison/judge-passes.ts';
import {
  planComparison,
  type ComparisonPlan,
  type WayRates,
} from '../../core/comparison/plan-comparison.ts';
import type { CoreProbe, Pass } from '../../core/comparison/report.ts';

/** The measurements of a pass. */
export type Measured = Omit<Pass, 'cell' | 'round'>;

/** The environment of a comparison. Each resolves with null if it was stopped. */
export interface ComparisonMeter {
  /** Milliseconds of a steady clock. */
  now(): number;
  /**
   * Runs a sample of `images` images, spread evenly over the folder, `repeats` times over. With the same
   * number of images it is the same sample.
   */
  pass(cell: Cell, images: number, repeats: number): Promise<Measured | null>;
  /** The speed of the cores, of one alone and of all together. */
  probe(): Promise<Omit<CoreProbe, 'round'> | null>;
}

export interface ComparisonRequest {
  /** In the order of their importance. */
  readonly cells: readonly Cell[];
  readonly images: number;
  readonly cores: number;
  readonly budgetMs: number;
}

/** The results so far. `doing` is null at the end. */
export interface ComparisonProgress {
  readonly plan: ComparisonPlan | null;
  readonly passes: readonly Pass[];
  readonly probes: readonly CoreProbe[];
  readonly doing: Doing | null;
  /** 0 to 1. */
  readonly share: number;
}

export type Doing =
  | { readonly kind: 'warm-up'; readonly way: Way }
  | { readonly kind: 'round'; readonly round: number; readonly cell: Cell }
  /** A disturbed pass is repeated. */
  | { readonly kind: 'repeat'; readonly round: number; readonly cell: Cell };

/** The share of the time that goes into warming up. */
const WARM_UP_SHARE = 0.12;
const MAX_WARM_UP_MS = 4000;
/** Disturbed passes are repeated in at most this number of rounds. */
const MAX_EXTRA_ROUNDS = 2;
/** A comparison may take this much longer than it was asked to, for the sake of disturbed passes. */
const MOST_OF_BUDGET = 1.4;

/**
 * Runs a comparison: a warm-up of each way, which is not counted but tells how much fits in the time; then
 * all cells, round after round; then the disturbed passes once more. Calls `onProgress` after each
 * step. Resolves with false if it was stopped.
 */
export async function runComparison(
  meter: ComparisonMeter,
  request: ComparisonRequest,
  onProgress: (progress: ComparisonProgress) => void,
): Promise<boolean> {
  const startedAt = meter.now();
  let plan: ComparisonPlan | null = null;
  let passes: readonly Pass[] = [];
  const probes: CoreProbe[] = [];
  const elapsed = (): number => (meter.now() - startedAt) / request.budgetMs;
  function show(doing: Doing | null): void {
    const share = doing === null ? 1 : Math.min(0.99, elapsed());
    onProgress({ plan, passes, probes: [...probes], doing, share });
  }

  /** Returns whether it was not stopped. */
  async function runRound(
    { cells, images, rounds }: ComparisonPlan,
    round: number,
    isWanted: (index: number) => boolean,
  ): Promise<boolean> {
    const probe = await meter.probe();
    if (probe === null) return false;
    probes.push({ round, ...probe });
    for (const [index, cell] of cells.entries()) {
      if (!isWanted(index)) continue;
      show({ kind: round > rounds ? 'repeat' : 'round', round, cell });
      const measured = await meter.pass(cell, images, cell.repeats);
      if (measured === null) return false;
      passes = judgePasses([...passes, { ...measured, cell: index, round }], probes);
    }
    return true;
  }

  const rates = await warmUp(meter, request, (way) => show({ kind: 'warm-up', way }));
  if (rates === null) return false;
  const leftMs = request.budgetMs * (1 - elapsed());
  const planned = planComparison(request.cells, request, rates, leftMs);
  plan = planned;
  for (let round = 1; round <= planned.rounds; round++) {
    if (!(await runRound(planned, round, () => true))) return false;
  }
  for (let extra = 1; extra <= MAX_EXTRA_ROUNDS && elapsed() < MOST_OF_BUDGET; extra++) {
    const isWanted = shortCells(planned, passes);
    if (!planned.cells.some((_, index) => isWanted(index))) break;
    if (!(await runRound(planned, planned.rounds + extra, isWanted))) return false;
  }
  show(null);
  return true;
}

/** Cells of which fewer passes count than there are rounds. */
function shortCells(
  { rounds }: ComparisonPlan,
  passes: readonly Pass[],
): (index: number) => boolean {
  return (index) => {
    const own = passes.filter(({ cell, disturbance }) => cell === index && disturbance === null);
    return own.length < rounds;
  };
}

/**
 * Runs each way with as many workers as any cell has, on more and more images until it has taken its
 * part of the time. Returns the rates with one worker that this suggests.
 */
async function warmUp(
  meter: ComparisonMeter,
  { cells, images, cores, budgetMs }: ComparisonRequest,
  onWay: (way: Way) => void,
): Promise<WayRates | null> {
  const ways = WAYS.filter((way) => cells.some((cell) => cell.way === way));
  const most = Math.max(...cells.map(({ workers }) => workers));
  const eachMs = Math.min(MAX_WARM_UP_MS, (budgetMs * WARM_UP_SHARE) / ways.length);
  const rates: Record<Way, number> = { canvas: 1, plain: 1, exact: 1, turbo: 1 };
  for (const way of ways) {
    onWay(way);
    const startedAt = meter.now();
    for (let size = Math.min(images, most); ; size = Math.min(images, size * 4)) {
      const measured = await meter.pass({ way, workers: most, batch: null }, size, 1);
      if (measured === null) return null;
      const perSecond = measured.images / (Math.max(1, measured.wallMs) / 1000);
      rates[way] = perSecond / Math.min(most, cores);
      if (meter.now() - startedAt > eachMs / 4) break;
      if (size === images && meter.now() - startedAt > eachMs / 16) break;
    }
  }
  return rates;
}
