import { errorMessage } from '../../../core/error-message.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';
import type { RunAtHand } from './run-at-hand.ts';

/** The store of a run that answers; another one in its place, with what changes for the run; or why not. */
export type LivingSink =
  | { readonly sink: SinkWorker; readonly changed?: Pick<RunAtHand, 'sink' | 'uncommitted'> }
  | { readonly why: string; readonly areRowsGone: boolean };

const ROWS_WENT = 'Its rows were in memory, and went with the worker that kept them.';

/**
 * Asks the store of a run whether it is there: a worker that ended says nothing of it. What was on
 * disk another worker takes over; images whose rows were not yet written down there have no outcome
 * then. Never rejects.
 */
export async function findLivingSink(run: RunAtHand, platform: Platform): Promise<LivingSink> {
  const { sink, storage, head, uncommitted, progress } = run;
  await sink.ping().catch(() => undefined); // what it has to say of its rows, its next call tells
  if (!sink.isDead()) return { sink };
  sink.terminate(); // one that is merely silent has the files open
  if (storage.kind === 'memory') return { why: ROWS_WENT, areRowsGone: true };
  const next = platform.spawnSinkWorker();
  try {
    const opening = await next.openRun(head.id, true);
    if (opening.kind === 'locked') throw new Error('It is open in another tab.');
    if (opening.kind === 'lost') throw new Error(opening.reason);
    const failed = uncommitted.filter(({ verdict }) => verdict === 'failed');
    progress.takeBack(
      uncommitted.flatMap(({ verdict, slot }) => (verdict === 'failed' ? [] : [slot])),
    );
    return { sink: next, changed: { sink: next, uncommitted: failed } };
  } catch (error) {
    next.terminate();
    return { why: `The run's rows cannot be reached: ${errorMessage(error)}`, areRowsGone: false };
  }
}
