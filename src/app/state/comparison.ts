import { errorMessage } from '../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import { sampleEvenly } from '../../core/plan/sample-evenly.ts';
import { NO_SUMS } from '../../core/plan/stored-run.ts';
import { compareWorkers, type TimedPass } from '../../pool/compare-workers.ts';
import type { WorkerPool } from '../../pool/worker-pool.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { Platform } from '../platform/platform.ts';
import { rowBytesOf } from '../../core/recipe/recipe.ts';
import { runSegment } from '../../run/run-segment.ts';
import { untilAborted } from '../../run/until-aborted.ts';
import type { ComparisonView, SessionState } from './session-state.ts';

export const DEFAULT_SAMPLE_SIZE = 256;

/** The size of the pool in a comparison: one worker cannot be compared with itself. */
export function comparedWorkers(workers: number, cores: number): number {
  return workers > 1 ? workers : Math.max(2, cores);
}

/**
 * Compares one worker with the pool on an evenly spaced sample of the plan, and shows the progress.
 * Each pass has its own sink and discards its rows. Never rejects.
 */
export async function compareOnSample(
  store: StoreApi<SessionState>,
  platform: Platform,
  pool: WorkerPool<FileSource>,
  stop: AbortController,
): Promise<void> {
  const { planned, parameters, cores, sampleSize } = store.getState();
  if (planned === null) return;
  const { plan, stats } = planned;
  const { recipe } = parameters;
  const sample = sampleEvenly(plan.slots, sampleSize).flatMap(({ slot, source }) =>
    source === null ? [] : [{ slot, source }],
  );
  const workers = comparedWorkers(parameters.workers, cores);
  let view: ComparisonView = {
    status: 'running',
    phase: 'warm-up',
    done: 0,
    images: sample.length,
    workers,
    comparison: null,
    reason: null,
  };
  function update(changed: Partial<ComparisonView>): void {
    view = { ...view, ...changed };
    store.setState({ comparison: view });
  }
  const phases: ComparisonView['phase'][] = ['warm-up', 'one', 'many'];

  async function pass(passWorkers: number): Promise<TimedPass | null> {
    update({ phase: phases.shift() ?? 'many', done: 0 });
    const sink = platform.spawnSinkWorker();
    try {
      const layout = { slots: plan.slots.length, rowBytes: rowBytesOf(recipe) };
      if ((await untilAborted(sink.open(layout, null), stop.signal)) === null) return null;
      const { end, reason, blocker, sinkDeath, wallMs } = await runSegment(pool, {
        images: sample,
        suspects: [],
        statOf: stats.get,
        recipe,
        workers: passWorkers,
        sink,
        hasJournal: false,
        sums: NO_SUMS,
        uncommitted: [],
        stop,
        onOutcomes: (outcomes) => update({ done: view.done + outcomes.length }),
        onAhead: () => undefined,
      });
      const failure = sinkDeath ?? blocker?.detail ?? (end === 'broken' ? reason : null) ?? null;
      if (failure !== null) throw new Error(failure);
      return end === 'stopped' ? null : { workers: passWorkers, images: sample.length, wallMs };
    } finally {
      sink.terminate();
    }
  }

  try {
    const comparison = await compareWorkers(workers, pass);
    update({ status: comparison === null ? 'stopped' : 'finished', comparison });
  } catch (error) {
    update({ status: 'broken', reason: errorMessage(error) });
  }
}
