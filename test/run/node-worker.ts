import { readFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';

import { rowBytesOf } from '../../src/core/recipe/recipe.ts';
import type { SlotOutcome } from '../../src/core/verdict.ts';
import { decodeImage, finishRow, type RowMakers } from '../../src/pipeline/make-row.ts';
import type { DecodeWorker } from '../../src/pool/decode-worker.ts';
import type { WorkerThread } from '../../src/pool/supervise-calls.ts';
import type { RunOrders } from '../../src/pool/wire/decode.ts';
import type { RowsAck, RowsMessage } from '../../src/pool/wire/sink.ts';
import { onlyExpect } from '../pool/expected-calls.ts';

/** A decode worker on this thread, for files by their paths. `onImage` is called before each one. */
export function createNodeWorker(
  makers: RowMakers,
  onImage: (path: string) => Promise<void> | void,
): WorkerThread<DecodeWorker<string>> {
  let orders: RunOrders | null = null;
  let rows: MessagePort | null = null;
  let isStopped = false;
  const acks = new Map<number, (ack: RowsAck) => void>();

  /** Sends one row to the sink, and waits until it is stored. */
  async function store(slot: number, row: Uint8Array<ArrayBuffer>): Promise<RowsAck> {
    const message: RowsMessage = { id: slot, slots: Uint32Array.of(slot), rows: row };
    return new Promise((resolve) => {
      acks.set(slot, resolve);
      rows?.postMessage(message);
    });
  }

  const calls = onlyExpect<DecodeWorker<string>>({
    async begin(given, port: MessagePort) {
      orders = given;
      rows?.close();
      rows = port;
      isStopped = false;
      port.on('message', (ack: RowsAck) => acks.get(ack.id)?.(ack));
    },
    async decode(batch) {
      if (orders === null) throw new Error('decode was called before begin');
      const { recipe } = orders;
      const outcomes: SlotOutcome[] = [];
      for (const { slot, source } of batch) {
        await onImage(source);
        if (isStopped) break;
        const row = new Uint8Array(rowBytesOf(recipe));
        const bytes = new Uint8Array(await readFile(source));
        const image = await decodeImage(bytes, recipe, makers.decoders);
        const { outcome } = await finishRow(image, recipe, makers.kernels, row);
        const ack = outcome.verdict === 'failed' ? null : await store(slot, row);
        if (ack !== null && ack.blocker !== null) throw new Error(ack.blocker.detail);
        outcomes.push({ ...outcome, slot });
      }
      return { outcomes, readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
    },
    async stop() {
      isStopped = true;
    },
  });
  return { calls, onDeath: () => undefined, terminate: () => rows?.close() };
}
