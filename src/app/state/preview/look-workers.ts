import type { DecodeWorker } from '../../../pool/decode-worker.ts';
import type { Answer, SupervisedWorker } from '../../../pool/supervised-worker.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import type { FileSource } from '../../platform/files/file-source.ts';

/**
 * The run's own workers do the looking: nothing is started twice, and a run begins on warm ones.
 */
export const LOOK_WORKERS = 2;

/** So many deaths in a row, and nothing more is asked until the next folder or run. */
const MAX_DEATHS_IN_A_ROW = 4;

/**
 * No answer: the worker died, the workers were released meanwhile, or too many of them have died.
 */
export interface NoAnswer {
  readonly kind: 'died' | 'released' | 'given-up';
  readonly detail: string;
}

/** Workers that are lent as long as there is something to look at. */
export interface LookWorkers {
  /** Asks the worker of this seat, a new one where it died. `isHeavy`: see `release`. */
  ask<T>(
    seat: number,
    question: {
      readonly limitMs: number;
      readonly isHeavy: boolean;
      readonly call: (worker: DecodeWorker<FileSource>) => Promise<T>;
    },
  ): Promise<Answer<T> | NoAnswer>;
  /**
   * Gives the workers back at once, for a run that is to begin; one that is at something heavy
   * would hold it up, and is ended.
   */
  release(): void;
}

const RELEASED: NoAnswer = { kind: 'released', detail: 'Something else was begun.' };

export function createLookWorkers(pool: WorkerPool<FileSource>): LookWorkers {
  let links = new Map<number, SupervisedWorker<FileSource>>();
  let heavy = new Set<SupervisedWorker<FileSource>>();
  let deathsInARow = 0;
  let lastDetail = '';

  return {
    async ask(seat, { limitMs, isHeavy, call }) {
      if (deathsInARow >= MAX_DEATHS_IN_A_ROW) {
        return { kind: 'given-up', detail: lastDetail };
      }
      const seats = links;
      const known = seats.get(seat);
      const link = known === undefined || known.isDead ? pool.lend() : known;
      if (known !== undefined && known !== link) pool.giveBack(known);
      seats.set(seat, link);
      if (isHeavy) heavy.add(link);
      const answer = await link.ask(limitMs, call);
      heavy.delete(link);
      if (answer.kind === 'answered') {
        deathsInARow = 0;
        return answer;
      }
      if (seats !== links) return RELEASED;
      deathsInARow += 1;
      lastDetail = answer.detail;
      return { kind: 'died', detail: answer.detail };
    },
    release() {
      for (const link of links.values()) {
        if (heavy.has(link)) link.kill('A run begins.');
        else if (!link.isDead) forget(link);
        pool.giveBack(link);
      }
      links = new Map();
      heavy = new Set();
      deathsInARow = 0;
    },
  };
}

function forget(link: SupervisedWorker<FileSource>): void {
  void link.ask(0, (worker) => worker.forget());
}
