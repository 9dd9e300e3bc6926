import { afterEach, expect, test } from 'vitest';

import type { RowsMessage, RowsAck } from '../../../src/pool/wire/sink.ts';
import { createRowSender } from '../../../src/worker/decode/row-sender.ts';

const { port1: workerEnd, port2: sinkEnd } = new MessageChannel();

afterEach(() => {
  sinkEnd.onmessage = null;
});

/** Takes messages at the sink's end and answers each only when it is told to. */
function slowSink() {
  const waiting: RowsMessage[] = [];
  sinkEnd.onmessage = ({ data }: MessageEvent<RowsMessage>) => {
    waiting.push(data);
  };
  return {
    waiting,
    answer(blocker: RowsAck['blocker'] = null): void {
      const message = waiting.shift();
      if (message === undefined) throw new Error('nothing to answer');
      const receipt: RowsAck = { id: message.id, blocker, writeMs: 5, memory: message.rows.buffer };
      sinkEnd.postMessage(receipt, [receipt.memory]);
    },
  };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await nextTask();
}

test('Q9 the third message waits until the sink has answered one', async () => {
  const sink = slowSink();
  const freed: number[] = [];
  const sender = createRowSender(workerEnd, ({ byteLength }) => void freed.push(byteLength));
  let sent = 0;
  const sending = (async () => {
    for (let slot = 0; slot < 4; slot++) {
      await sender.send(Uint32Array.of(slot), new Uint8Array([slot, slot, slot]));
      sent += 1;
    }
  })();
  await until(() => sink.waiting.length === 2);
  for (let turn = 0; turn < 50; turn++) await nextTask();
  expect(sent).toBe(2);
  expect(sink.waiting.map(({ rows }) => [...rows])).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ]);
  sink.answer();
  await until(() => sent === 3);
  sink.answer({ kind: 'storage-full', detail: 'full' });
  await until(() => sent === 4);
  await until(() => sink.waiting.length === 2);
  sink.answer();
  sink.answer();
  await sending;
  const deliveries = await sender.settle();
  expect(freed).toEqual([3, 3, 3, 3]);
  expect(deliveries.map(({ slots, blocker }) => [slots[0], blocker?.kind ?? null])).toEqual([
    [0, null],
    [1, 'storage-full'],
    [2, null],
    [3, null],
  ]);
  sender.close();
});
