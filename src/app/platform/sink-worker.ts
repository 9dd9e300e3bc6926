import {
  superviseCalls,
  type CallDeadlines,
  type WorkerThread,
} from '../../pool/supervise-calls.ts';
import type { SinkCalls } from '../../pool/wire/sink.ts';

/** Deadline for an answer: now and then the sink flushes everything to a possibly slow disk. */
const ANSWER = { ms: 15_000 };
/** To assemble an array of gigabytes, or to write the next part of it to a slow disk. */
const EXPORT_MS = 300_000;
/** To read journals of millions of images. */
const JOURNALS = { ms: 60_000 };

type Calls = SinkCalls<MessagePort, Blob, FileSystemFileHandle, ImageBitmap>;

const DEADLINES: CallDeadlines<Calls> = {
  open: ANSWER,
  addPlan: ANSWER,
  endPlan: ANSWER,
  recordDispatch: ANSWER,
  commit: ANSWER,
  recordPause: ANSWER,
  recordExclusion: ANSWER,
  connect: ANSWER,
  connectViewer: ANSWER,
  tryRoom: ANSWER,
  exportArray: { ms: EXPORT_MS },
  // the rows are still safe if it times out
  saveArray: { ms: EXPORT_MS, reason: 'The disk to save the array on does not answer.' },
  sumRows: { ms: EXPORT_MS },
  exportForm: { ms: EXPORT_MS },
  saveForm: { ms: EXPORT_MS, reason: 'The disk to save the array on does not answer.' },
  paintRows: ANSWER,
  ping: ANSWER,
  listRuns: JOURNALS,
  openRun: JOURNALS,
  nextPart: JOURNALS,
  deleteRun: JOURNALS,
  close: ANSWER,
};

/** The sink as the page sees it. Every call settles: it rejects if the worker dies or times out. */
export interface SinkWorker extends Calls {
  /** Calls the listener with the reason when the worker dies or times out. Returns the release. */
  onDeath(listener: (reason: string) => void): () => void;
  /** Whether it died or timed out; no call is answered after that. */
  isDead(): boolean;
  terminate(): void;
}

/** Spawns the worker that stores the rows. */
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
    // the ping finds a dead worker without waiting for the long deadline
    async exportArray(request) {
      await calls.ping();
      return calls.exportArray(request);
    },
    async saveArray(request, target, onProgress) {
      await calls.ping();
      return calls.saveArray(request, target, onProgress);
    },
    async exportForm(request, callbacks) {
      await calls.ping();
      return calls.exportForm(request, callbacks);
    },
    async saveForm(request, target, callbacks) {
      await calls.ping();
      return calls.saveForm(request, target, callbacks);
    },
    onDeath,
    isDead: () => worker.death !== null,
    terminate: () => worker.dismiss('The worker that stores the rows was ended.'),
  };
}
