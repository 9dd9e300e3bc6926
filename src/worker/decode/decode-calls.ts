import { transfer } from 'comlink';

import { rowBytesOf } from '../../core/recipe/recipe.ts';
import type { Sniffed } from '../../formats/sniff.ts';
import type { SlotOutcome } from '../../core/verdict.ts';
import type { BrowserProbe } from '../../core/browser-probe.ts';
import type { BatchReport } from '../../pool/wire/batch.ts';
import type { DecodeCalls, RunOrders, WorkerEvents } from '../../pool/wire/decode.ts';
import { decodeImage, finishRow, type RowMakers } from '../../pipeline/make-row.ts';
import { aboutBrowser } from './about-browser.ts';
import { decodeInOrder } from './decode-in-order.ts';
import { createPreviewer } from './preview-image.ts';
import { readBatch, type ReadBatch } from './read-batch.ts';
import { createRowCourier, type RowCourier } from './row-courier.ts';
import { surveyHeads } from './survey-heads.ts';

/** Rows are sent to the sink in pieces of at most this many bytes (one row at least). */
const MAX_SEND_BYTES = 4 * 2 ** 20;
const BEAT_INTERVAL_MS = 100;
/** Between signs of life while rows wait to be stored. */
const WAITING_BEAT_MS = 1000;

/** What a worker decodes with, and what it found out about the browser. */
export interface Prepared {
  readonly makers: RowMakers;
  readonly probe: BrowserProbe;
}

interface WorkerRun {
  readonly makers: RowMakers;
  readonly orders: RunOrders;
  readonly courier: RowCourier;
  readonly events: WorkerEvents;
  isStopped: boolean;
}

/**
 * What a decode worker does when it is called. Batches are read as they arrive and decoded one after
 * the other, so that the next batch is being read while one is decoded. `prepare` is asked once, at
 * the first call that needs it.
 */
export function createDecodeCalls(
  prepare: () => Promise<Prepared>,
): DecodeCalls<Blob, MessagePort> {
  let preparing: Promise<Prepared> | null = null;
  let run: WorkerRun | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const prepared = (): Promise<Prepared> => {
    preparing ??= prepare().catch((error: unknown) => {
      preparing = null;
      throw error;
    });
    return preparing;
  };
  const previewer = createPreviewer(prepared);

  return {
    async begin(orders, rows, events) {
      previewer.forget();
      await turn.catch(() => undefined);
      run?.courier.close();
      const { makers, probe } = await prepared();
      run = { makers, orders, courier: createRowCourier(rows), events, isStopped: false };
      return probe;
    },
    async decode(batch) {
      if (run === null) throw new Error('decode was called before begin');
      const current = run;
      const reading = readBatch(batch, createBeat(current.events, 0));
      const decoding = turn
        .catch(() => undefined)
        .then(async () => decodeBatch(await reading, current));
      turn = decoding;
      return decoding;
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
    async forget() {
      previewer.forget();
    },
    aboutBrowser: async () => aboutBrowser(await prepared()),
  };
}

async function decodeBatch(
  { files, blocker, readMs }: ReadBatch,
  run: WorkerRun,
): Promise<BatchReport> {
  const { makers, orders, courier, events } = run;
  const { recipe } = orders;
  const rowBytes = rowBytesOf(recipe);
  const parcel = createParcel(rowBytes, Math.max(1, Math.floor(MAX_SEND_BYTES / rowBytes)));
  const beat = createBeat(run.events, 1);
  const outcomes: SlotOutcome[] = [];
  const sums = { readMs, decodeMs: 0, resampleMs: 0, writeMs: 0 };

  const decode = (bytes: Uint8Array<ArrayBuffer>, sniffed?: Sniffed) =>
    decodeImage(bytes, recipe, makers.decoders, sniffed);
  const decoded = run.isStopped ? [] : decodeInOrder(files, decode, orders, events);
  let left = files.length;
  for await (const { slot, image } of decoded) {
    const row = parcel.place(left);
    const made = await finishRow(image, recipe, makers.kernels, row);
    outcomes.push({ ...made.outcome, slot });
    sums.decodeMs += made.decodeMs;
    sums.resampleMs += made.resampleMs;
    if (made.outcome.verdict !== 'failed') parcel.keep(slot);
    if (parcel.isFull()) await whileAlive(courier.send(...parcel.take()), events);
    left -= 1;
    beat();
    if (run.isStopped) break;
  }
  if (!parcel.isEmpty()) await whileAlive(courier.send(...parcel.take()), events);
  let held = blocker;
  const unstored = new Set<number>();
  for (const delivery of await whileAlive(courier.settle(), events)) {
    sums.writeMs += delivery.writeMs;
    if (delivery.blocker === null) continue;
    held = delivery.blocker;
    for (const slot of delivery.slots) unstored.add(slot);
  }
  const stored =
    unstored.size === 0 ? outcomes : outcomes.filter(({ slot }) => !unstored.has(slot));
  return { outcomes: stored, blocker: held, ...sums };
}

/** A worker that waits for the sink is not silent itself: the page asks the sink how that is. */
async function whileAlive<T>(waiting: Promise<T>, events: WorkerEvents): Promise<T> {
  const timer = setInterval(() => events.onHeartbeat(0), WAITING_BEAT_MS);
  try {
    return await waiting;
  } finally {
    clearInterval(timer);
  }
}

/** Rows on their way to being sent: a buffer that is filled from the front. */
function createParcel(rowBytes: number, maxRows: number) {
  let rows = new Uint8Array(0);
  let slots: number[] = [];
  const capacity = (): number => Math.floor(rows.length / rowBytes);
  return {
    /** Where the next row is to be written; `expected` rows may follow, itself included. */
    place(expected: number): Uint8Array<ArrayBuffer> {
      if (capacity() === 0) rows = new Uint8Array(Math.min(expected, maxRows) * rowBytes);
      return rows.subarray(slots.length * rowBytes, (slots.length + 1) * rowBytes);
    },
    keep: (slot: number): void => {
      slots.push(slot);
    },
    isFull: (): boolean => slots.length > 0 && slots.length === capacity(),
    isEmpty: (): boolean => slots.length === 0,
    take(): [Uint32Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
      const taken = Uint32Array.from(slots);
      const filled = rows.subarray(0, slots.length * rowBytes);
      rows = new Uint8Array(0);
      slots = [];
      return [taken, filled];
    },
  };
}

/** A sign of life at most every 100 ms, which tells of so many more images each time it is called. */
function createBeat(events: WorkerEvents, imagesEach: 0 | 1): () => void {
  let images = 0;
  let lastBeat = performance.now();
  return () => {
    images += imagesEach;
    const now = performance.now();
    if (now - lastBeat < BEAT_INTERVAL_MS) return;
    events.onHeartbeat(images);
    images = 0;
    lastBeat = now;
  };
}
