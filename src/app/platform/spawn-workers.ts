// The only file that calls `new Worker`.
import { failedOutcome } from '../../core/verdict.ts';
import { HEAD_BYTES, LONG_HEAD_BYTES } from '../../formats/survey.ts';
import type { DecodeWorker, FileCalls } from '../../pool/decode-worker.ts';
import type { WorkerThread } from '../../pool/supervise-calls.ts';
import type { ArchiveCalls } from '../../pool/wire/archive.ts';
import type { BatchWaits } from '../../pool/wire/batch.ts';
import type { DecodeCalls } from '../../pool/wire/decode.ts';
import type { InspectCalls } from '../../pool/wire/inspect.ts';
import type { OpenCalls } from '../../pool/wire/open.ts';
import type { SinkCalls } from '../../pool/wire/sink.ts';
import { comlinkThread, replaceCalls } from './comlink-thread.ts';
import type { OpenByHandle } from './files/file-opener.ts';
import { openFile, type FileSource } from './files/file-source.ts';
import { openBatch, partsOf } from './files/open-batch.ts';

export function spawnDecodeWorker(
  openByHandle: OpenByHandle,
): WorkerThread<DecodeWorker<FileSource>> {
  const thread = comlinkThread<DecodeCalls<Blob, MessagePort>>(
    new Worker(new URL('../../worker/decode/decode.worker.ts', import.meta.url), {
      type: 'module',
      name: 'decode',
    }),
  );
  return { ...thread, calls: replaceCalls(thread.calls, openingCalls(thread.calls, openByHandle)) };
}

/** Calls that need files: the page opens the files for the worker. */
function openingCalls(
  calls: Pick<DecodeCalls<Blob, MessagePort>, keyof FileCalls<unknown>>,
  openByHandle: OpenByHandle,
): FileCalls<FileSource> {
  return {
    async decode(batch) {
      const startedAt = performance.now();
      const { opened, failed, blocker } = await openBatch(batch, 'no', openByHandle);
      const openedMs = performance.now() - startedAt;
      const report = await calls.decode(partsOf(opened));
      const outcomes = [...failed, ...report.outcomes];
      const waits = report.waits && withOpening(report.waits, openedMs);
      return { ...report, outcomes, blocker: report.blocker ?? blocker, ...(waits && { waits }) };
    },
    async survey(batch) {
      const { opened } = await openBatch(batch, 'always', openByHandle);
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
  };
}

/** While a worker waits for a batch whose files are being opened, it waits for that. */
function withOpening(waits: BatchWaits, openedMs: number): BatchWaits {
  return { ...waits, openMs: Math.min(waits.batchMs, openedMs) };
}

export function spawnOpenWorker(): WorkerThread<OpenCalls<FileSystemDirectoryHandle, Blob>> {
  return comlinkThread(
    new Worker(new URL('../../worker/open/open.worker.ts', import.meta.url), {
      type: 'module',
      name: 'open',
    }),
  );
}

export function spawnArchiveWorker(): WorkerThread<ArchiveCalls<Blob>> {
  return comlinkThread(
    new Worker(new URL('../../worker/archive/archive.worker.ts', import.meta.url), {
      type: 'module',
      name: 'archive',
    }),
  );
}

export function spawnInspectWorker(): WorkerThread<InspectCalls<MessagePort, ImageBitmap, Blob>> {
  return comlinkThread(
    new Worker(new URL('../../worker/inspect/inspect.worker.ts', import.meta.url), {
      type: 'module',
      name: 'inspect',
    }),
  );
}

export function spawnSinkWorker(): WorkerThread<
  SinkCalls<MessagePort, Blob, FileSystemFileHandle, ImageBitmap>
> {
  return comlinkThread(
    new Worker(new URL('../../worker/sink/sink.worker.ts', import.meta.url), {
      type: 'module',
      name: 'sink',
    }),
  );
}
