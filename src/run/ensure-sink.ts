import { errorMessage } from '../core/error-message.ts';
import type { RunRecord } from './run-record.ts';
import type { RunSink } from './run-sink.ts';

/** The sink if it responds, a replacement with the changes to the run, or the reason if neither. */
export type EnsuredSink<Sink> =
  | {
      readonly sink: Sink;
      readonly changed?: Pick<RunRecord<never, never, Sink>, 'sink' | 'uncommitted'>;
    }
  | { readonly reason: string; readonly areRowsGone: boolean };

const ROWS_GONE = 'Its rows were in memory, and were lost with the worker that kept them.';

/**
 * Pings the sink of a run, because a terminated worker reports no error. If there is no answer,
 * another worker opens the rows on disk; images whose rows were not in the journal yet lose their
 * outcome. Never rejects.
 */
export async function ensureSink<Sink extends RunSink>(
  run: RunRecord<unknown, unknown, Sink>,
  spawnSink: () => Sink,
): Promise<EnsuredSink<Sink>> {
  const { sink, storage, head, uncommitted, progress } = run;
  // any failure but its death is reported by its next call
  await sink.ping().catch(() => undefined);
  if (!sink.isDead()) return { sink };
  sink.terminate(); // a silent worker may still have the files open
  if (storage.kind === 'memory') return { reason: ROWS_GONE, areRowsGone: true };
  const next = spawnSink();
  try {
    const opening = await next.openRun(head.id, true);
    if (opening.kind === 'locked') throw new Error(LOCKED);
    if (opening.kind === 'lost') throw new Error(opening.reason);
    const failed = uncommitted.filter(({ verdict }) => verdict === 'failed');
    progress.revert(
      uncommitted.flatMap(({ verdict, slot }) => (verdict === 'failed' ? [] : [slot])),
    );
    return { sink: next, changed: { sink: next, uncommitted: failed } };
  } catch (error) {
    next.terminate();
    return {
      reason: `The run's rows cannot be reached: ${errorMessage(error)}`,
      areRowsGone: false,
    };
  }
}

export const LOCKED = 'It is open in another tab.';
