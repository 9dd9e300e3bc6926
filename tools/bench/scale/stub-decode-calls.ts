import { rowBytesOf } from '../../../src/core/recipe/recipe.ts';
import type { SurveyedFile } from '../../../src/formats/survey.ts';
import type { SlotOutcome } from '../../../src/core/verdict.ts';
import type { BatchReport } from '../../../src/pool/wire/batch.ts';
import type { RunOrders, WorkerEvents } from '../../../src/pool/wire/decode.ts';
import { createRowSender, type RowSender } from '../../../src/worker/decode/row-sender.ts';

/** What the stub of a decode worker answers to: slots instead of files. */
export interface StubDecodeCalls {
  begin(orders: RunOrders, rows: MessagePort, events: WorkerEvents): void;
  decode(slots: readonly number[]): Promise<BatchReport>;
  stop(): void;
  clearPixels(): void;
  survey(slots: readonly number[]): readonly SurveyedFile[];
}

/** Pictures: rows are parts of it. */
const PICTURES = picturesOf(2 ** 22);
/** Prime, so that parts repeat late. */
const PICTURE_STEP = 7919;

/** One slot in this many fails, as in a folder that was collected somewhere. */
const SLOTS_A_FAILURE = 100;

export function createStubDecodeCalls(): StubDecodeCalls {
  let sender: RowSender | null = null;
  let rowBytes = 0;
  let isStopped = false;

  return {
    begin({ recipe }, rows) {
      sender?.close();
      sender = createRowSender(rows, () => undefined);
      rowBytes = rowBytesOf(recipe);
      isStopped = false;
    },
    async decode(slots) {
      const sums = { readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
      if (isStopped || sender === null) return { outcomes: [], blocker: null, ...sums };
      const outcomes = slots.map(outcomeOf);
      const good = slots.filter((slot) => !isFailed(slot));
      const rows = new Uint8Array(good.length * rowBytes);
      for (const [i, slot] of good.entries()) {
        const from = (slot * PICTURE_STEP * 3) % (PICTURES.length - rowBytes);
        rows.set(PICTURES.subarray(from, from + rowBytes), i * rowBytes);
      }
      if (good.length > 0) await sender.send(Uint32Array.from(good), rows);
      const [delivery] = await sender.settle();
      const blocker = delivery?.blocker ?? null;
      return { outcomes: blocker === null ? outcomes : [], blocker, ...sums };
    },
    stop() {
      isStopped = true;
    },
    clearPixels: () => undefined,
    survey: (slots) =>
      slots.map((slot) => ({
        slot,
        format: 'jpeg',
        failure: null,
        width: 400,
        height: 300,
        variant: null,
        hasAlpha: false,
        isOdd: false,
        orientation: 1,
      })),
  };
}

/** Waves that change all the time, with a little noise. */
function picturesOf(length: number): Uint8Array {
  let chance = 1;
  let value = 128;
  return Uint8Array.from({ length }, (_, i) => {
    chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0;
    value = Math.max(0, Math.min(255, value + ((chance >>> 28) - 7.5)));
    return value / 2 + 64 + 60 * Math.sin(i / 997 + i * i * 1e-9);
  });
}

function isFailed(slot: number): boolean {
  return slot % SLOTS_A_FAILURE === SLOTS_A_FAILURE - 1;
}

function outcomeOf(slot: number): SlotOutcome {
  const facts = { slot, format: 'jpeg', width: 400, height: 300, approximate: false };
  if (!isFailed(slot)) return { ...facts, verdict: 'ok', decoder: 'pixelpool-jpeg' };
  const detail = `The image ends after ${slot} bytes, before its last line.`;
  return { ...facts, verdict: 'failed', code: 'truncated', detail, decoder: null };
}
