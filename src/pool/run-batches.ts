import type { BrowserProbe } from '../core/browser-probe.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import { createBatchQueue, type ImageList, type QueuedImage, type StatOf } from './batch-queue.ts';
import type { ConnectSink } from './decode-worker.ts';
import { createDispatcher, unreported, type DispatchResult, type Dispatcher } from './dispatch.ts';
import { createRunHalt, type RunCause, type RunHalt } from './run-halt.ts';
import { startWorker, stopOnHalt } from './start-worker.ts';
import { createIsolatedImages, type IsolatedImages } from './isolated-images.ts';
import type { Batch, BatchReport } from './wire/batch.ts';
import type { Blocker } from './wire/blocker.ts';
import type { SupervisedWorker } from './supervised-worker.ts';
import type { WorkerPool } from './worker-pool.ts';

export interface BatchRun<Source> {
  readonly images: ImageList<Source>;
  readonly statOf: StatOf;
  readonly recipe: Recipe;
  readonly workers: number;
  readonly connectSink: ConnectSink;
  /** Outcomes as they become known; every image is reported at most once. */
  readonly onReport: (report: BatchReport) => void;
  /** Images finished, ahead of their report. */
  readonly onHeartbeat?: (images: number) => void;
  /**
   * Images that may have brought a whole tab down: each runs alone, on the only worker at work, after
   * all others.
   */
  readonly suspects?: readonly QueuedImage<Source>[];
  /** Called and waited for before a batch goes to a worker; a hold keeps it from going. */
  readonly onDispatch?: (batch: Batch<Source>, isAlone: boolean) => Promise<Blocker | null>;
  readonly signal: AbortSignal;
}

/** Times in milliseconds. Images without an outcome can be run again, whatever the end. */
export interface RunEnd extends RunCause {
  /** From the first batch's dispatch to the last report, when its rows were stored. */
  readonly wallMs: number;
  /** The browser probe of the first worker that began; null if none did. */
  readonly probe: BrowserProbe | null;
}

/** A suspect has not been tried in this tab; the images of a dead worker's batch have been once. */
const SUSPECT_TRIES = 2;

/**
 * Runs images through `workers` workers of the pool, at most two batches in flight on each (one is
 * read while the other is decoded). Results do not depend on the order in which batches end. When a
 * worker dies or falls silent, it is replaced and the images it had are tried again one by one; an
 * image that is alone with a worker when that dies is failed by name. Suspects come last, and have
 * two such tries. Never rejects for a worker.
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
  let probe: BrowserProbe | null = null;
  const start = {
    // the pool is compared with a single worker, which keeps one image in flight
    orders: { recipe: run.recipe, decodesAhead: run.workers > 1 },
    connectSink: run.connectSink,
    onHeartbeat: (images: number) => run.onHeartbeat?.(images),
  };

  /** Keeps one worker busy, or its successors: batches first, then images that workers died over. */
  async function loop(): Promise<void> {
    const isAtWork = (): boolean => !halt.isHalted && (batches.hasNext || isolated.remaining > 0);
    while (isAtWork()) {
      const started = await startWorker(pool, start, halt);
      if (started === null) return;
      const { worker } = started;
      probe ??= started.probe;
      const releaseStop = stopOnHalt(worker, halt);
      while (isAtWork() && !worker.isDead) {
        await (batches.hasNext ? drain(worker, batches, needs) : isolated.tryNext(worker));
      }
      // one that died with nothing in hand counts too: its successors may do the same
      if (worker.deathDetail !== null) halt.countDeath(worker, worker.deathDetail);
      releaseStop();
      pool.giveBack(worker);
    }
  }

  const loops = Math.max(1, Math.min(run.workers, run.images.length));
  await Promise.all(Array.from({ length: loops }, loop));
  for (const { slot, source } of run.suspects ?? []) {
    const item = { slot, source, stat: run.statOf(slot) };
    isolated.add({ item, tries: SUSPECT_TRIES, isSuspect: true });
  }
  await loop();
  halt.close();
  return { ...halt.cause, wallMs: dispatcher.wallMs, probe };
}

/** Batches that are still to be sent. */
interface BatchSource<Source> {
  readonly hasNext: boolean;
  next(): Batch<Source> | null;
  /** Of one whose worker died before it could be sent. */
  putBack(batch: Batch<Source>): void;
}

function createBatchSource<Source>(run: BatchRun<Source>): BatchSource<Source> {
  const queue = createBatchQueue(run.images, run.workers, run.statOf);
  const unsent: Batch<Source>[] = [];
  return {
    get hasNext() {
      return unsent.length > 0 || queue.remaining > 0;
    },
    next: () => unsent.shift() ?? queue.dequeue(),
    putBack: (batch) => void unsent.push(batch),
  };
}

interface DrainNeeds<Source> {
  readonly dispatcher: Dispatcher<Source>;
  readonly halt: RunHalt;
  readonly isolated: IsolatedImages<Source>;
}

/** Runs batches on one worker, two in flight, until none is left or the worker dies. */
async function drain<Source>(
  worker: SupervisedWorker<Source>,
  batches: BatchSource<Source>,
  { dispatcher, halt, isolated }: DrainNeeds<Source>,
): Promise<void> {
  const inFlight: { batch: Batch<Source>; ended: Promise<DispatchResult> }[] = [];
  for (;;) {
    while (inFlight.length < 2 && !halt.isHalted && !worker.isDead) {
      const batch = batches.next();
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
