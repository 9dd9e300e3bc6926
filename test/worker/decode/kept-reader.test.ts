import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { ReadAnswer, ReadRequest } from '../../../src/pool/wire/read.ts';
import { createKeptReader, type ReadingThread } from '../../../src/worker/decode/kept-reader.ts';

const ignore = (): void => undefined;
const BLOB = new Blob(['12345']);

/** A thread that answers when a test says so, and its reader. */
function setUp() {
  const requests: ReadRequest<Blob>[] = [];
  const thread: ReadingThread = {
    onmessage: null,
    onerror: null,
    postMessage: vi.fn((request: ReadRequest<Blob>) => void requests.push(request)),
  };
  const spawn = vi.fn(() => thread);
  const answer = (message: ReadAnswer): void => {
    Reflect.apply(thread.onmessage ?? expect.fail(), thread, [
      new MessageEvent('message', { data: message }),
    ]);
  };
  const fail = (): void => {
    const event = new Event('error', { cancelable: true });
    Reflect.apply(thread.onerror ?? expect.fail(), thread, [event]);
    expect(event.defaultPrevented).toBe(true);
  };
  return { reader: createKeptReader(spawn), requests, answer, fail, spawn };
}

test('a Blob is read by one thread, into memory of an earlier one', async () => {
  const { reader, requests, answer, spawn } = setUp();
  expect(spawn).not.toHaveBeenCalled();
  const first = reader.read(BLOB, ignore);
  const filled = new ArrayBuffer(requests[0]?.buffer.byteLength ?? 0);
  answer({ id: requests[0]?.id ?? -1, kind: 'read', buffer: filled });
  expect(await first).toBe(filled);
  reader.giveBack(filled);
  void reader.read(BLOB, ignore);
  expect(requests[1]?.buffer).toBe(filled);
  expect(spawn).toHaveBeenCalledOnce();
});

test('Q17 each piece is a sign of life; answers may come in any order', async () => {
  const { reader, requests, answer } = setUp();
  const onProgress = [vi.fn<() => void>(), vi.fn<() => void>()];
  const readings = onProgress.map((each) => reader.read(BLOB, each));
  const [first, second] = requests.map(({ id }) => id);
  answer({ id: second ?? -1, kind: 'progress' });
  answer({ id: second ?? -1, kind: 'unable' });
  answer({ id: first ?? -1, kind: 'refused', errorName: 'NotFoundError' });
  expect(onProgress.map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  await expect(readings[0]).rejects.toMatchObject({ name: 'NotFoundError' });
  expect(await readings[1]).toBeNull();
});

test('without a thread, everything is left to the caller', async () => {
  const spawn = vi.fn((): never => {
    throw new DOMException('refused by a test', 'SecurityError');
  });
  const reader = createKeptReader(spawn);
  expect(await reader.read(BLOB, ignore)).toBeNull();
  expect(await reader.read(BLOB, ignore)).toBeNull();
  expect(spawn).toHaveBeenCalledOnce();
});

test('a thread that fails leaves what it had to the caller', async () => {
  const { reader, fail } = setUp();
  const reading = reader.read(BLOB, ignore);
  fail();
  expect(await reading).toBeNull();
  expect(await reader.read(BLOB, ignore)).toBeNull();
});

describe('a thread that is silent', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('Q17 is given up after some seconds, but not while it reads', async () => {
    const { reader, requests, answer } = setUp();
    const reading = reader.read(BLOB, ignore);
    const settled = vi.fn();
    void reading.then(settled);
    for (let seconds = 0; seconds < 20; seconds += 4) {
      await vi.advanceTimersByTimeAsync(4000);
      answer({ id: requests[0]?.id ?? -1, kind: 'progress' });
    }
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(7000);
    expect(await reading).toBeNull();
    expect(await reader.read(BLOB, ignore)).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });
});
