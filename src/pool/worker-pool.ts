import type { SpawnDecodeWorker } from './decode-worker.ts';
import { budgetPixelsOf, createPixelBudget } from './pixel-budget.ts';
import type { ImageDeadlineMs } from './decode-deadlines.ts';
import { superviseWorker, type SupervisedWorker } from './supervised-worker.ts';

/** Workers that outlive a run, because starting one takes longer than decoding an image. */
export interface WorkerPool<Source> {
  /** Returns a free, live worker of the pool, or a new one. */
  lend(): SupervisedWorker<Source>;
  /** Returns a worker to the pool, unless it is dead. */
  giveBack(worker: SupervisedWorker<Source>): void;
  /** Terminates every worker; everything pending on them settles. */
  dispose(): void;
}

/** `budgetPixels`: the pixels of large images that all workers together may hold. */
export function createWorkerPool<Source>(
  spawn: SpawnDecodeWorker<Source>,
  deadlineMs: ImageDeadlineMs,
  budgetPixels = budgetPixelsOf(undefined),
): WorkerPool<Source> {
  const budget = createPixelBudget(budgetPixels);
  const all = new Set<SupervisedWorker<Source>>();
  const free: SupervisedWorker<Source>[] = [];
  return {
    lend() {
      for (let worker = free.pop(); worker !== undefined; worker = free.pop()) {
        if (!worker.isDead) return worker;
        all.delete(worker);
      }
      const worker = superviseWorker(spawn, deadlineMs, budget);
      all.add(worker);
      return worker;
    },
    giveBack(worker) {
      if (worker.isDead) all.delete(worker);
      else free.push(worker);
    },
    dispose() {
      for (const worker of all) worker.kill('The pool was shut down.');
      all.clear();
      free.length = 0;
    },
  };
}
