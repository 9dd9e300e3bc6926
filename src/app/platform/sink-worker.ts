import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';

import { watchSilence } from '../../pool/watch-silence.ts';
import type { SinkCalls } from '../../pool/wire/sink.ts';

/** How long the sink may take to answer: now and then it makes a slow disk write all that it has. */
const ANSWER_MS = 15_000;
/** To put an array of gigabytes together, or to write more of one to a slow disk. */
const EXPORT_MS = 300_000;
/** To read journals of millions of images. */
const JOURNALS_MS = 60_000;

type Calls = SinkCalls<MessagePort, Blob, FileSystemFileHandle>;

/** The sink as the page sees it. Every call settles: it rejects when the worker dies or is silent. */
export interface SinkWorker extends Calls {
  /** The listener is called when the worker dies or is silent, with the reason. Gives the release. */
  onDeath(listener: (reason: string) => void): () => void;
  /** Whether it died, or was silent: then it is asked in vain. */
  isDead(): boolean;
  terminate(): void;
}

/** Wraps the worker that keeps the rows. `listen`: calls its listener when the worker fails. */
export function sinkWorkerOf(
  worker: Worker,
  listen: (worker: Worker, listener: (reason: string) => void) => void,
): SinkWorker {
  // kept as long as the worker: a proxy that is collected closes its port, and calls never settle
  const calls: Remote<Calls> = wrap(worker);
  /** What rejects each call that is unanswered, and ends its clock. */
  const pending = new Set<(error: Error) => void>();
  const mourners = new Set<(reason: string) => void>();
  let death: Error | null = null;
  let isTerminated = false;

  function end(reason: string): void {
    if (death !== null) return;
    death = new Error(reason);
    for (const reject of pending) reject(death);
    pending.clear();
    for (const listener of mourners) listener(reason);
  }
  listen(worker, end);

  /** What `call` gives. A worker that ends silently fires nothing: only the clock tells. */
  function watched<T>(
    limitMs: number,
    onSilence: (reject: (error: Error) => void) => void,
    call: (heard: () => void) => Promise<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (death !== null) return reject(death);
      const watch = watchSilence(
        () => limitMs,
        () => onSilence(reject),
      );
      // a worker that is dead never answers: its call's clock would tick on
      const fail = (error: Error): void => {
        watch.stop();
        reject(error);
      };
      pending.add(fail);
      void call(watch.heard)
        .then(resolve, reject)
        .finally(() => {
          watch.stop();
          pending.delete(fail);
        });
    });
  }

  const within = <T>(limitMs: number, call: () => Promise<T>): Promise<T> =>
    watched(limitMs, () => end('The worker that keeps the rows is silent.'), call);

  /** A worker that ended long ago is found out before much time is given to it. */
  const isThere = (): Promise<unknown> => within(ANSWER_MS, async () => calls.ping());

  return {
    open: (layout, head) => within(ANSWER_MS, async () => calls.open(layout, head)),
    addPlan: (part) => within(ANSWER_MS, () => calls.addPlan(part)),
    endPlan: (rest) => within(ANSWER_MS, () => calls.endPlan(rest)),
    recordDispatch: (dispatch) => within(ANSWER_MS, () => calls.recordDispatch(dispatch)),
    commit: (commit) => within(ANSWER_MS, () => calls.commit(commit)),
    recordPause: (pause) => within(ANSWER_MS, () => calls.recordPause(pause)),
    connect: (port) => within(ANSWER_MS, () => calls.connect(transfer(port, [port]))),
    tryRoom: () => within(ANSWER_MS, () => calls.tryRoom()),
    async exportArray(request) {
      await isThere();
      return within(EXPORT_MS, () => calls.exportArray(request));
    },
    async saveArray(request, target, onProgress) {
      await isThere();
      // it is the file's disk that is silent then, and the rows are where they were
      return watched(
        EXPORT_MS,
        (reject) => reject(new Error('The disk that the array is saved to does not answer.')),
        (heard) => {
          const told = proxy((bytes: number) => {
            heard();
            onProgress(bytes);
          });
          return calls.saveArray(request, target, told);
        },
      );
    },
    ping: () => within(ANSWER_MS, () => calls.ping()),
    listRuns: () => within(JOURNALS_MS, () => calls.listRuns()),
    openRun: (id, wasCleanExit) => within(JOURNALS_MS, async () => calls.openRun(id, wasCleanExit)),
    nextPart: () => within(JOURNALS_MS, async () => calls.nextPart()),
    deleteRun: (id) => within(JOURNALS_MS, () => calls.deleteRun(id)),
    close: () => within(ANSWER_MS, () => calls.close()),
    onDeath(listener) {
      mourners.add(listener);
      return () => mourners.delete(listener);
    },
    isDead: () => death !== null,
    terminate() {
      if (isTerminated) return;
      isTerminated = true;
      mourners.clear(); // it ends because it is no longer wanted: nobody has to hear
      end('The worker that keeps the rows was ended.');
      calls[releaseProxy]();
      worker.terminate();
    },
  };
}
