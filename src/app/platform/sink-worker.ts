import {
  superviseCalls,
  type CallDeadlines,
  type WorkerThread,
} from '../../pool/supervise-calls.ts';
import type { SinkCalls } from '../../pool/wire/sink.ts';

/** How long the sink may take to answer: now and then it makes a slow disk write all that it has. */
const ANSWER = { ms: 15_000 };
/** To put an array of gigabytes together, or to write more of one to a slow disk. */
const EXPORT_MS = 300_000;
/** To read journals of millions of images. */
const JOURNALS = { ms: 60_000 };

type Calls = SinkCalls<MessagePort, Blob, FileSystemFileHandle>;

const DEADLINES: CallDeadlines<Calls> = {
  open: ANSWER,
  addPlan: ANSWER,
  endPlan: ANSWER,
  recordDispatch: ANSWER,
  commit: ANSWER,
  recordPause: ANSWER,
  connect: ANSWER,
  tryRoom: ANSWER,
  exportArray: { ms: EXPORT_MS },
  // if it is silent, the rows are where they were
  saveArray: { ms: EXPORT_MS, reason: 'The disk to save the array on does not answer.' },
  ping: ANSWER,
  listRuns: JOURNALS,
  openRun: JOURNALS,
  nextPart: JOURNALS,
  deleteRun: JOURNALS,
  close: ANSWER,
};

/** The sink as the page sees it. Every call settles: it rejects when the worker dies or is silent. */
export interface SinkWorker extends Calls {
  /** The listener is called when the worker dies or is silent, with the reason. Returns the release. */
  onDeath(listener: (reason: string) => void): () => void;
  /** Whether it died or was silent: then no call is answered. */
  isDead(): boolean;
  terminate(): void;
}

/** Spawns the worker that keeps the rows. */
export function createSinkWorker(spawn: () => WorkerThread<Calls>): SinkWorker {
  const worker = superviseCalls(spawn, {
    deadlines: DEADLINES,
    clocks: 'own',
    isRejectionDeath: false,
    silenceReason: 'The worker that stores the rows does not answer.',
  });
  const { calls, onDeath } = worker;
  return {
    ...calls,
    // a worker that ended long ago is found out before much time is given to it
    async exportArray(request) {
      await calls.ping();
      return calls.exportArray(request);
    },
    async saveArray(request, target, onProgress) {
      await calls.ping();
      return calls.saveArray(request, target, onProgress);
    },
    onDeath,
    isDead: () => worker.death !== null,
    terminate: () => worker.dismiss('The worker that stores the rows was ended.'),
  };
}
