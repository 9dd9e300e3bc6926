import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import {
  gate,
  listingOf,
  pass,
  pathsOf,
  plannedOf,
  setUpController,
  type Fates,
} from './controller-fakes.ts';
import { NO_ROOM } from '../pool/fake-workers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(40);

/** A controller with a plan of 40 images, of which some are not ok. */
function setUp(fates: Fates = new Map()) {
  return setUpController(plannedOf(listingOf(PATHS)), fates);
}

/** One whose run has ended, with image 3 failed; from then on it would not. */
async function setUpFailed() {
  const fates: Fates = new Map([['003.png', 'fail']]);
  const all = setUp(fates);
  void all.controller.start();
  await pass();
  expect(all.result()?.counts.failed).toBe(1);
  fates.delete('003.png');
  return all;
}

describe('Retry failed', () => {
  test('T8 runs what failed, and its finding goes', async () => {
    const { controller, workers, kind, progress, result } = await setUpFailed();
    expect(progress()?.findings.map(({ path }) => path)).toEqual(['003.png']);
    void controller.retryFailed();
    void controller.retryFailed();
    await pass();
    expect(workers.decoded.slice(40)).toEqual(['003.png']);
    expect(result()?.counts).toMatchObject({ listed: 40, ok: 40, failed: 0 });
    expect(kind()).toBe('finished');
    expect(progress()?.findingCount).toBe(0);
  });

  test('T8 of a run that was stopped, it does not say that the run is finished', async () => {
    const fates: Fates = new Map(PATHS.map((path) => [path, 'fail']));
    const { controller, kind, progress, result, awaited } = setUp(fates);
    void controller.start();
    await pass(5);
    void controller.stop();
    await pass();
    const { failed = 0 } = result()?.counts ?? {};
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(40);
    fates.clear();
    void controller.retryFailed();
    await pass();
    expect(kind()).toBe('stopped');
    expect(awaited()).toBeNull();
    expect(result()?.counts).toMatchObject({ ok: failed, failed: 0 });
    expect(progress()?.done).toBe(failed);
  });

  test.each(['pause', 'stop'] as const)(
    'T8 ended while files are reopened (%s), all is as it was',
    async (request) => {
      const { controller, asked, workers, kind, result } = await setUpFailed();
      const taking = gate();
      asked.reopenSource.mockImplementation(async (_, __, source) => {
        await taking.promise;
        return source;
      });
      void controller.retryFailed();
      await pass();
      if (request === 'pause') controller.pause();
      else void controller.stop();
      taking.open();
      await pass();
      expect(kind()).toBe('finished');
      expect(result()?.counts).toMatchObject({ ok: 39, failed: 1 });
      expect(workers.decoded).toHaveLength(40);
    },
  );

  test('T8 paused in the middle, images that were not tried stay failed', async () => {
    const { controller, workers, kind, progress, result } = await setUpFailed();
    const decoding = gate();
    workers.gate = decoding.promise;
    void controller.retryFailed();
    await pass(100);
    controller.pause();
    decoding.open();
    await pass();
    expect(kind()).toBe('finished');
    expect(result()?.counts).toMatchObject({ ok: 39, failed: 1 });
    expect(progress()?.findings.map(({ path }) => path)).toEqual(['003.png']);
  });

  test('T8 outcomes that cannot be committed wait for space', async () => {
    const { controller, sinks, state, kind, result } = await setUpFailed();
    sinks.hooks.commit = () => NO_ROOM;
    sinks.hooks.tryRoom = () => NO_ROOM;
    void controller.retryFailed();
    await pass();
    expect(state()).toMatchObject({ kind: 'paused', cause: 'storage-full' });
    expect(result()).toBeNull();
    delete sinks.hooks.commit;
    delete sinks.hooks.tryRoom;
    await pass(10_000);
    expect(kind()).toBe('finished');
    expect(sinks.runs.get('run-0')?.outcomes.at(-1)).toMatchObject({ slot: 3, verdict: 'ok' });
  });

  test('a file that cannot be reopened becomes the reason of a pause', async () => {
    const { controller, asked, state } = await setUpFailed();
    asked.reopenSource.mockRejectedValue(new Error('Gone away.'));
    await controller.retryFailed();
    expect(state()).toMatchObject({ kind: 'paused', reason: 'Gone away.' });
  });
});

describe('while the array is being saved', () => {
  test('no run is closed, nor begun', async () => {
    const { controller, sinks, shown, kind } = await setUpFailed();
    controller.machine.send({ type: 'save', totalBytes: 1 });
    void controller.start();
    void controller.openSaved('run-9');
    void controller.resumeSaved('run-9');
    void controller.retryFailed();
    await pass();
    expect(kind()).toBe('saving');
    expect(sinks.runs.size).toBe(1);
    expect(sinks.alive.size).toBe(1);
    expect(shown().notices).toEqual(['The array is being saved. Try again when that is done.']);
  });
});
