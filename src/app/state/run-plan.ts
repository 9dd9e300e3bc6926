import type { StoreApi } from 'zustand/vanilla';

import { messageOf } from '../../pool/worker-link.ts';
import type { WorkerPool } from '../../pool/worker-pool.ts';
import type { FileSource } from '../platform/file-source.ts';
import type { Platform } from '../platform/platform.ts';
import type { SinkWorker } from '../platform/spawn-workers.ts';
import { decodeRun, imagesOf, outcomesOfUnopened } from './decode-run.ts';
import { createRunProgress } from './run-progress.ts';
import { resultOf, type RunResult } from './run-result.ts';
import type { SessionState } from './session-state.ts';

/** A run that has ended, and the worker that keeps its rows until they are let go. */
export interface KeptRun {
  readonly sink: SinkWorker;
  readonly result: RunResult;
}

/**
 * Runs the plan that is there with the parameters as they are, shows how far it is, and gives what
 * came out; null where there is nothing to keep. Never rejects.
 */
export async function runPlan(
  store: StoreApi<SessionState>,
  platform: Platform,
  pool: WorkerPool<FileSource>,
  stop: AbortController,
): Promise<KeptRun | null> {
  const { planned, parameters } = store.getState();
  if (planned === null) return null;
  const { plan, listMs, stats } = planned;
  const progress = createRunProgress(plan, () => {
    store.setState({ run: progress.view(stop.signal.aborted ? 'stopping' : 'running') });
  });
  progress.add(outcomesOfUnopened(plan));
  store.setState({ run: progress.view('running') });
  let sink: SinkWorker | null = null;
  try {
    sink = platform.spawnSinkWorker();
    const { end, reason, timings, hasRows, probe } = await decodeRun(pool, {
      plan,
      images: imagesOf(plan),
      statOf: stats.get,
      recipe: parameters.recipe,
      workers: parameters.workers,
      sink,
      stop,
      onOutcomes: progress.add,
      onBeat: progress.beat,
    });
    progress.end();
    if (!hasRows && end === 'stopped') {
      sink.terminate();
      store.setState({ run: progress.view('stopped') });
      return null;
    }
    if (!hasRows) throw new Error(reason);
    const isComplete = !progress.outcomes.includes(undefined);
    const result = resultOf({
      plan,
      outcomes: progress.outcomes,
      parameters,
      isComplete,
      timings: { listMs, ...timings },
      userAgent: platform.userAgent,
      probe,
    });
    // a stop that came after the last image has stopped nothing
    const status = isComplete ? 'finished' : end;
    store.setState({ run: progress.view(status, reason), result: result.view });
    return { sink, result };
  } catch (error) {
    progress.end();
    sink?.terminate();
    store.setState({ run: progress.view('broken', messageOf(error)) });
    return null;
  }
}
