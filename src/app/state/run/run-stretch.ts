import { errorMessage } from '../../../core/error-message.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import type { RunSums } from '../../../core/plan/stored-run.ts';
import type { SlotOutcome } from '../../../core/verdict.ts';
import type { QueuedImage, ImageList, StatOf } from '../../../pool/batch-queue.ts';
import { runBatches, type RunEnd } from '../../../pool/run-batches.ts';
import type { Batch, BatchReport } from '../../../pool/wire/batch.ts';
import type { Blocker } from '../../../pool/wire/blocker.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';

/** Some images of a run, and the open store that their rows go to. */
export interface Stretch {
  readonly images: ImageList<FileSource>;
  /** Images that are run alone, after the others. */
  readonly suspects: readonly QueuedImage<FileSource>[];
  readonly statOf: StatOf;
  readonly recipe: Recipe;
  readonly workers: number;
  readonly sink: SinkWorker;
  /** Whether the store writes down what is handed out and what came of it. */
  readonly hasJournal: boolean;
  /** What the stretches before took. */
  readonly sums: RunSums;
  /** Outcomes that are known and could not be written down before. */
  readonly uncommitted: readonly SlotOutcome[];
  readonly stop: AbortController;
  readonly onOutcomes: (outcomes: readonly SlotOutcome[]) => void;
  readonly onHeartbeat: (images: number) => void;
}

export interface StretchEnd extends RunEnd {
  /** Over this stretch and those before. */
  readonly sums: RunSums;
  /** Outcomes that could not be written down. */
  readonly uncommitted: readonly SlotOutcome[];
  /** Why the store can no longer answer; null while it can. */
  readonly sinkDeath: string | null;
}

export const NO_SUMS: RunSums = { wallMs: 0, readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };

/** Between two questions whether the sink is there; its death is told to those who listen for it. */
const PULSE_MS = 5_000;

/** Runs images into a store, and writes down what becomes of them. Never rejects. */
export async function runStretch(
  pool: WorkerPool<FileSource>,
  stretch: Stretch,
): Promise<StretchEnd> {
  const { sink, hasJournal, stop } = stretch;
  const startedAt = performance.now();
  let sums = stretch.sums;
  let sinkDeath: string | null = null;
  const forgetSink = sink.onDeath((reason) => {
    sinkDeath = failureText(reason);
    stop.abort();
  });
  const journal = createJournal(sink, stretch.uncommitted, () => ({
    ...sums,
    wallMs: stretch.sums.wallMs + performance.now() - startedAt,
  }));

  function onReport(report: BatchReport): void {
    sums = {
      wallMs: sums.wallMs,
      readMs: sums.readMs + report.readMs,
      decodeMs: sums.decodeMs + report.decodeMs,
      resampleMs: sums.resampleMs + report.resampleMs,
      writeMs: sums.writeMs + report.writeMs,
    };
    stretch.onOutcomes(report.outcomes);
    if (hasJournal) journal.commit(report.outcomes, () => stop.abort());
  }

  async function onDispatch(batch: Batch<FileSource>, isAlone: boolean): Promise<Blocker | null> {
    const slots = batch.map(({ slot }) => slot);
    const stats = batch.map(({ stat }) => stat);
    try {
      return await sink.recordDispatch({ slots, stats, isAlone });
    } catch (error) {
      return { kind: 'storage-lost', detail: errorMessage(error) };
    }
  }

  // workers wait for the sink without end: whether it is there at all is asked from here
  const pulse = setInterval(() => void sink.ping().catch(() => undefined), PULSE_MS);
  if (hasJournal) journal.commit([], () => stop.abort());
  const end = await runBatches(pool, {
    images: stretch.images,
    suspects: stretch.suspects,
    statOf: stretch.statOf,
    recipe: stretch.recipe,
    workers: stretch.workers,
    connectSink: (port) => sink.connect(port),
    onReport,
    onHeartbeat: stretch.onHeartbeat,
    ...(hasJournal ? { onDispatch } : {}),
    signal: stop.signal,
  });
  sums = { ...sums, wallMs: stretch.sums.wallMs + end.wallMs };
  const { blocker, failure, uncommitted } = await journal.settle();
  clearInterval(pulse);
  forgetSink();
  sinkDeath ??= failure;
  const ended = { ...end, sums, uncommitted: hasJournal ? uncommitted : [], sinkDeath };
  return blocker === null || sinkDeath !== null ? ended : { ...ended, end: 'blocked', blocker };
}

function failureText(reason: string): string {
  return `The rows' store failed: ${reason}`;
}

/** Writes outcomes down, one write at a time: those that come meanwhile go with the next. */
function createJournal(
  sink: SinkWorker,
  before: readonly SlotOutcome[],
  sumsNow: () => RunSums,
): {
  commit(outcomes: readonly SlotOutcome[], onBlocked: () => void): void;
  /** `failure`: why it could not be asked any more. */
  settle(): Promise<{
    readonly blocker: Blocker | null;
    readonly failure: string | null;
    readonly uncommitted: readonly SlotOutcome[];
  }>;
} {
  let waiting: readonly SlotOutcome[] = before;
  let blocker: Blocker | null = null;
  let failure: string | null = null;
  let isWriting = false;
  let written: Promise<void> = Promise.resolve();

  async function writeAll(onBlocked: () => void): Promise<void> {
    isWriting = true;
    while (waiting.length > 0 && blocker === null && failure === null) {
      const outcomes = waiting;
      waiting = [];
      try {
        blocker = await sink.commit({ outcomes, sums: sumsNow() });
      } catch (error) {
        failure = failureText(errorMessage(error));
      }
      if (blocker === null && failure === null) continue;
      waiting = [...outcomes, ...waiting];
      onBlocked();
    }
    isWriting = false;
  }

  return {
    commit(outcomes, onBlocked) {
      waiting = waiting.length === 0 ? outcomes : [...waiting, ...outcomes];
      if (!isWriting) written = writeAll(onBlocked);
    },
    async settle() {
      await written;
      return { blocker, failure, uncommitted: waiting };
    },
  };
}
