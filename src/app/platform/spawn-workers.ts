// The page's one door to its workers: nobody else says `new Worker`.
import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';

import { HEAD_BYTES, LONG_HEAD_BYTES } from '../../core/survey.ts';
import { failedOutcome } from '../../core/verdict.ts';
import type { DecodeWorker } from '../../pool/decode-worker.ts';
import type { ArrayRequest, DecodeCalls, SinkCalls } from '../../pool/wire.ts';
import { openFile, type FileSource } from './file-source.ts';
import { headsOf, openBatch, partsOf } from './open-batch.ts';

/** How long the sink may take to answer, and to put an array of gigabytes together. */
const SINK_ANSWER_MS = 10_000;
const SINK_EXPORT_MS = 300_000;

/** The sink as the page sees it. Every call settles: it rejects when the worker dies or is silent. */
export interface SinkWorker {
  open(layout: { readonly slots: number; readonly rowBytes: number }): Promise<void>;
  connect(port: MessagePort): Promise<void>;
  exportArray(request: ArrayRequest): Promise<Blob>;
  ping(): Promise<void>;
  /** The listener is called when the worker dies or is silent, with the reason. */
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
    begin: (orders, rows, onBeat) => calls.begin(orders, transfer(rows, [rows]), proxy(onBeat)),
    async decode(batch) {
      const { opened, failed } = await openBatch(batch);
      const report = await calls.decode(partsOf(opened));
      return { ...report, outcomes: [...failed, ...report.outcomes] };
    },
    stop: () => calls.stop(),
    async survey(batch) {
      const { opened } = await openBatch(batch);
      const { files, untold } = await calls.survey(headsOf(opened, HEAD_BYTES));
      const longer = opened.filter(({ slot, size }) => untold.includes(slot) && size > HEAD_BYTES);
      if (longer.length === 0) return files;
      const second = await calls.survey(headsOf(longer, LONG_HEAD_BYTES));
      const bySlot = new Map([...files, ...second.files].map((file) => [file.slot, file]));
      return [...bySlot.values()];
    },
    async preview(request) {
      const file = await openFile(request.bytes, null);
      if (file instanceof File) return calls.preview({ ...request, bytes: file });
      return { outcome: failedOutcome(0, file), row: null, source: null };
    },
    forget: () => calls.forget(),
    aboutBrowser: () => calls.aboutBrowser(),
    onDeath: (listener) => listenForDeath(worker, listener),
    terminate() {
      calls[releaseProxy]();
      worker.terminate();
    },
  };
}

export function spawnSinkWorker(): SinkWorker {
  const worker = new Worker(new URL('../../worker/sink.worker.ts', import.meta.url), {
    type: 'module',
    name: 'sink',
  });
  const calls: Remote<SinkCalls<MessagePort, Blob>> = wrap(worker);
  const pending = new Set<(error: Error) => void>();
  const mourners = new Set<(reason: string) => void>();
  let death: Error | null = null;

  function end(reason: string): void {
    if (death !== null) return;
    death = new Error(reason);
    for (const reject of pending) reject(death);
    for (const listener of mourners) listener(reason);
  }
  listenForDeath(worker, end);

  // a worker that ends silently fires nothing: only the clock tells
  function within<T>(limitMs: number, call: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (death !== null) return reject(death);
      const timer = setTimeout(() => end('The worker that keeps the rows is silent.'), limitMs);
      pending.add(reject);
      void call()
        .then(resolve, reject)
        .finally(() => {
          clearTimeout(timer);
          pending.delete(reject);
        });
    });
  }

  return {
    open: (layout) => within(SINK_ANSWER_MS, () => calls.open(layout)),
    connect: (port) => within(SINK_ANSWER_MS, () => calls.connect(transfer(port, [port]))),
    exportArray: (request) => within(SINK_EXPORT_MS, () => calls.exportArray(request)),
    ping: () => within(SINK_ANSWER_MS, () => calls.ping()),
    onDeath: (listener) => void mourners.add(listener),
    terminate() {
      mourners.clear(); // it ends because it is no longer wanted: nobody has to hear
      end('The worker that keeps the rows was ended.');
      calls[releaseProxy]();
      worker.terminate();
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
