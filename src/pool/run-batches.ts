import type { BrowserProbe } from '../core/browser-probe.ts';
import type { Recipe } from '../core/recipe.ts';
import { failedOutcome, NO_FACTS, type SlotOutcome } from '../core/verdict.ts';
import { createBatchQueue, type QueuedImage, type StatOf } from './batch-queue.ts';
import type { ConnectSink } from './decode-worker.ts';
import type { Batch, BatchItem, BatchReport } from './wire.ts';
import type { Attempt, WorkerLink } from './worker-link.ts';
import type { WorkerPool } from './worker-pool.ts';

export interface BatchRun<Source> {
  readonly images: readonly QueuedImage<Source>[];
  readonly statOf: StatOf;
  readonly recipe: Recipe;
  readonly workers: number;
  readonly connectSink: ConnectSink;
  /** Outcomes as they become known; every image is reported at most once. */
  readonly onReport: (report: BatchReport) => void;
  /** Images finished, ahead of their report. */
  readonly onBeat?: (images: number) => void;
  readonly signal: AbortSignal;
}

/** Times in milliseconds; sums over all images but wallMs. */
export interface RunEnd {
  /** `broken`: workers died one after the other, and the run gave up. */
  readonly end: 'finished' | 'stopped' | 'broken';
  readonly reason?: string;
  /** From the first batch's dispatch to the last report, when its rows were stored. */
  readonly wallMs: number;
  /** What the first worker that began found out about the browser; null where none did. */
  readonly probe: BrowserProbe | null;
}

/** How long a worker may take to end the image at hand when the run is stopped. */
const STOP_GRACE_MS = 600;
/** So many deaths in a row, and one a worker, without an image done: more would only spin. */
const MAX_DEATHS_IN_A_ROW = 8;
/** Between a failed start and the next try, so that a run that cannot go on does not spin. */
const RESPAWN_PAUSE_MS = 100;

/**
 * Runs images through `workers` workers of the pool, at most two batches in flight on each (one is
 * read while the other is decoded). Results do not depend on the order in which batches end. When a
 * worker dies or falls silent, it is replaced and the images it had are tried again one by one; an
 * image that is alone with a worker when that dies is failed by name. Never rejects for a worker.
 */
export async function runBatches<Source>(
  pool: WorkerPool<Source>,
  run: BatchRun<Source>,
): Promise<RunEnd> {
  const queue = createBatchQueue(run.images, run.workers, run.statOf);
  const suspects: BatchItem<Source>[] = [];
  // a single worker is what the pool is compared with: it keeps one image in flight
  const orders = { recipe: run.recipe, decodesAhead: run.workers > 1 };
  let deathsInARow = 0;
  let broken: string | null = null;
  let startedAt: number | null = null;
  let endedAt = 0;
  let probe: BrowserProbe | null = null;

  const mayGoOn = (): boolean => !run.signal.aborted && broken === null;

  function report(result: BatchReport): void {
    endedAt = performance.now();
    run.onReport(result);
  }

  function reportDone(result: BatchReport): void {
    if (result.outcomes.length > 0) deathsInARow = 0;
    report(result);
  }

  function countDeath(detail: string): void {
    if (run.signal.aborted) return; // given up because the user stopped the run
    deathsInARow += 1;
    if (deathsInARow >= MAX_DEATHS_IN_A_ROW + run.workers) broken ??= detail;
  }

  async function start(): Promise<WorkerLink<Source> | null> {
    while (mayGoOn()) {
      const link = pool.lend();
      const releaseStop = stopOnAbort(link, run.signal);
      const beginning = await link.begin(orders, run.connectSink, (n) => run.onBeat?.(n));
      releaseStop();
      if (beginning.kind === 'begun') {
        probe ??= beginning.probe;
        return link;
      }
      pool.giveBack(link);
      countDeath(beginning.detail);
      await pause(RESPAWN_PAUSE_MS);
    }
    return null;
  }

  function attempt(link: WorkerLink<Source>, batch: Batch<Source>): Promise<Attempt> {
    startedAt ??= performance.now();
    return link.attempt(batch);
  }

  /** Runs the queue on one worker until it is empty or the worker dies; gives back what is lost. */
  async function drain(link: WorkerLink<Source>): Promise<Batch<Source>> {
    const inFlight: { batch: Batch<Source>; ended: Promise<Attempt> }[] = [];
    for (;;) {
      while (inFlight.length < 2 && mayGoOn() && !link.isDead) {
        const batch = queue.take();
        if (batch === null) break;
        inFlight.push({ batch, ended: attempt(link, batch) });
      }
      const first = inFlight.shift();
      if (first === undefined) return [];
      const result = await first.ended;
      if (result.kind === 'reported') {
        reportDone(result.report);
      } else {
        countDeath(result.detail);
        return [first, ...inFlight].flatMap(({ batch }) => batch);
      }
    }
  }

  /** An image that may have killed a worker, alone on one: if that dies too, it is named. */
  async function runAlone(link: WorkerLink<Source>, item: BatchItem<Source>): Promise<void> {
    const result = await attempt(link, [item]);
    if (result.kind === 'reported') return reportDone(result.report);
    countDeath(result.detail);
    // a worker that was given up because the user stopped the run says nothing about the image
    if (!run.signal.aborted) report(reportOf(failedOutcome(item.slot, result, NO_FACTS)));
  }

  /** Keeps one worker at work: the queue first, then what was with workers that died. */
  async function work(link: WorkerLink<Source>): Promise<void> {
    while (mayGoOn() && !link.isDead) {
      if (queue.remaining > 0) {
        suspects.push(...(await drain(link)));
        continue;
      }
      const suspect = suspects.shift();
      if (suspect === undefined) return;
      await runAlone(link, suspect);
    }
  }

  async function lane(): Promise<void> {
    for (;;) {
      const link = await start();
      if (link === null) return;
      const releaseStop = stopOnAbort(link, run.signal);
      await work(link);
      releaseStop();
      pool.giveBack(link);
      if (!mayGoOn() || (queue.remaining === 0 && suspects.length === 0)) return;
    }
  }

  const lanes = Math.max(1, Math.min(run.workers, run.images.length));
  await Promise.all(Array.from({ length: lanes }, lane));
  const wallMs = startedAt === null ? 0 : Math.max(0, endedAt - startedAt);
  if (broken !== null) return { end: 'broken', reason: broken, wallMs, probe };
  return { end: run.signal.aborted ? 'stopped' : 'finished', wallMs, probe };
}

function reportOf(outcome: SlotOutcome): BatchReport {
  return { outcomes: [outcome], readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
}

/** On abort: asks the worker to end, and gives it up where it does not. Returns the release. */
function stopOnAbort<Source>(link: WorkerLink<Source>, signal: AbortSignal): () => void {
  let timer: number | null = null;
  const onAbort = (): void => {
    link.stop();
    timer = setTimeout(() => link.kill('It did not stop in time.'), STOP_GRACE_MS);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return () => {
    signal.removeEventListener('abort', onAbort);
    if (timer !== null) clearTimeout(timer);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
