import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';

import type { FileSource } from '../../../src/app/platform/files/file-source.ts';
import { NO_FACTS } from '../../../src/core/verdict.ts';
import type { DecodeWorker } from '../../../src/pool/decode-worker.ts';
import type { StubDecodeCalls } from './stub-decode-calls.ts';

/** A decode worker that opens no file: its rows are made up, and go the way that all rows go. */
export function spawnStubDecoder(onReport: () => void): DecodeWorker<FileSource> {
  const worker = new Worker(new URL('./stub-decode.worker.ts', import.meta.url), {
    type: 'module',
    name: 'decode',
  });
  const calls: Remote<StubDecodeCalls> = wrap(worker);
  return {
    begin: (orders, rows, signs) =>
      calls.begin(
        orders,
        transfer(rows, [rows]),
        proxy((images) => signs.onHeartbeat(images)),
      ),
    async decode(batch) {
      const report = await calls.decode(batch.map(({ slot }) => slot));
      onReport();
      return report;
    },
    stop: () => calls.stop(),
    survey: (batch) => calls.survey(batch.map(({ slot }) => slot)),
    preview: async () => ({ outcome: { ...NO_FACTS, verdict: 'ok' }, row: null, source: null }),
    forget: async () => {},
    aboutBrowser: () => Promise.reject(new Error('Nothing is decoded here.')),
    onDeath: (listener) => {
      worker.addEventListener('error', (event) => listener(event.message));
    },
    terminate() {
      calls[releaseProxy]();
      worker.terminate();
    },
  };
}
