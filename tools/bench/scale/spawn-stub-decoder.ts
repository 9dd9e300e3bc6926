import type { FileSource } from '../../../src/app/platform/files/file-source.ts';
import { comlinkThread, replaceCalls } from '../../../src/app/platform/comlink-thread.ts';
import { NO_FACTS } from '../../../src/core/verdict.ts';
import type { DecodeWorker, FileCalls } from '../../../src/pool/decode-worker.ts';
import type { WorkerThread } from '../../../src/pool/supervise-calls.ts';
import type { DecodeCalls } from '../../../src/pool/wire/decode.ts';
import type { StubDecodeCalls } from './stub-decode-calls.ts';

/** What the stub does not answer rejects. */
type StubCalls = StubDecodeCalls & Omit<DecodeCalls<Blob, MessagePort>, keyof StubDecodeCalls>;

/** A decode worker that opens no file: its rows are made up, and go the way that all rows go. */
export function spawnStubDecoder(onReport: () => void): WorkerThread<DecodeWorker<FileSource>> {
  const thread = comlinkThread<StubCalls>(
    new Worker(new URL('./stub-decode.worker.ts', import.meta.url), {
      type: 'module',
      name: 'decode',
    }),
  );
  const { calls } = thread;
  const own: FileCalls<FileSource> = {
    async decode(batch) {
      const report = await calls.decode(batch.map(({ slot }) => slot));
      onReport();
      return report;
    },
    survey: (batch) => calls.survey(batch.map(({ slot }) => slot)),
    preview: async () => ({ outcome: { ...NO_FACTS, verdict: 'ok' }, row: null, source: null }),
  };
  return { ...thread, calls: replaceCalls(calls, own) };
}
