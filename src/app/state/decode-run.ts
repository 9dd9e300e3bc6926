import type { RunPlan } from '../../core/plan.ts';
import type { RunTimings } from '../../core/receipt.ts';
import { rowBytesOf, type Recipe } from '../../core/recipe.ts';
import { failedOutcome, type SlotOutcome } from '../../core/verdict.ts';
import type { QueuedImage, StatOf } from '../../pool/batch-queue.ts';
import { runBatches, type RunEnd } from '../../pool/run-batches.ts';
import type { BatchReport } from '../../pool/wire.ts';
import type { WorkerPool } from '../../pool/worker-pool.ts';
import type { FileSource } from '../platform/file-source.ts';
import type { SinkWorker } from '../platform/spawn-workers.ts';

export interface DecodeRun {
  readonly plan: RunPlan<FileSource>;
  readonly images: readonly QueuedImage<FileSource>[];
  readonly statOf: StatOf;
  readonly recipe: Recipe;
  readonly workers: number;
  readonly sink: SinkWorker;
  readonly stop: AbortController;
  readonly onOutcomes: (outcomes: readonly SlotOutcome[]) => void;
  readonly onBeat: (images: number) => void;
}

export interface DecodeRunEnd extends RunEnd {
  /** Whether the rows are still there: they go with the sink. */
  readonly hasRows: boolean;
  readonly timings: Omit<RunTimings, 'listMs'>;
}

/** The slots of a plan that have bytes to decode. */
export function imagesOf(plan: RunPlan<FileSource>): readonly QueuedImage<FileSource>[] {
  return plan.slots.flatMap(({ slot, source }) => (source === null ? [] : [{ slot, source }]));
}

/** The outcomes of slots that could not even be opened when they were listed. */
export function outcomesOfUnopened(plan: RunPlan<FileSource>): readonly SlotOutcome[] {
  return plan.slots.flatMap(({ slot, source, problem }) => {
    if (source !== null) return [];
    const failure = problem ?? { code: 'unreadable' as const, detail: 'It could not be opened.' };
    return [failedOutcome(slot, failure)];
  });
}

/** Runs images into a sink and sums their timings. A sink that dies breaks the run. */
export async function decodeRun(
  pool: WorkerPool<FileSource>,
  run: DecodeRun,
): Promise<DecodeRunEnd> {
  const sums = { readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
  let sinkDeath: string | null = null;
  run.sink.onDeath((reason) => {
    sinkDeath = `The rows' store failed: ${reason}`;
    run.stop.abort();
  });
  function onReport(report: BatchReport): void {
    sums.readMs += report.readMs;
    sums.decodeMs += report.decodeMs;
    sums.resampleMs += report.resampleMs;
    sums.writeMs += report.writeMs;
    run.onOutcomes(report.outcomes);
  }
  const layout = { slots: run.plan.slots.length, rowBytes: rowBytesOf(run.recipe) };
  const isOpen = await untilAborted(run.sink.open(layout), run.stop.signal);
  if (!isOpen) {
    const nothing = { wallMs: 0, probe: null, hasRows: false };
    return { end: 'stopped', ...nothing, timings: { wallMs: 0, ...sums } };
  }
  const end = await runBatches(pool, {
    images: run.images,
    statOf: run.statOf,
    recipe: run.recipe,
    workers: run.workers,
    connectSink: (port) => run.sink.connect(port),
    onReport,
    onBeat: run.onBeat,
    signal: run.stop.signal,
  });
  const timings = { wallMs: end.wallMs, ...sums };
  await run.sink.ping().catch(() => undefined); // a death is told to the listener
  return sinkDeath === null
    ? { ...end, timings, hasRows: true }
    : { ...end, end: 'broken', reason: sinkDeath, timings, hasRows: false };
}

/** Whether it was done before the signal was aborted. */
function untilAborted(done: Promise<void>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(false), { once: true });
    done.then(() => resolve(true), reject);
  });
}
