import type { Recipe } from '../core/recipe/recipe.ts';
import type { ImageList, QueuedImage, StatOf } from './batch-queue.ts';
import { createBatchSource, type BatchSource, type PrepareImages } from './batch-source.ts';
import type { ConnectSink } from './decode-worker.ts';
import { createDispatcher, unreported, type DispatchResult, type Dispatcher } from './dispatch.ts';
import { createRunHalt, type RunCause, type RunHalt } from './run-halt.ts';
import { startWorker, stopOnHalt } from './start-worker.ts';
import { createIsolatedImages, type IsolatedImages } from './isolated-images.ts';
import type { Batch, BatchReport } from './wire/batch.ts';
import type { Blocker } from './wire/blocker.ts';
import type { RunOrders } from './wire/decode.ts';
import type { SupervisedWorker } from './supervised-worker.ts';
import type { WorkerPool } from './worker-pool.ts';

export interface BatchRun<Source> {
  readonly images: ImageList<Source>;
  readonly statOf: StatOf;
  /** Called with images, in order, before they are put in batches. */
  readonly prepare?: PrepareImages<Source>;
  readonly recipe: Recipe;
  readonly workers: number;
  readonly connectSink: ConnectSink;
  /** Images in each batch; if missing, batches become smaller towards the end. */
  readonly batchImages?: number | undefined;
  /** Replaces orders of a usual run. */
  readonly orders?: Partial<Omit<RunOrders, 'recipe'>> | undefined;
  /**
   * Receives outcomes as they become known; every image is reported at most once. `seat` is the
   * number of the worker among those of the run, which its replacement takes over.
   */
  readonly onReport: (report: BatchReport, seat: number | null) => void;
  /** Receives the number of newly finished images, ahead of their report. */
  readonly onHeartbeat?: (images: number) => void;
  /**
   * Images that may have crashed the whole tab. They run after all others, one at a time, with no
   * other worker at work.
   */
  readonly suspects?: readonly QueuedImage<Source>[];
  /** Awaited before a batch is sent to a worker. If it returns a blocker, the batch is not sent. */
  readonly onDispatch?: (batch: Batch<Source>, isAlone: boolean) => Promise<Blocker | null>;
  readonly signal: AbortSignal;
}

/** Times in milliseconds. However the run ended, images without an outcome can be run again. */
export interface RunEnd extends RunCause {
  /** From the first dispatch to the last report, when all reported rows are stored. */
  readonly wallMs: number;
}

/** Unlike the images of a dead worker's batch, suspects have not been tried in this tab yet. */
const SUSPECT_TRIES = 2;

/**
 * Runs images through `workers` workers of the pool, with at most two batches in flight on each
 * (one is read while the other is decoded). Results do not depend on the order in which batches
 * end. If a worker dies or falls silent, it is replaced, and its images are retried one by one; an
 * image that is alone on a worker that dies fails by name. Suspects come last, and get two such
 * tries. A dead worker never makes this reject.
 */
export async function runBatches<Source>(
  pool: WorkerPool<Source>,
  run: BatchRun<Source>,
): Promise<RunEnd> {
  const batches = createBatchSource(run);
  const halt = createRunHalt(run.signal, run.workers);
  const dispatcher = createDispatcher(run, halt);
  const isolated = createIsolatedImages(dispatcher, halt);
  const needs = { dispatcher, halt, isolated };
  const start = {
    // a single worker is the baseline of the comparison: it has one image in flight
    orders: { recipe: run.recipe, decodesAhead: run.workers > 1, ...run.orders },
    connectSink: run.connectSink,
    onHeartbeat: (images: number) => run.onHeartbeat?.(images),
  };

  /** Keeps one worker, or its replacement, busy: batches first, isolated images afterwards. */
  async function loop(seat: number): Promise<void> {
    const isAtWork = (): boolean => !halt.isHalted && (batches.hasNext || isolated.remaining > 0);
    while (isAtWork()) {
      const worker = await startWorker(pool, start, halt);
      if (worker === null) return;
      dispatcher.seat(worker, seat);
      const releaseStop = stopOnHalt(worker, halt);
      while (isAtWork() && !worker.isDead) {
        await (batches.hasNext ? drain(worker, batches, needs) : isolated.tryNext(worker));
      }
      // a worker that died idle counts too: its replacements may die the same way
      if (worker.deathDetail !== null) halt.countDeath(worker, worker.deathDetail);
      releaseStop();
      pool.giveBack(worker);
    }
  }

  const loops = Math.max(1, Math.min(run.workers, run.images.length));
  await Promise.all(Array.from({ length: loops }, (_, seat) => loop(seat)));
  for (const { slot, source } of run.suspects ?? []) {
    const item = { slot, source, stat: run.statOf(slot) };
    isolated.add({ item, tries: SUSPECT_TRIES, isSuspect: true });
  }
  await loop(0);
  halt.close();
  return { ...halt.cause, wallMs: dispatcher.wallMs };
}

interface DrainNeeds<Source> {
  readonly dispatcher: Dispatcher<Source>;
  readonly halt: RunHalt;
  readonly isolated: IsolatedImages<Source>;
}

/** Runs batches on one worker, two in flight, until no batch is left or the worker dies. */
async function drain<Source>(
  worker: SupervisedWorker<Source>,
  batches: BatchSource<Source>,
  { dispatcher, halt, isolated }: DrainNeeds<Source>,
): Promise<void> {
  const inFlight: { batch: Batch<Source>; ended: Promise<DispatchResult> }[] = [];
  for (;;) {
    while (inFlight.length < 2 && !halt.isHalted && !worker.isDead) {
      const batch = await batches.next();
      if (batch === null) break;
      inFlight.push({ batch, ended: dispatcher.send(worker, batch, false) });
    }
    const first = inFlight.shift();
    if (first === undefined) return;
    const result = await first.ended;
    if (result.kind === 'unsent') batches.putBack(first.batch);
    for (const item of unreported(first.batch, result)) {
      isolated.add({ item, tries: 1, isSuspect: false });
    }
  }
}
