import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { gate, listingOf, pass, pathsOf, plannedOf, setUpController } from './controller-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(40);

const setUp = () => setUpController(plannedOf(listingOf(PATHS)));

const sorted = (names: readonly string[]): readonly string[] => names.toSorted();

describe('Start', () => {
  test('T6 runs every image once, and releases wake lock and clock', async () => {
    const { controller, sinks, held, workers, kind, result } = setUp();
    void controller.start();
    await pass(5);
    expect([kind(), held.awake]).toEqual(['running', 1]);
    await pass();
    expect(kind()).toBe('finished');
    expect(sorted(workers.decoded)).toEqual(PATHS);
    expect(result()?.counts).toMatchObject({ listed: 40, ok: 40, failed: 0 });
    expect(held.awake).toBe(0);
    expect(sinks.runs.get('run-0')).toMatchObject({ status: 'finished' });
    await pass(); // the list of saved runs is refreshed
    expect(vi.getTimerCount()).toBe(0);
  });

  test('T6 clicked twice it starts one run', async () => {
    const { controller, sinks, workers } = setUp();
    void controller.start();
    void controller.start();
    await pass();
    expect([...sinks.runs.keys()]).toEqual(['run-0']);
    expect(workers.decoded).toHaveLength(40);
  });

  test('J10 a run in memory is finished, also with files that could not be opened', async () => {
    const { controller, sinks, kind, result, awaited } = setUpController(
      plannedOf(listingOf(PATHS, ['007.png'])),
    );
    sinks.storage = { kind: 'memory', reason: 'no disk', limitBytes: 1e9 };
    void controller.start();
    await pass();
    expect(kind()).toBe('finished');
    expect(result()?.counts).toMatchObject({ ok: 39, failed: 1 });
    expect(awaited()).toBeNull();
  });

  test('Q6 stopped while the run before is being closed, it does not begin', async () => {
    const { controller, sinks, workers, kind } = setUp();
    void controller.start();
    await pass();
    const closing = gate();
    sinks.hooks.close = () => closing.promise;
    void controller.start();
    await pass();
    void controller.stop();
    closing.open();
    await pass();
    expect(kind()).toBe('stopped');
    expect(workers.decoded).toHaveLength(40);
    void controller.resume();
    await pass();
    expect(kind()).toBe('finished');
    expect(workers.decoded).toHaveLength(80);
  });

  test('T6 paused while the sink is being opened, it pauses and can be resumed', async () => {
    const { controller, sinks, workers, kind } = setUp();
    const opening = gate();
    sinks.hooks.open = () => opening.promise;
    void controller.start();
    await pass();
    controller.pause();
    expect(kind()).toBe('pausing');
    opening.open();
    await pass();
    expect(kind()).toBe('paused');
    expect(workers.decoded).toEqual([]);
    void controller.resume();
    await pass();
    expect(kind()).toBe('finished');
  });

  test('a Stop of something else leaves a run that never began alone', async () => {
    const { controller, sinks, state, kind } = setUp();
    sinks.hooks.open = () => {
      throw new Error('No store.');
    };
    await controller.start();
    expect(state()).toEqual({ kind: 'broken', reason: 'No store.' });
    await controller.stop(); // the page's Stop ends comparisons too
    expect(kind()).toBe('broken');
    expect(sinks.alive.size).toBe(0);
  });
});

describe('Pause, Stop, Resume', () => {
  test('T6 Resume clicked twice resumes once', async () => {
    const { controller, asked, workers, kind } = setUp();
    void controller.start();
    await pass(5);
    controller.pause();
    await pass();
    expect(kind()).toBe('paused');
    const before = workers.decoded.length;
    void controller.resume();
    void controller.resume();
    await pass();
    expect(kind()).toBe('finished');
    expect(workers.decoded.length - before).toBeLessThanOrEqual(40);
    expect(asked.askToRead).not.toHaveBeenCalled();
  });

  test('T6 Resume in the very moment of the pause resumes', async () => {
    const { controller, hooks, kind, result } = setUp();
    void controller.start();
    await pass(5);
    controller.pause();
    hooks.onShow = () => {
      if (kind() === 'paused') void controller.resume();
    };
    await pass();
    expect(kind()).toBe('finished');
    expect(result()?.counts.ok).toBe(40);
  });

  test('T6 Stop while it is pausing stops', async () => {
    const { controller, kind, result } = setUp();
    void controller.start();
    await pass(5);
    controller.pause();
    void controller.stop();
    await pass();
    expect(kind()).toBe('stopped');
    expect(result()?.receipt.isComplete).toBe(false);
  });

  test('T6 Stop that comes while the pause is recorded stops', async () => {
    const { controller, sinks, kind } = setUp();
    const writing = gate();
    sinks.hooks.recordPause = () => writing.promise;
    void controller.start();
    await pass(5);
    controller.pause();
    await pass();
    expect(kind()).toBe('pausing');
    void controller.stop();
    writing.open();
    await pass();
    expect(kind()).toBe('stopped');
    expect(sinks.runs.get('run-0')?.status).toBe('stopped');
  });

  test('T6 Resume while a stop is recorded does nothing', async () => {
    const { controller, sinks, workers, kind, result } = setUp();
    void controller.start();
    await pass(5);
    controller.pause();
    await pass();
    const before = workers.decoded.length;
    const writing = gate();
    sinks.hooks.recordPause = () => writing.promise;
    void controller.stop();
    await pass();
    void controller.resume();
    await pass();
    writing.open();
    await pass();
    expect(kind()).toBe('stopped');
    expect(workers.decoded).toHaveLength(before);
    expect(result()).not.toBeNull();
  });

  test('T6 Pause in the last batch finishes', async () => {
    const { controller, sinks, kind } = setUp();
    const writing = gate();
    sinks.hooks.commit = () => writing.promise;
    void controller.start();
    await pass();
    controller.pause();
    writing.open();
    await pass();
    expect(kind()).toBe('finished');
  });

  test('T3 a heartbeat that comes late counts nothing twice', async () => {
    const { controller, sinks, workers, progress } = setUp();
    sinks.hooks.recordPause = async () => {
      workers.beat(5);
    };
    void controller.start();
    await pass(5);
    controller.pause();
    await pass();
    expect(progress()?.done).toBe(sinks.runs.get('run-0')?.outcomes.length);
  });

  test('T3 time stands still during a pause, and continues from there', async () => {
    const { controller, progress } = setUp();
    void controller.start();
    await pass(5);
    controller.pause();
    await pass();
    const rested = progress()?.elapsedMs ?? 0;
    await pass(60_000);
    void controller.resume();
    await pass();
    expect(progress()?.elapsedMs).toBeGreaterThan(rested);
    expect(progress()?.elapsedMs).toBeLessThan(rested + 1000);
  });

  test('a segment that throws pauses the run, and lets the machine sleep', async () => {
    const { controller, asked, held, state } = setUp();
    void controller.start();
    await pass(5);
    expect(asked.keepAwake).toHaveBeenCalledTimes(1);
    controller.pause();
    await pass();
    const broken = new Error('No number.');
    vi.spyOn(controller.record?.progress ?? expect.fail(), 'startClock').mockImplementation(() => {
      throw broken;
    });
    await controller.resume();
    expect(state()).toMatchObject({ kind: 'paused', cause: 'workers', reason: 'No number.' });
    expect(held.awake).toBe(0);
  });
});
