// The page's one door to its workers: nobody else says `new Worker`.
import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';

import { failedOutcome, type SlotOutcome } from '../../core/verdict.ts';
import type { DecodeWorker } from '../../pool/decode-worker.ts';
import type {
  ArrayRequest,
  Batch,
  DecodeCalls,
  FileBatch,
  FilePart,
  SinkCalls,
} from '../../pool/wire.ts';
import { openFile, type FileSource } from './file-source.ts';

/** How long the sink may take to answer, and to put an array of gigabytes together. */
const SINK_ANSWER_MS = 10_000;
const SINK_EXPORT_MS = 300_000;

/**
 * Files that are read as one Blob. Fewer cost more each, and more are read slower: Chromium reads one
 * Blob through one pipe, and several side by side.
 */
const PART_FILES = 16;

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
      const report = await calls.decode(opened);
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
): Promise<{ readonly opened: FileBatch<Blob>; readonly failed: readonly SlotOutcome[] }> {
  const ready: { readonly slot: number; readonly file: File }[] = [];
  const failed: SlotOutcome[] = [];
  const sources = await Promise.all(batch.map(({ source, stat }) => openFile(source, stat)));
  for (const [index, { slot }] of batch.entries()) {
    const file = sources[index];
    if (file instanceof File) ready.push({ slot, file });
    else if (file !== undefined) failed.push(failedOutcome(slot, file));
  }
  const opened: FilePart<Blob>[] = [];
  for (let first = 0; first < ready.length; first += PART_FILES) {
    const part = ready.slice(first, first + PART_FILES);
    opened.push({
      slots: part.map(({ slot }) => slot),
      sizes: part.map(({ file }) => file.size),
      bytes: new Blob(part.map(({ file }) => file)),
    });
  }
  return { opened, failed };
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
