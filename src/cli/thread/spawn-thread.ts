import { proxy, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';

import { errorMessage } from '../../core/error-message.ts';
import type { DecodeWorker } from '../../pool/decode-worker.ts';
import type { WorkerThread } from '../../pool/supervise-calls.ts';
import type { RunPaths, ThreadCalls } from './thread-calls.ts';
import type { ThreadStock } from './thread-stock.ts';

/** A decode thread as the pool sees it. `onBytes` gets the number of files of each batch, and their bytes. */
export function spawnThread(
  threads: ThreadStock,
  paths: RunPaths,
  onBytes: (files: number, bytes: number) => void,
): WorkerThread<DecodeWorker<string>> {
  const thread = threads.take();
  const calls = wrap<ThreadCalls>(nodeEndpoint(thread));
  return {
    calls: {
      async begin({ recipe }, port, events) {
        port.close(); // rows are written by the thread itself
        await calls.begin(recipe, paths, proxy({ ...events }));
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
        threads.stop();
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
