import { Worker } from 'node:worker_threads';

import { proxy, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';

import { errorMessage } from '../../core/error-message.ts';
import type { DecodeWorker } from '../../pool/decode-worker.ts';
import type { WorkerThread } from '../../pool/supervise-calls.ts';
import type { ThreadCalls, ThreadSetup } from './thread-calls.ts';

/** Starts a decode thread, for the pool. `onBytes` gets the number of files of each batch, and their bytes. */
export function spawnThread(
  setup: ThreadSetup,
  onBytes: (files: number, bytes: number) => void,
): WorkerThread<DecodeWorker<string>> {
  const thread = new Worker(new URL('./decode-thread.js', import.meta.url), { workerData: setup });
  const calls = wrap<ThreadCalls>(nodeEndpoint(thread));
  return {
    calls: {
      async begin({ recipe }, port, events) {
        port.close(); // rows are written by the thread itself
        await calls.begin(recipe, proxy({ ...events }));
      },
      async decode(batch) {
        const report = await calls.decode({
          slots: batch.map(({ slot }) => slot),
          paths: batch.map(({ source }) => source),
        });
        onBytes(report.outcomes.length, report.bytes);
        return report;
      },
      async stop() {
        Atomics.store(new Int32Array(setup.stopFlag), 0, 1);
      },
      survey: notHere,
      preview: notHere,
      clearPixels: notHere,
      aboutBrowser: notHere,
      spin: notHere,
    },
    onDeath(listener) {
      thread.on('error', (error) => listener(`The thread failed: ${errorMessage(error)}`));
      thread.on('exit', (code) => listener(`The thread ended (exit code ${code}).`));
    },
    terminate: () => void thread.terminate(),
  };
}

/** What only the page asks its workers. */
function notHere(): Promise<never> {
  return Promise.reject(new Error('The command line does not have this call.'));
}
