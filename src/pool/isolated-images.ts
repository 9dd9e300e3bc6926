import { failedOutcome, NO_FACTS, type Failure, type SlotOutcome } from '../core/verdict.ts';
import { unreported, type Dispatcher } from './dispatch.ts';
import type { RunHalt } from './run-halt.ts';
import type { BatchItem, BatchReport } from './wire/batch.ts';
import type { SupervisedWorker } from './supervised-worker.ts';

/** An image that may have killed a worker. It has `tries` tries left, each alone on a worker. */
export interface IsolatedImage<Source> {
  readonly item: BatchItem<Source>;
  readonly tries: number;
  /** Whether no other worker may be at work meanwhile. */
  readonly isSuspect: boolean;
}

/** The worker's report left the image out. */
const UNREPORTED: Failure = {
  code: 'worker-died',
  detail: 'The worker did not say what became of it.',
};

export interface IsolatedImages<Source> {
  readonly remaining: number;
  add(image: IsolatedImage<Source>): void;
  /** Tries the next image on a worker that has no other work. */
  tryNext(worker: SupervisedWorker<Source>): Promise<void>;
}

/** Images waiting to be tried alone. An image fails by name if its last try kills the worker. */
export function createIsolatedImages<Source>(
  dispatcher: Dispatcher<Source>,
  halt: RunHalt,
): IsolatedImages<Source> {
  const images: IsolatedImage<Source>[] = [];

  function settle(image: IsolatedImage<Source>, failure: Failure): void {
    const tries = image.tries - 1;
    if (tries > 0) images.unshift({ ...image, tries });
    else dispatcher.report(reportOf(failedOutcome(image.item.slot, failure, NO_FACTS)));
  }

  return {
    get remaining() {
      return images.length;
    },
    add: (image: IsolatedImage<Source>) => void images.push(image),
    async tryNext(worker: SupervisedWorker<Source>): Promise<void> {
      const image = images.shift();
      if (image === undefined) return;
      const result = await dispatcher.send(worker, [image.item], image.isSuspect);
      if (worker.deathDetail !== null) halt.countDeath(worker, worker.deathDetail);
      // the worker may have been killed with the run, so its death says nothing about the image
      if (halt.isHalted) return;
      if (result.kind === 'unsent') images.unshift(image);
      else if (result.kind === 'died') settle(image, result);
      else if (unreported([image.item], result).length > 0) settle(image, UNREPORTED);
    },
  };
}

function reportOf(outcome: SlotOutcome): BatchReport {
  return { outcomes: [outcome], readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
}
