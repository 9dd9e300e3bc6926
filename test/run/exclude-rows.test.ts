import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { gate, listingOf, pass, pathsOf, plannedOf, setUpController } from './controller-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(6);
const slots = (...some: readonly number[]) => Uint32Array.from(some);

/** A run of six images that has finished. */
async function setUpFinished() {
  const all = setUpController(plannedOf(listingOf(PATHS)), new Map([['003.png', 'fail']]));
  void all.controller.start();
  await pass();
  expect(all.kind()).toBe('finished');
  const { excluder } = all.controller;
  const rows = () => [...(all.result()?.order.slots ?? [])];
  const notices = () => all.shown().notices.join(' ');
  async function exclude(...some: readonly number[]): Promise<void> {
    void excluder.exclude(slots(...some), true);
    await pass();
  }
  async function undo(): Promise<void> {
    void excluder.undo();
    await pass();
  }
  return { ...all, excluder, rows, notices, exclude, undo };
}

describe('excluding', () => {
  test('T15 N5 takes rows out of the result, includes them again, and undoes both', async () => {
    const { excluder, exclude, undo, rows, result, kind } = await setUpFinished();
    await exclude(1, 3, 5);
    expect(rows()).toEqual([0, 2, 4]);
    expect(result()?.counts).toMatchObject({ listed: 6, ok: 5, failed: 1, excluded: 3 });
    expect(result()?.receipt).toMatchObject({ shape: [3, 64, 64, 3], counts: { excluded: 3 } });
    expect(result()?.receipt.python).toContain('"001.png", "003.png", "005.png",');
    void excluder.exclude(slots(5), false);
    await pass();
    expect(rows()).toEqual([0, 2, 4, 5]);
    await undo();
    expect(rows()).toEqual([0, 2, 4]);
    await undo();
    expect(rows()).toEqual([0, 1, 2, 4, 5]);
    await undo();
    expect([kind(), result()?.counts.excluded]).toEqual(['finished', 0]);
  });

  test('T15 while a run goes on, it is refused with a sentence, and nothing is recorded', async () => {
    const { controller, shown, sinks, kind } = setUpController(plannedOf(listingOf(pathsOf(40))));
    void controller.start();
    await pass(5);
    expect(kind()).toBe('running');
    void controller.excluder.exclude(slots(0), true);
    expect(shown().notices.join(' ')).toContain('Rows can be excluded when the run has ended');
    expect(sinks.runs.get('run-0')?.steps).toEqual([]);
  });

  test('T15 in memory it works, too', async () => {
    const all = setUpController(plannedOf(listingOf(PATHS)));
    all.sinks.storage = { kind: 'memory', reason: 'no disk', limitBytes: 1e9 };
    void all.controller.start();
    await pass();
    void all.controller.excluder.exclude(slots(0, 1), true);
    await pass();
    expect([...(all.result()?.order.slots ?? [])]).toEqual([2, 3, 4, 5]);
  });

  test('J11 T15 it is there after a reload, and so is undo', async () => {
    const { controller, exclude, undo, rows } = await setUpFinished();
    await exclude(0);
    await exclude(2, 4);
    await controller.close();
    void controller.openSaved('run-0');
    await pass();
    expect(rows()).toEqual([1, 5]);
    await undo();
    expect(rows()).toEqual([1, 2, 4, 5]);
    await undo();
    expect(rows()).toEqual([0, 1, 2, 4, 5]);
  });

  test('J11 a store that dies meanwhile is replaced, and the step can be made again', async () => {
    const { exclude, sinks, rows, notices, controller } = await setUpFinished();
    const [sink = 0] = sinks.alive;
    sinks.hooks.recordExclusion = () => {
      delete sinks.hooks.recordExclusion;
      sinks.kill(sink);
      return null;
    };
    await exclude(0);
    expect([rows(), notices()]).toEqual([[0, 1, 2, 4, 5], 'It died.']);
    await exclude(0);
    expect(rows()).toEqual([1, 2, 4, 5]);
    await controller.close();
    void controller.openSaved('run-0');
    await pass();
    expect(rows()).toEqual([1, 2, 4, 5]);
  });

  test('J5 on a full disk nothing changes, and the reason is said', async () => {
    const { exclude, sinks, rows, notices } = await setUpFinished();
    sinks.hooks.recordExclusion = () => ({ kind: 'storage-full', detail: 'The disk is full.' });
    await exclude(0);
    expect([rows(), notices()]).toEqual([[0, 1, 2, 4, 5], 'The disk is full.']);
  });

  test('T15 steps that are asked for at once are made one after the other', async () => {
    const { excluder, sinks, rows } = await setUpFinished();
    const recording = gate();
    sinks.hooks.recordExclusion = () => recording.promise;
    void excluder.exclude(slots(0), true);
    void excluder.exclude(slots(1), true);
    void excluder.undo();
    recording.open();
    await pass();
    expect(rows()).toEqual([1, 2, 4, 5]);
    expect(sinks.runs.get('run-0')?.steps.map(({ at }) => at)).toEqual([0, 1, 1]);
  });

  test('T15 Retry failed keeps what is excluded', async () => {
    const { controller, exclude, rows, result } = await setUpFinished();
    await exclude(1, 3);
    void controller.retryFailed();
    await pass();
    expect(rows()).toEqual([0, 2, 4, 5]);
    expect(result()?.counts.excluded).toBe(2);
  });
});
