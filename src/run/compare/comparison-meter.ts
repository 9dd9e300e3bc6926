import { recipeOfWay, type Cell } from '../../core/comparison/cell.ts';
import type { Disturbance } from '../../core/comparison/report.ts';
import { NO_SUMS } from '../../core/plan/stored-run.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import { median } from '../../core/statistics.ts';
import type { ImageList, QueuedImage, StatOf } from '../../pool/batch-queue.ts';
import type { WorkerPool } from '../../pool/worker-pool.ts';
import { runSegment, type SegmentEnd } from '../run-segment.ts';
import type { RunSink } from '../run-sink.ts';
import { stagesOfBatch, sumStages, type BatchStages } from '../stage-times.ts';
import { untilAborted } from '../until-aborted.ts';
import type { ComparisonMeter, Measured } from './run-comparison.ts';
import { repeated, sampleInGroups } from './sample-in-groups.ts';

export interface MeterNeeds<Source> {
  readonly pool: WorkerPool<Source>;
  /** An open sink for all passes; each overwrites the rows of those before. */
  readonly sink: RunSink;
  /** Whether the sink records what is dispatched and done, as in a run on disk. */
  readonly hasJournal: boolean;
  readonly images: readonly QueuedImage<Source>[];
  readonly statOf: StatOf;
  readonly recipe: Recipe;
  readonly cores: number;
  readonly userAgent: string;
  /** Begins to watch; the result ends that, and tells a disturbance. */
  readonly watch: () => () => Disturbance | null;
  readonly stop: AbortController;
}

/**
 * The meter of a comparison in a browser or in Node. Each pass ends as a run does, with its rows on disk.
 * `startMs` is the usual time of a pass beside its images.
 */
export function createComparisonMeter<Source>(
  needs: MeterNeeds<Source>,
): ComparisonMeter & { startMs(): number } {
  const startTimes: number[] = [];
  return {
    now: () => performance.now(),
    async pass(cell, images, repeats) {
      const startedAt = performance.now();
      const measured = await measurePass(needs, cell, images, repeats);
      if (measured === null) return null;
      await recordEnd(needs);
      startTimes.push(performance.now() - startedAt - measured.wallMs);
      return measured;
    },
    async probe() {
      const best = { one: 0, all: 0 };
      for (let i = 0; i < SPINS; i++) {
        const one = await spinTogether(needs, 1);
        const all = one === null ? null : await spinTogether(needs, needs.cores);
        if (one === null || all === null) return null;
        best.one = Math.max(best.one, one);
        best.all = Math.max(best.all, all);
      }
      return best;
    },
    startMs: () => median(startTimes),
  };
}

/** Throws if it cannot be recorded. */
async function recordEnd({ sink, hasJournal, userAgent }: MeterNeeds<unknown>): Promise<void> {
  const blocker = hasJournal ? await sink.recordPause({ status: 'stopped', userAgent }) : null;
  if (blocker !== null) throw new Error(blocker.detail);
}

/** Throws if the sink or the workers fail, which no image is to blame for. */
async function measurePass<Source>(
  needs: MeterNeeds<Source>,
  cell: Cell,
  images: number,
  repeats: number,
): Promise<Measured | null> {
  const sample = sampleInGroups(needs.images, images);
  // a whole folder is run as it would be, with a beginning and an end each time
  const isWhole = sample.length === needs.images.length;
  const runs = Array.from({ length: isWhole ? repeats : 1 }, () =>
    repeated(sample, isWhole ? 1 : repeats),
  );
  const batches: BatchStages[] = [];
  let wallMs = 0;
  const release = needs.watch();
  for (const run of runs) {
    const end = await runCell(needs, cell, run, (batch) => batches.push(batch));
    wallMs += end.wallMs;
    if (end.end === 'stopped') break;
  }
  const disturbance = release();
  if (needs.stop.signal.aborted) return null;
  const stages = sumStages(batches, cell.workers * wallMs);
  return { images: sample.length * repeats, wallMs, stages, disturbance };
}

async function runCell<Source>(
  { pool, sink, hasJournal, statOf, stop, recipe }: MeterNeeds<Source>,
  { way, workers, batch }: Cell,
  images: ImageList<Source>,
  onBatch: (stages: BatchStages) => void,
): Promise<SegmentEnd> {
  const end = await runSegment(pool, {
    images,
    suspects: [],
    statOf,
    recipe: recipeOfWay(recipe, way),
    workers,
    batchImages: batch ?? undefined,
    // a browser decodes for its canvas on threads of its own: one image at a time, one core
    orders: { decodesAhead: false, scalesPlainly: way === 'plain' },
    sink,
    hasJournal,
    sums: NO_SUMS,
    uncommitted: [],
    stop,
    onOutcomes: () => undefined,
    onReport: (report) => onBatch(stagesOfBatch(report)),
    onAhead: () => undefined,
  });
  throwIfFailed(end);
  return end;
}

function throwIfFailed({ sinkDeath, blocker, end, reason }: SegmentEnd): void {
  const failure = sinkDeath ?? blocker?.detail ?? (end === 'broken' ? reason : null) ?? null;
  if (failure !== null) throw new Error(failure);
}

/** How long the cores are probed, and how often: something that lasts no longer does not disturb a pass. */
const SPIN_MS = 40;
const SPINS = 2;

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
