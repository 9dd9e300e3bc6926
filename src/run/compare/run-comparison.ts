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
/** More than are planned, if there is time left. */
const MAX_ROUNDS = 9;
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
  const isShort = (index: number): boolean => countedOf(passes, index) < planned.rounds;
  const roundsBeganAt = elapsed();
  let rounds = 0;
  for (let isFitting = true; isFitting;) {
    rounds += 1;
    plan = { ...planned, rounds: Math.max(rounds, planned.rounds) };
    if (!(await runRound(plan, rounds, () => true))) return false;
    const roundShare = (elapsed() - roundsBeganAt) / rounds;
    isFitting = rounds < planned.rounds || (rounds < MAX_ROUNDS && elapsed() + roundShare < 1);
  }
  for (let extra = 1; extra <= MAX_EXTRA_ROUNDS && elapsed() < MOST_OF_BUDGET; extra++) {
    if (!planned.cells.some((_, index) => isShort(index))) break;
    if (!(await runRound({ ...planned, rounds }, rounds + extra, isShort))) return false;
  }
  show(null);
  return true;
}

/** The passes of a cell that were not disturbed. */
function countedOf(passes: readonly Pass[], index: number): number {
  return passes.filter(({ cell, disturbance }) => cell === index && disturbance === null).length;
}

/**
 * Runs each way, first with as many workers as any cell has, so that all have begun, then with all cores on
 * more and more images until it has taken its part of the time. Returns the rates with one worker that the
 * work of the last pass suggests.
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
    if (
      (await meter.pass({ way, workers: most, batch: null }, Math.min(images, most), 1)) === null
    ) {
      return null;
    }
    for (let size = Math.min(images, 4 * cores); ; size = Math.min(images, size * 4)) {
      const measured = await meter.pass({ way, workers: cores, batch: null }, size, 1);
      if (measured === null) return null;
      rates[way] = measured.images / (Math.max(0.1, workMs(measured)) / 1000);
      // the next one takes four times as long
      if (meter.now() - startedAt > (size === images ? eachMs / 16 : eachMs / 4)) break;
    }
  }
  return rates;
}

/** The workers' time in a pass, but for waiting. */
function workMs({ stages }: Measured): number {
  return stages.open + stages.read + stages.decode + stages.scale + stages.write;
}
