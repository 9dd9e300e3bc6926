import type { RunHalt } from './run-halt.ts';
import type { Batch, BatchItem, BatchReport, Hold } from './wire.ts';
import { messageOf, type Attempt, type WorkerLink } from './worker-link.ts';

/** What a hand-out tells, and whom it asks. */
export interface HandOutWatch<Source> {
  readonly onReport: (report: BatchReport) => void;
  readonly onHandOut?: (batch: Batch<Source>, isAlone: boolean) => Promise<Hold | null>;
}

/** What became of a batch; `kept`: the run was halted, or the worker died, before it was sent. */
export type HandedOut = Attempt | { readonly kind: 'kept' };

export interface HandOuts<Source> {
  /** Sends a batch to a worker, once that is written down, and reports what comes back. */
  send(link: WorkerLink<Source>, batch: Batch<Source>, isAlone: boolean): Promise<HandedOut>;
  /** Reports what is known without a worker. */
  report(report: BatchReport): void;
  /** From the first batch's dispatch to the last report, in milliseconds. */
  readonly wallMs: number;
}

export function createHandOuts<Source>(
  watch: HandOutWatch<Source>,
  halt: RunHalt,
): HandOuts<Source> {
  let startedAt: number | null = null;
  let endedAt = 0;

  function report(result: BatchReport): void {
    endedAt = performance.now();
    watch.onReport(result);
    if (result.hold) halt.hold(result.hold);
  }

  /** Whoever writes it down may die over it, like a worker: the images are not to blame. */
  async function writeDown(batch: Batch<Source>, isAlone: boolean): Promise<Hold | null> {
    try {
      return (await watch.onHandOut?.(batch, isAlone)) ?? null;
    } catch (error) {
      return { kind: 'storage-lost', detail: messageOf(error) };
    }
  }

  return {
    async send(link, batch, isAlone) {
      const hold = await writeDown(batch, isAlone);
      if (hold !== null) halt.hold(hold);
      if (halt.isHalted || link.isDead) return { kind: 'kept' };
      startedAt ??= performance.now();
      const result = await link.attempt(batch);
      if (result.kind !== 'reported') return result;
      if (result.report.outcomes.length > 0) halt.countSuccess();
      report(result.report);
      return result;
    },
    report,
    get wallMs() {
      return startedAt === null ? 0 : Math.max(0, endedAt - startedAt);
    },
  };
}

/** The items of a batch of which nothing was heard, though the run goes on. */
export function unheardOf<Source>(
  batch: Batch<Source>,
  result: HandedOut,
): readonly BatchItem<Source>[] {
  if (result.kind === 'kept') return [];
  if (result.kind === 'died') return batch;
  const heard = new Set(result.report.outcomes.map(({ slot }) => slot));
  return batch.filter(({ slot }) => !heard.has(slot));
}
