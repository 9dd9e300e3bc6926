import type { DecodeWorker } from '../../../pool/decode-worker.ts';
import type { Answer, SupervisedWorker } from '../../../pool/supervised-worker.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import type { FileSource } from '../../platform/files/file-source.ts';

/** They are workers of the pool, so a run begins with warm ones. */
export const PREVIEW_WORKERS = 2;

/** After this many, the preview stops until the next folder or run. */
const MAX_DEATHS_IN_A_ROW = 4;

/** The worker died, the workers were released meanwhile, or too many have died. */
export interface NoAnswer {
  readonly kind: 'died' | 'released' | 'given-up';
  readonly detail: string;
}

/** Workers that are borrowed from the pool while there is something to preview. */
export interface PreviewWorkers {
  /** Calls the worker with this index, or a new one if it died. `isHeavy`: see `release`. */
  ask<T>(
    workerIndex: number,
    question: {
      readonly isHeavy: boolean;
      readonly call: (worker: DecodeWorker<FileSource>) => Promise<T>;
    },
  ): Promise<Answer<T> | NoAnswer>;
  /**
   * Returns the workers to the pool at once. A worker with a heavy image is terminated instead, as
   * it would delay a run.
   */
  release(): void;
}

const RELEASED: NoAnswer = { kind: 'released', detail: 'Something else has begun.' };

export function createPreviewWorkers(pool: WorkerPool<FileSource>): PreviewWorkers {
  let workers = new Map<number, SupervisedWorker<FileSource>>();
  let heavy = new Set<SupervisedWorker<FileSource>>();
  let deathsInARow = 0;
  let lastDetail = '';

  return {
    async ask(workerIndex, { isHeavy, call }) {
      if (deathsInARow >= MAX_DEATHS_IN_A_ROW) {
        return { kind: 'given-up', detail: lastDetail };
      }
      const asked = workers;
      const known = asked.get(workerIndex);
      const worker = known === undefined || known.isDead ? pool.lend() : known;
      if (known !== undefined && known !== worker) pool.giveBack(known);
      asked.set(workerIndex, worker);
      if (isHeavy) heavy.add(worker);
      const answer = await worker.ask(call);
      heavy.delete(worker);
      if (answer.kind === 'answered') {
        deathsInARow = 0;
        return answer;
      }
      if (asked !== workers) return RELEASED;
      deathsInARow += 1;
      lastDetail = answer.detail;
      return { kind: 'died', detail: answer.detail };
    },
    release() {
      for (const worker of workers.values()) {
        if (heavy.has(worker)) worker.kill('A run begins.');
        else if (!worker.isDead) dropPixels(worker);
        pool.giveBack(worker);
      }
      workers = new Map();
      heavy = new Set();
      deathsInARow = 0;
    },
  };
}

function dropPixels(worker: SupervisedWorker<FileSource>): void {
  void worker.ask((calls) => calls.clearPixels());
}
