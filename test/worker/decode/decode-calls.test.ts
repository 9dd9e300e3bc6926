import { afterEach, describe, expect, test } from 'vitest';

import { PERMISSION_LOST } from '../../../src/core/permission-lost.ts';
import type { Blocker } from '../../../src/pool/wire/blocker.ts';
import type { WorkerEvents } from '../../../src/pool/wire/decode.ts';
import type { RowsMessage, RowsAck } from '../../../src/pool/wire/sink.ts';
import type { Decoder } from '../../../src/decoders/decoder.ts';
import { createDecodeCalls } from '../../../src/worker/decode/decode-calls.ts';
import { pngHeader } from './png-header.ts';
import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';

const EVENTS: WorkerEvents = {
  onHeartbeat: () => {},
  onLarge: async () => true,
  onLargeDone: () => {},
};
const NO_ROOM: Blocker = { kind: 'storage-full', detail: 'There is no room.' };
const ORDERS = { recipe: { ...DEFAULT_RECIPE, width: 4, height: 4 }, decodesAhead: true };
const open: MessagePort[] = [];

afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** A port to a sink that takes every row, or none. */
function sinkThat(blocker: Blocker | null, stored: number[] = []): MessagePort {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  port2.onmessage = ({ data }: MessageEvent<RowsMessage>) => {
    if (blocker === null) stored.push(...data.slots);
    const receipt: RowsAck = { id: data.id, blocker, writeMs: 1, memory: data.rows.buffer };
    port2.postMessage(receipt);
  };
  return port1;
}

/** A worker whose decoder makes the same of every image, after `fault`. */
function callsThat(fault: () => void = () => {}) {
  const decoder: Decoder = {
    name: 'fake',
    accepts: () => 'exact',
    async decode() {
      fault();
      const rgba = new Uint8ClampedArray(4 * 4 * 4).fill(255);
      return { kind: 'scaled-rgba', rgba, width: 4, height: 4, decodeMs: 1, resampleMs: 1 };
    },
  };
  const kernels = { lend: () => Promise.reject(new Error('nobody needs a kernel')) };
  const noReader = (): never => {
    throw new Error('there are no more threads');
  };
  const makers = { decoders: [decoder], kernels, plainKernels: kernels };
  return createDecodeCalls(async () => makers, noReader);
}

function part(slot: number, bytes: Blob) {
  return { slots: [slot], sizes: [bytes.size], bytes, at: 0 };
}

const png = (): Blob => new Blob([pngHeader(4, 4)]);

/** A file that the browser no longer lets anybody read. */
class ForbiddenFile extends Blob {
  override arrayBuffer(): Promise<never> {
    return Promise.reject(new DOMException('refused by a test', 'NotAllowedError'));
  }
  override slice(): Blob {
    return this;
  }
}

describe('a batch', () => {
  test('Q12 of which the permission for a file went has all other outcomes, and a hold', async () => {
    const calls = callsThat();
    const stored: number[] = [];
    await calls.begin(ORDERS, sinkThat(null, stored), EVENTS);
    const batch = [part(1, png()), part(2, new ForbiddenFile(['x'])), part(3, png())];
    const { outcomes, blocker } = await calls.decode(batch);
    expect(outcomes.map(({ slot, verdict }) => [slot, verdict])).toEqual([
      [1, 'ok'],
      [3, 'ok'],
    ]);
    expect(stored).toEqual([1, 3]);
    expect(blocker).toEqual(PERMISSION_LOST);
  });

  test('Q12 whose rows are not stored has the outcomes of those that need no row', async () => {
    const calls = callsThat();
    await calls.begin(ORDERS, sinkThat(NO_ROOM), EVENTS);
    const { outcomes, blocker } = await calls.decode([
      part(1, png()),
      part(2, new Blob(['no image'])),
    ]);
    expect(outcomes.map(({ slot, verdict }) => [slot, verdict])).toEqual([[2, 'failed']]);
    expect(blocker).toEqual(NO_ROOM);
  });

  test('Q3 over which something throws rejects, and the worker can begin anew', async () => {
    let isFirst = true;
    const calls = callsThat(() => {
      if (isFirst) throw new Error('a programmer’s error');
    });
    await calls.begin(ORDERS, sinkThat(null), EVENTS);
    await expect(calls.decode([part(1, png())])).rejects.toThrow('a programmer’s error');
    isFirst = false;
    await calls.begin(ORDERS, sinkThat(null), EVENTS);
    const { outcomes } = await calls.decode([part(1, png())]);
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['ok']);
  });

  test('Q13 that was stopped is not begun, and the next run on the worker is whole', async () => {
    const calls = callsThat();
    await calls.begin(ORDERS, sinkThat(null), EVENTS);
    const first = calls.decode([part(1, png()), part(2, png())]);
    await calls.stop();
    expect((await first).outcomes).toEqual([]);
    expect((await calls.decode([part(3, png())])).outcomes).toEqual([]);
    await calls.begin(ORDERS, sinkThat(null), EVENTS);
    const { outcomes } = await calls.decode([part(1, png()), part(2, png())]);
    expect(outcomes.map(({ slot }) => slot)).toEqual([1, 2]);
  });
});
