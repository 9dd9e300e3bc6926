import { errorMessage } from '../core/error-message.ts';
import type { RunHalt } from './run-halt.ts';
import type { Batch, BatchItem, BatchReport } from './wire/batch.ts';
import type { Blocker } from './wire/blocker.ts';
import type { Attempt, SupervisedWorker } from './supervised-worker.ts';

export interface DispatchEvents<Source> {
  readonly onReport: (report: BatchReport, seat: number | null) => void;
  readonly onDispatch?: (batch: Batch<Source>, isAlone: boolean) => Promise<Blocker | null>;
}

/** The result of a batch. `unsent`: the run was halted, or the worker died, before it was sent. */
export type DispatchResult = Attempt | { readonly kind: 'unsent' };

export interface Dispatcher<Source> {
  /** Numbers a worker: its reports are passed on with the number. */
  seat(worker: SupervisedWorker<Source>, seat: number): void;
  /** Records the dispatch, sends the batch to a worker, and passes on its report. */
  send(
    worker: SupervisedWorker<Source>,
    batch: Batch<Source>,
    isAlone: boolean,
  ): Promise<DispatchResult>;
  /** Passes on a report that did not come from a worker. */
  report(report: BatchReport): void;
  /** Milliseconds from the first dispatch to the last report. */
  readonly wallMs: number;
}

export function createDispatcher<Source>(
  watch: DispatchEvents<Source>,
  halt: RunHalt,
): Dispatcher<Source> {
  let startedAt: number | null = null;
  let endedAt = 0;
  const seats = new WeakMap<SupervisedWorker<Source>, number>();

  function report(result: BatchReport, worker: SupervisedWorker<Source> | null): void {
    endedAt = performance.now();
    watch.onReport(result, worker === null ? null : (seats.get(worker) ?? null));
    if (result.blocker) halt.block(result.blocker);
  }

  /** If recording fails, the run is blocked: the images are not to blame. */
  async function record(batch: Batch<Source>, isAlone: boolean): Promise<Blocker | null> {
    try {
      return (await watch.onDispatch?.(batch, isAlone)) ?? null;
    } catch (error) {
      return { kind: 'storage-lost', detail: errorMessage(error) };
    }
  }

  return {
    seat: (worker, seat) => void seats.set(worker, seat),
    async send(worker, batch, isAlone) {
      const blocker = await record(batch, isAlone);
      if (blocker !== null) halt.block(blocker);
      if (halt.isHalted || worker.isDead) return { kind: 'unsent' };
      startedAt ??= performance.now();
      const result = await worker.attempt(batch);
      if (result.kind !== 'reported') return result;
      if (result.report.outcomes.length > 0) halt.countSuccess();
      report(result.report, worker);
      return result;
    },
    report: (result) => report(result, null),
    get wallMs() {
      return startedAt === null ? 0 : Math.max(0, endedAt - startedAt);
    },
  };
}

/** The items of a sent batch that ended without an outcome. */
export function unreported<Source>(
  batch: Batch<Source>,
  result: DispatchResult,
): readonly BatchItem<Source>[] {
  if (result.kind === 'unsent') return [];
  if (result.kind === 'died') return batch;
  const heard = new Set(result.report.outcomes.map(({ slot }) => slot));
  return batch.filter(({ slot }) => !heard.has(slot));
}
