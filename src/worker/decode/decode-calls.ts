import { transfer } from 'comlink';

import { createMutex } from '../../core/mutex.ts';
import { rowBytesOf } from '../../core/recipe/recipe.ts';
import type { Sniffed } from '../../formats/sniff.ts';
import type { SlotOutcome } from '../../core/verdict.ts';
import type { BatchReport } from '../../pool/wire/batch.ts';
import type { DecodeCalls, RunOrders, WorkerEvents } from '../../pool/wire/decode.ts';
import type { KernelKeeper } from '../../kernel/kernel-keeper.ts';
import { decodeImage, finishRow, type RowMakers } from '../../pipeline/make-row.ts';
import { aboutBrowser } from './about-browser.ts';
import { decodeInOrder } from './decode-in-order.ts';
import { createKeptReader, type ReadingThread } from './kept-reader.ts';
import { createPreviewer } from './preview-image.ts';
import { readBatch, type ReadBatch } from './read-batch.ts';
import { createRowBuffer, createRowMemory, type RowMemory } from './row-buffer.ts';
import { createRowSender, type RowSender } from './row-sender.ts';
import { spin } from './spin.ts';
import { surveyHeads } from './survey-heads.ts';
import { createWaitClock, type WaitsOfBatch } from './wait-clock.ts';

const HEARTBEAT_INTERVAL_MS = 100;
/** The heartbeat interval while rows wait to be stored. */
const WAITING_HEARTBEAT_MS = 1000;

/** What a worker makes rows with. */
export interface WorkerMakers extends RowMakers {
  /** In place of `kernels` if the orders say so. */
  readonly plainKernels: KernelKeeper;
}

interface WorkerRun {
  readonly makers: RowMakers;
  readonly orders: RunOrders;
  readonly sender: RowSender;
  readonly memory: RowMemory;
  readonly events: WorkerEvents;
  isStopped: boolean;
}

/**
 * The calls of a decode worker. Batches are read as they arrive, but decoded one at a time, so the
 * next batch is read while the current one is decoded. `prepare` is called by the first call that
 * needs it, and again only if it fails; `spawnReader` by the first batch.
 */
export function createDecodeCalls(
  prepare: () => Promise<WorkerMakers>,
  spawnReader: () => ReadingThread,
): DecodeCalls<Blob, MessagePort> {
  let preparing: Promise<WorkerMakers> | null = null;
  let run: WorkerRun | null = null;
  const decoding = createMutex();
  const reader = createKeptReader(spawnReader);
  const clock = createWaitClock();

  const prepared = (): Promise<WorkerMakers> => {
    preparing ??= prepare().catch((error: unknown) => {
      preparing = null;
      throw error;
    });
    return preparing;
  };
  const previewer = createPreviewer(prepared);

  return {
    async begin(orders, rows, events) {
      previewer.clear();
      await decoding.runExclusive(() => run?.sender.close());
      const ready = await prepared();
      const kernels = orders.scalesPlainly === true ? ready.plainKernels : ready.kernels;
      const makers = { ...ready, kernels };
      clock.begin();
      const memory = createRowMemory();
      const sender = createRowSender(rows, memory.giveBack);
      run = { makers, orders, sender, memory, events, isStopped: false };
    },
    async decode(batch) {
      if (run === null) throw new Error('decode was called before begin');
      const current = run;
      const arrivedAt = performance.now();
      const reading = readBatch(batch, createHeartbeat(current.events, 0), reader);
      return decoding.runExclusive(async () => {
        const waits = clock.start(arrivedAt);
        const read = await waits.whileReading(reading);
        try {
          return { ...(await decodeBatch(read, current, waits)), waits: waits.end() };
        } finally {
          read.release();
        }
      });
    },
    async stop() {
      if (run !== null) run.isStopped = true;
    },
    survey: surveyHeads,
    async preview(request) {
      const preview = await previewer.preview(request);
      if (preview === null) return null;
      const { row, source, exact } = preview;
      const pictures = [row, source, exact?.row ?? null].filter((picture) => picture !== null);
      return transfer(preview, pictures);
    },
    async clearPixels() {
      previewer.clear();
    },
    aboutBrowser: async () => aboutBrowser(await prepared()),
    spin: async (ms) => spin(ms),
  };
}

async function decodeBatch(
  { files, blocker, readMs }: ReadBatch,
  run: WorkerRun,
  waits: WaitsOfBatch,
): Promise<BatchReport> {
  const { makers, orders, sender, events } = run;
  const { recipe } = orders;
  const buffer = createRowBuffer(rowBytesOf(recipe), run.memory);
  const heartbeat = createHeartbeat(run.events, 1);
  const outcomes: SlotOutcome[] = [];
  const sums = { readMs, decodeMs: 0, resampleMs: 0, writeMs: 0 };

  const stored = <T>(storing: Promise<T>) => waits.whileStoring(whileAlive(storing, events));
  const decode = (bytes: Uint8Array<ArrayBuffer>, sniffed?: Sniffed) =>
    decodeImage(bytes, recipe, makers.decoders, sniffed);
  const decoded = run.isStopped ? [] : decodeInOrder(files, decode, orders, events);
  let left = files.length;
  for await (const { slot, image } of decoded) {
    const row = buffer.nextRow(left);
    const made = await finishRow(image, recipe, makers.kernels, row);
    outcomes.push({ ...made.outcome, slot });
    sums.decodeMs += made.decodeMs;
    sums.resampleMs += made.resampleMs;
    if (made.outcome.verdict !== 'failed') buffer.add(slot);
    if (buffer.isFull()) await stored(sender.send(...buffer.drain()));
    left -= 1;
    heartbeat();
    if (run.isStopped) break;
  }
  if (!buffer.isEmpty()) await stored(sender.send(...buffer.drain()));
  let lastBlocker = blocker;
  const unstored = new Set<number>();
  for (const delivery of await stored(sender.settle())) {
    sums.writeMs += delivery.writeMs;
    if (delivery.blocker === null) continue;
    lastBlocker = delivery.blocker;
    for (const slot of delivery.slots) unstored.add(slot);
  }
  const kept = unstored.size === 0 ? outcomes : outcomes.filter(({ slot }) => !unstored.has(slot));
  return { outcomes: kept, blocker: lastBlocker, ...sums };
}

/** Sends heartbeats while the worker waits for the sink: the page checks on the sink itself. */
async function whileAlive<T>(waiting: Promise<T>, events: WorkerEvents): Promise<T> {
  const timer = setInterval(() => events.onHeartbeat(0), WAITING_HEARTBEAT_MS);
  try {
    return await waiting;
  } finally {
    clearInterval(timer);
  }
}

/** Sends a heartbeat at most every 100 ms. Each call adds `imagesEach` images to the next one. */
function createHeartbeat(events: WorkerEvents, imagesEach: 0 | 1): () => void {
  let images = 0;
  let lastHeartbeat = performance.now();
  return () => {
    images += imagesEach;
    const now = performance.now();
    if (now - lastHeartbeat < HEARTBEAT_INTERVAL_MS) return;
    events.onHeartbeat(images);
    images = 0;
    lastHeartbeat = now;
  };
}
