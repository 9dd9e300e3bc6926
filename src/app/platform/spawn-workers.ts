// The page's one door to its workers: nobody else says `new Worker`.
import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';

import { failedOutcome, type SlotOutcome } from '../../core/verdict.ts';
import type { DecodeWorker } from '../../pool/decode-worker.ts';
import type { ArrayRequest, Batch, BatchItem, DecodeCalls, SinkCalls } from '../../pool/wire.ts';
import { openFile, type FileSource } from './file-source.ts';

/** The sink as the page sees it. Every call settles: it rejects when the worker dies. */
export interface SinkWorker {
  open(layout: { readonly slots: number; readonly rowBytes: number }): Promise<void>;
  connect(port: MessagePort): Promise<void>;
  exportArray(request: ArrayRequest): Promise<Blob>;
  /** The listener is called when the worker can no longer answer, with the reason. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

export function spawnDecodeWorker(): DecodeWorker<FileSource> {
  const worker = new Worker(new URL('../../worker/decode.worker.ts', import.meta.url), {
    type: 'module',
    name: 'decode',
  });
  // kept as long as the worker: a proxy that is collected closes its port, and calls never settle
  const calls: Remote<DecodeCalls<Blob, MessagePort>> = wrap(worker);
  return {
    begin: (recipe, rows, onBeat) => calls.begin(recipe, transfer(rows, [rows]), proxy(onBeat)),
    async decode(batch) {
      const { ready, failed } = await openBatch(batch);
      const report = await calls.decode(ready);
      return { ...report, outcomes: [...failed, ...report.outcomes] };
    },
    stop: () => calls.stop(),
    onDeath: (listener) => listenForDeath(worker, listener),
    terminate() {
      calls[releaseProxy]();
      worker.terminate();
    },
  };
}

/** Opens the files of a batch; those that cannot be opened have their outcome at once. */
async function openBatch(
  batch: Batch<FileSource>,
): Promise<{ readonly ready: Batch<File>; readonly failed: readonly SlotOutcome[] }> {
  const ready: BatchItem<File>[] = [];
  const failed: SlotOutcome[] = [];
  const opened = await Promise.all(batch.map(({ source, stat }) => openFile(source, stat)));
  for (const [index, { slot, stat }] of batch.entries()) {
    const file = opened[index];
    if (file instanceof File) ready.push({ slot, stat, source: file });
    else if (file !== undefined) failed.push(failedOutcome(slot, file));
  }
  return { ready, failed };
}

export function spawnSinkWorker(): SinkWorker {
  const worker = new Worker(new URL('../../worker/sink.worker.ts', import.meta.url), {
    type: 'module',
    name: 'sink',
  });
  const calls: Remote<SinkCalls<MessagePort, Blob>> = wrap(worker);
  let fail: (error: Error) => void = () => {};
  const died = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  died.catch(() => undefined); // handled where a call is raced against it
  listenForDeath(worker, (reason) => fail(new Error(reason)));
  return {
    open: (layout) => Promise.race([calls.open(layout), died]),
    connect: (port) => Promise.race([calls.connect(transfer(port, [port])), died]),
    exportArray: (request) => Promise.race([calls.exportArray(request), died]),
    onDeath: (listener) => listenForDeath(worker, listener),
    terminate() {
      calls[releaseProxy]();
      worker.terminate();
      fail(new Error('The sink worker was ended.'));
    },
  };
}

function listenForDeath(worker: Worker, listener: (reason: string) => void): void {
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    listener(event.message || 'The worker could not be started.');
  });
  worker.addEventListener('messageerror', () => listener('A message could not be read.'));
}
