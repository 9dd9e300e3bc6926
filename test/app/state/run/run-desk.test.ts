import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { gate, listingOf, pass, pathsOf, plannedOf, setUpDesk } from './desk-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(40);

const setUp = () => setUpDesk(plannedOf(listingOf(PATHS)));

const sorted = (names: readonly string[]): readonly string[] => names.toSorted();

describe('Start', () => {
  test('T6 runs every image once, and lets go of page and clock', async () => {
    const { desk, store, workers, held, sinks, status } = setUp();
    void desk.start();
    await pass(5);
    expect([status(), held.pages]).toEqual(['running', 1]);
    await pass();
    expect(status()).toBe('finished');
    expect(sorted(workers.decoded)).toEqual(PATHS);
    expect(store.getState().result?.counts).toMatchObject({ listed: 40, ok: 40, failed: 0 });
    expect(held.pages).toBe(0);
    expect(sinks.runs.get('run-0')).toMatchObject({ status: 'finished' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('T6 clicked twice it starts one run', async () => {
    const { desk, sinks, workers } = setUp();
    void desk.start();
    void desk.start();
    await pass();
    expect([...sinks.runs.keys()]).toEqual(['run-0']);
    expect(workers.decoded).toHaveLength(40);
  });

  test('J10 a run in memory is finished, also with files that could not be opened', async () => {
    const { desk, store, sinks, status } = setUpDesk(plannedOf(listingOf(PATHS, ['007.png'])));
    sinks.storage = { kind: 'memory', reason: 'no disk', limitBytes: 1e9 };
    void desk.start();
    await pass();
    expect(status()).toBe('finished');
    expect(store.getState().result?.counts).toMatchObject({ ok: 39, failed: 1 });
    expect(store.getState().awaited).toBeNull();
  });

  test('Q6 stopped while the run before is being closed, it does not begin', async () => {
    const { desk, sinks, workers, status } = setUp();
    void desk.start();
    await pass();
    const closing = gate();
    sinks.hooks.close = () => closing.promise;
    void desk.start();
    await pass();
    void desk.stop();
    closing.open();
    await pass();
    expect(status()).toBe('stopped');
    expect(workers.decoded).toHaveLength(40);
    void desk.resume();
    await pass();
    expect(status()).toBe('finished');
    expect(workers.decoded).toHaveLength(80);
  });

  test('T6 paused while the store is being opened, it rests and can be gone on with', async () => {
    const { desk, sinks, workers, status } = setUp();
    const opening = gate();
    sinks.hooks.open = () => opening.promise;
    void desk.start();
    await pass();
    desk.pause();
    expect(status()).toBe('pausing');
    opening.open();
    await pass();
    expect(status()).toBe('paused');
    expect(workers.decoded).toEqual([]);
    void desk.resume();
    await pass();
    expect(status()).toBe('finished');
  });

  test('a Stop of something else leaves a run that never began alone', async () => {
    const { desk, sinks, status, view } = setUp();
    sinks.hooks.open = () => {
      throw new Error('No store.');
    };
    await desk.start();
    expect([status(), view()?.reason]).toEqual(['broken', 'No store.']);
    await desk.stop(); // the page's Stop ends comparisons too
    expect(status()).toBe('broken');
    expect(sinks.alive.size).toBe(0);
  });
});

describe('Pause, Stop, Resume', () => {
  test('T6 Resume clicked twice goes on once', async () => {
    const { desk, workers, status, asked } = setUp();
    void desk.start();
    await pass(5);
    desk.pause();
    await pass();
    expect(status()).toBe('paused');
    const before = workers.decoded.length;
    void desk.resume();
    void desk.resume();
    await pass();
    expect(status()).toBe('finished');
    expect(workers.decoded.length - before).toBeLessThanOrEqual(40);
    expect(asked.mayRead).not.toHaveBeenCalled();
  });

  test('T6 Stop while it is pausing stops', async () => {
    const { desk, store, status } = setUp();
    void desk.start();
    await pass(5);
    desk.pause();
    void desk.stop();
    await pass();
    expect(status()).toBe('stopped');
    expect(store.getState().result?.receipt.isComplete).toBe(false);
  });

  test('T6 Stop that comes while the pause is written down is heeded', async () => {
    const { desk, sinks, status } = setUp();
    const writing = gate();
    sinks.hooks.recordPause = () => writing.promise;
    void desk.start();
    await pass(5);
    desk.pause();
    await pass();
    expect(status()).toBe('pausing');
    void desk.stop();
    writing.open();
    await pass();
    expect(status()).toBe('stopped');
    expect(sinks.runs.get('run-0')?.status).toBe('stopped');
  });

  test('T6 Resume while a stop is written down does nothing', async () => {
    const { desk, store, sinks, status, workers } = setUp();
    void desk.start();
    await pass(5);
    desk.pause();
    await pass();
    const before = workers.decoded.length;
    const writing = gate();
    sinks.hooks.recordPause = () => writing.promise;
    void desk.stop();
    await pass();
    void desk.resume();
    await pass();
    writing.open();
    await pass();
    expect(status()).toBe('stopped');
    expect(workers.decoded).toHaveLength(before);
    expect(store.getState().result).not.toBeNull();
  });

  test('T6 Pause in the last batch finishes', async () => {
    const { desk, sinks, status } = setUp();
    const writing = gate();
    sinks.hooks.commit = () => writing.promise;
    void desk.start();
    await pass();
    desk.pause();
    writing.open();
    await pass();
    expect(status()).toBe('finished');
  });

  test('T3 a beat that comes late counts nothing twice', async () => {
    const { desk, workers, view, sinks } = setUp();
    sinks.hooks.recordPause = async () => {
      workers.beat(5);
    };
    void desk.start();
    await pass(5);
    desk.pause();
    await pass();
    expect(view()?.done).toBe(sinks.runs.get('run-0')?.outcomes.length);
  });

  test('T3 time stands still while it rests, and goes on from there', async () => {
    const { desk, view } = setUp();
    void desk.start();
    await pass(5);
    desk.pause();
    await pass();
    const rested = view()?.elapsedMs ?? 0;
    await pass(60_000);
    void desk.resume();
    await pass();
    expect(view()?.elapsedMs).toBeGreaterThan(rested);
    expect(view()?.elapsedMs).toBeLessThan(rested + 1000);
  });

  test('a stretch that throws pauses the run, and lets go of the page', async () => {
    const { desk, held, view, platform } = setUp();
    const spy = vi.spyOn(platform, 'keepAwake');
    void desk.start();
    await pass(5);
    expect(spy).toHaveBeenCalledTimes(1);
    desk.pause();
    await pass();
    const { keeper } = desk;
    const broken = new Error('No number.');
    vi.spyOn(keeper.run?.progress ?? expect.fail(), 'begin').mockImplementation(() => {
      throw broken;
    });
    await desk.resume();
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'workers', reason: 'No number.' });
    expect(held.pages).toBe(0);
  });
});
