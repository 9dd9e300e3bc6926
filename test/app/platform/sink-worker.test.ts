import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createSinkWorker, type SinkWorker } from '../../../src/app/platform/sink-worker.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A sink whose worker takes every message and never answers. */
function setUp() {
  let die: (reason: string) => void = () => {};
  const worker = {
    calls: new Proxy({}, { get: () => () => new Promise(() => {}) }) as SinkWorker,
    onDeath(listener: (reason: string) => void) {
      die = listener;
    },
    terminate: vi.fn<() => void>(),
  };
  const sink = createSinkWorker(() => worker);
  return { sink, worker, die: (reason: string) => die(reason) };
}

describe('createSinkWorker', () => {
  test('Q7 every call settles when the worker dies, and no clock is left', async () => {
    const { sink, die } = setUp();
    const heard = vi.fn<(reason: string) => void>();
    sink.onDeath(heard);
    const calls = [sink.tryRoom(), sink.listRuns(), sink.ping(), sink.nextPart()];
    die('It broke.');
    const settled = await Promise.allSettled(calls);
    expect(settled.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    await expect(sink.close()).rejects.toThrow('It broke.');
    expect([sink.isDead(), heard.mock.calls]).toEqual([true, [['It broke.']]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('Q7 one that is silent counts as dead, for all calls at once', async () => {
    const { sink } = setUp();
    const heard = vi.fn<(reason: string) => void>();
    sink.onDeath(heard);
    const calls = Promise.allSettled([
      sink.commit({ outcomes: [], sums: NO_SUMS }),
      sink.tryRoom(),
    ]);
    await vi.advanceTimersByTimeAsync(31_000);
    const settled = await calls;
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('it can be ended twice, and whoever listened does not hear of it', async () => {
    const { sink, worker } = setUp();
    const heard = vi.fn<(reason: string) => void>();
    sink.onDeath(heard);
    const asked = expect(sink.tryRoom()).rejects.toThrow('was ended');
    sink.terminate();
    sink.terminate();
    await asked;
    expect(worker.terminate).toHaveBeenCalledTimes(1);
    expect(heard).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

const NO_SUMS = { wallMs: 0, readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
