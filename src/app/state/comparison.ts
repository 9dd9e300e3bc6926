import type { StoreApi } from 'zustand/vanilla';

import { sampleEvenly } from '../../core/sample-evenly.ts';
import { compareWorkers, type TimedPass } from '../../pool/compare-workers.ts';
import { messageOf } from '../../pool/worker-link.ts';
import type { WorkerPool } from '../../pool/worker-pool.ts';
import type { FileSource } from '../platform/file-source.ts';
import type { Platform } from '../platform/platform.ts';
import { decodeRun, imagesOf } from './decode-run.ts';
import type { ComparisonView, SessionState } from './session-state.ts';

export const DEFAULT_SAMPLE_SIZE = 256;

/** How many workers the pool has in a comparison: one cannot be compared with itself. */
export function comparedWorkers(workers: number, cores: number): number {
  return workers > 1 ? workers : Math.max(2, cores);
}

/**
 * Compares one worker with the pool on an even sample of the plan, each pass with a sink of its own
 * whose rows are let go; shows how far it is. Never rejects.
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
  const sample = sampleEvenly(imagesOf(plan), sampleSize);
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
      const { end, reason, wallMs } = await decodeRun(pool, {
        plan,
        images: sample,
        statOf: stats.get,
        recipe: parameters.recipe,
        workers: passWorkers,
        sink,
        stop,
        onOutcomes: (outcomes) => update({ done: view.done + outcomes.length }),
        onBeat: () => undefined,
      });
      if (end === 'broken') throw new Error(reason);
      return end === 'stopped' ? null : { workers: passWorkers, images: sample.length, wallMs };
    } finally {
      sink.terminate();
    }
  }

  try {
    const comparison = await compareWorkers(workers, pass);
    update({ status: comparison === null ? 'stopped' : 'finished', comparison });
  } catch (error) {
    update({ status: 'broken', reason: messageOf(error) });
  }
}
