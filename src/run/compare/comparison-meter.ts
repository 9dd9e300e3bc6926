import { recipeOfWay, type Cell } from '../../core/comparison/cell.ts';
import type { Disturbance } from '../../core/comparison/report.ts';
import { NO_SUMS } from '../../core/plan/stored-run.ts';
import { rowBytesOf, type Recipe } from '../../core/recipe/recipe.ts';
import { median } from '../../core/statistics.ts';
import type { QueuedImage, StatOf } from '../../pool/batch-queue.ts';
import type { WorkerPool } from '../../pool/worker-pool.ts';
import { runSegment, type SegmentEnd } from '../run-segment.ts';
import type { RunSink } from '../run-sink.ts';
import { stagesOfBatch, sumStages, type BatchStages } from '../stage-times.ts';
import { untilAborted } from '../until-aborted.ts';
import type { ComparisonMeter, Measured } from './run-comparison.ts';
import { repeated, sampleInGroups } from './sample-in-groups.ts';

export interface MeterNeeds<Source> {
  readonly pool: WorkerPool<Source>;
  /** One for all passes; its rows are discarded with each. */
  readonly sink: RunSink;
  readonly images: readonly QueuedImage<Source>[];
  /** Slots of the whole plan. */
  readonly slots: number;
  readonly statOf: StatOf;
  readonly recipe: Recipe;
  readonly cores: number;
  /** Begins to watch; the result ends that, and tells a disturbance. */
  readonly watch: () => () => Disturbance | null;
  readonly stop: AbortController;
}

/** The meter of a comparison in a browser or in Node, and the usual time of a pass beside its images. */
export function createComparisonMeter<Source>(
  needs: MeterNeeds<Source>,
): ComparisonMeter & { startMs(): number } {
  const startTimes: number[] = [];
  return {
    now: () => performance.now(),
    async pass(cell, images, repeats) {
      const startedAt = performance.now();
      const measured = await measurePass(needs, cell, images, repeats);
      if (measured !== null) startTimes.push(performance.now() - startedAt - measured.wallMs);
      return measured;
    },
    async probe() {
      const one = await spinTogether(needs, 1);
      const all = one === null ? null : await spinTogether(needs, needs.cores);
      return one === null || all === null ? null : { one, all };
    },
    startMs: () => median(startTimes),
  };
}

/** Throws if the sink or the workers fail, which no image is to blame for. */
async function measurePass<Source>(
  needs: MeterNeeds<Source>,
  { way, workers, batch }: Cell,
  images: number,
  repeats: number,
): Promise<Measured | null> {
  const { pool, sink, slots, stop } = needs;
  const recipe = recipeOfWay(needs.recipe, way);
  const opening = sink.open({ slots, rowBytes: rowBytesOf(recipe) }, null);
  if ((await untilAborted(opening, stop.signal)) === null) return null;
  const sample = sampleInGroups(needs.images, images);
  const batches: BatchStages[] = [];
  const release = needs.watch();
  const end = await runSegment(pool, {
    images: repeated(sample, repeats),
    suspects: [],
    statOf: needs.statOf,
    recipe,
    workers,
    batchImages: batch ?? undefined,
    // a browser decodes for its canvas on threads of its own: one image at a time, one core
    orders: { decodesAhead: false, scalesPlainly: way === 'plain' },
    sink,
    hasJournal: false,
    sums: NO_SUMS,
    uncommitted: [],
    stop,
    onOutcomes: () => undefined,
    onReport: (report) => batches.push(stagesOfBatch(report)),
    onAhead: () => undefined,
  });
  const disturbance = release();
  throwIfFailed(end);
  if (end.end === 'stopped') return null;
  const { wallMs } = end;
  return {
    images: sample.length * repeats,
    wallMs,
    stages: sumStages(batches, workers * wallMs),
    disturbance,
  };
}

function throwIfFailed({ sinkDeath, blocker, end, reason }: SegmentEnd): void {
  const failure = sinkDeath ?? blocker?.detail ?? (end === 'broken' ? reason : null) ?? null;
  if (failure !== null) throw new Error(failure);
}

/** How long the cores are probed. Timers tick in tenths of milliseconds. */
const SPIN_MS = 60;

/** The steps per millisecond of some workers together. A worker that dies counts for nothing. */
async function spinTogether<Source>(
  { pool, stop }: MeterNeeds<Source>,
  count: number,
): Promise<number | null> {
  const workers = Array.from({ length: count }, () => pool.lend());
  const answers = await untilAborted(
    Promise.all(workers.map((worker) => worker.ask((calls) => calls.spin(SPIN_MS)))),
    stop.signal,
  );
  for (const worker of workers) pool.giveBack(worker);
  if (answers === null) return null;
  return answers.reduce((sum, answer) => sum + (answer.kind === 'died' ? 0 : answer.answer), 0);
}
