// The page's one door to its workers: nobody else says `new Worker`.
import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';

import { HEAD_BYTES, LONG_HEAD_BYTES } from '../../formats/survey.ts';
import { failedOutcome } from '../../core/verdict.ts';
import type { DecodeWorker } from '../../pool/decode-worker.ts';
import type { OpenCalls } from '../../pool/wire/open.ts';
import type { DecodeCalls } from '../../pool/wire/decode.ts';
import type { OpenByHandle } from './files/file-opener.ts';
import { openFile, type FileSource } from './files/file-source.ts';
import { openBatch, partsOf } from './files/open-batch.ts';
import type { OpenWorker } from './files/open-lane.ts';
import { sinkWorkerOf, type SinkWorker } from './sink-worker.ts';

export function spawnDecodeWorker(openByHandle: OpenByHandle): DecodeWorker<FileSource> {
  const worker = new Worker(new URL('../../worker/decode/decode.worker.ts', import.meta.url), {
    type: 'module',
    name: 'decode',
  });
  // kept as long as the worker: a proxy that is collected closes its port, and calls never settle
  const calls: Remote<DecodeCalls<Blob, MessagePort>> = wrap(worker);
  return {
    begin: (orders, rows, events) => calls.begin(orders, transfer(rows, [rows]), proxy(events)),
    async decode(batch) {
      const { opened, failed, blocker } = await openBatch(batch, false, openByHandle);
      const report = await calls.decode(partsOf(opened));
      const outcomes = [...failed, ...report.outcomes];
      return { ...report, outcomes, blocker: report.blocker ?? blocker };
    },
    stop: () => calls.stop(),
    async survey(batch) {
      const { opened } = await openBatch(batch, true, openByHandle);
      const { files, needsMoreBytes } = await calls.survey(partsOf(opened), HEAD_BYTES);
      const longer = opened.filter(
        ({ slot, size }) => needsMoreBytes.includes(slot) && size > HEAD_BYTES,
      );
      if (longer.length === 0) return files;
      const second = await calls.survey(partsOf(longer), LONG_HEAD_BYTES);
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

export function spawnOpenWorker(): OpenWorker {
  const worker = new Worker(new URL('../../worker/open/open.worker.ts', import.meta.url), {
    type: 'module',
    name: 'open',
  });
  const calls: Remote<OpenCalls<FileSystemDirectoryHandle, Blob>> = wrap(worker);
  return {
    begin: (root) => calls.begin(root),
    list: (path, onFound) => calls.list(path, proxy(onFound)),
    stat: (paths) => calls.stat(paths),
    open: (groups) => calls.open(groups),
    onDeath: (listener) => listenForDeath(worker, listener),
    terminate() {
      calls[releaseProxy]();
      worker.terminate();
    },
  };
}

export function spawnSinkWorker(): SinkWorker {
  const worker = new Worker(new URL('../../worker/sink/sink.worker.ts', import.meta.url), {
    type: 'module',
    name: 'sink',
  });
  return sinkWorkerOf(worker, listenForDeath);
}

/** Of a script that cannot be had, browsers tell the worker that there was an error, and no more. */
const NOT_LOADED = 'The worker script could not be loaded. Are you offline?';
const FORBIDDEN =
  'The Content-Security-Policy of the server forbids the page’s workers: worker-src has to allow them.';

/** What the document is told of a worker that a policy forbids comes before the worker's error. */
let forbidsWorkers = false;
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, disposition }) => {
  if (effectiveDirective === 'worker-src' && disposition === 'enforce') forbidsWorkers = true;
});

function listenForDeath(worker: Worker, listener: (reason: string) => void): void {
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    listener(event.message || (forbidsWorkers ? FORBIDDEN : NOT_LOADED));
  });
  worker.addEventListener('messageerror', () => listener('A message could not be read.'));
}
