import type { RunSums } from '../core/plan/stored-run.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { SlotOutcome } from '../core/verdict.ts';
import type { ImageList, QueuedImage, StatOf } from '../pool/batch-queue.ts';
import type { PrepareImages } from '../pool/batch-source.ts';
import { runBatches, type BatchRun, type RunEnd } from '../pool/run-batches.ts';
import { errorMessage } from '../core/error-message.ts';
import type { Batch, BatchReport } from '../pool/wire/batch.ts';
import type { Blocker } from '../pool/wire/blocker.ts';
import type { WorkerPool } from '../pool/worker-pool.ts';
import { createCommitQueue, sinkFailureText } from './commit-queue.ts';
import type { RunSink } from './run-sink.ts';

/** The part of a run from a start or resume to the next pause or end. */
export interface RunSegment<Source> {
  readonly images: ImageList<Source>;
  /** Images that run in isolation, after the others. */
  readonly suspects: readonly QueuedImage<Source>[];
  readonly statOf: StatOf;
  readonly prepare?: PrepareImages<Source>;
  readonly recipe: Recipe;
  readonly workers: number;
  readonly batchImages?: BatchRun<Source>['batchImages'];
  readonly orders?: BatchRun<Source>['orders'];
  /** An open sink. */
  readonly sink: Pick<RunSink, 'recordDispatch' | 'commit' | 'connect' | 'ping' | 'onDeath'>;
  /** Whether the sink records dispatched images and their outcomes. */
  readonly hasJournal: boolean;
  /** The sums of the previous segments. */
  readonly sums: RunSums;
  /** Outcomes that could not be committed before. */
  readonly uncommitted: readonly SlotOutcome[];
  readonly stop: AbortController;
  readonly onOutcomes: (outcomes: readonly SlotOutcome[]) => void;
  readonly onReport?: BatchRun<Source>['onReport'];
  /** Images that are done ahead of their outcomes. */
  readonly onAhead: (images: number) => void;
}

export interface SegmentEnd extends RunEnd {
  /** Over this segment and the previous ones. */
  readonly sums: RunSums;
  /** Outcomes that could not be committed. */
  readonly uncommitted: readonly SlotOutcome[];
  /** The reason if the sink can no longer answer, else null. */
  readonly sinkDeath: string | null;
}

/** How often the sink is pinged; if it does not answer, `onDeath` listeners are called. */
const PING_INTERVAL_MS = 5_000;

/** Runs images into a sink, and commits their outcomes. Never rejects. */
export async function runSegment<Source>(
  pool: WorkerPool<Source>,
  segment: RunSegment<Source>,
): Promise<SegmentEnd> {
  const { sink, hasJournal, stop } = segment;
  const startedAt = performance.now();
  let sums = segment.sums;
  let sinkDeath: string | null = null;
  const release = sink.onDeath((reason) => {
    sinkDeath = sinkFailureText(reason);
    stop.abort();
  });
  const commits = createCommitQueue(
    sink,
    segment.uncommitted,
    () => ({ ...sums, wallMs: segment.sums.wallMs + performance.now() - startedAt }),
    () => stop.abort(),
  );

  function onReport(report: BatchReport, seat: number | null): void {
    sums = withReport(sums, report);
    segment.onReport?.(report, seat);
    segment.onOutcomes(report.outcomes);
    if (hasJournal) commits.add(report.outcomes);
  }

  async function onDispatch(batch: Batch<Source>, isAlone: boolean): Promise<Blocker | null> {
    const slots = batch.map(({ slot }) => slot);
    const stats = batch.map(({ stat }) => stat);
    try {
      return await sink.recordDispatch({ slots, stats, isAlone });
    } catch (error) {
      return { kind: 'storage-lost', detail: errorMessage(error) };
    }
  }

  // workers wait for the sink without a deadline, so it is pinged from here
  const pings = setInterval(() => void sink.ping().catch(() => undefined), PING_INTERVAL_MS);
  if (hasJournal) commits.add([]);
  const end = await runBatches(pool, {
    images: segment.images,
    suspects: segment.suspects,
    statOf: segment.statOf,
    ...(segment.prepare === undefined ? {} : { prepare: segment.prepare }),
    recipe: segment.recipe,
    workers: segment.workers,
    batchImages: segment.batchImages,
    orders: segment.orders,
    connectSink: (port) => sink.connect(port),
    onReport,
    onHeartbeat: segment.onAhead,
    ...(hasJournal ? { onDispatch } : {}),
    signal: stop.signal,
  });
  sums = { ...sums, wallMs: segment.sums.wallMs + end.wallMs };
  const { blocker, failure, uncommitted } = await commits.settle();
  clearInterval(pings);
  release();
  sinkDeath ??= failure;
  const ended = { ...end, sums, uncommitted: hasJournal ? uncommitted : [], sinkDeath };
  return blocker === null || sinkDeath !== null ? ended : { ...ended, end: 'blocked', blocker };
}

function withReport(sums: RunSums, report: BatchReport): RunSums {
  return {
    wallMs: sums.wallMs,
    readMs: sums.readMs + report.readMs,
    decodeMs: sums.decodeMs + report.decodeMs,
    resampleMs: sums.resampleMs + report.resampleMs,
    writeMs: sums.writeMs + report.writeMs,
  };
}
