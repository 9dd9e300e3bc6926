import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { gate, listingOf, pass, pathsOf, plannedOf, setUpDesk, type Fates } from './desk-fakes.ts';
import { NO_ROOM } from '../../../pool/fake-workers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(40);

/** A desk with a plan of 40 images, of which some are not ok. */
function setUp(fates: Fates = new Map()) {
  return setUpDesk(plannedOf(listingOf(PATHS)), fates);
}

/** One whose run has ended, with image 3 failed; from then on it would not. */
async function setUpFailed() {
  const fates: Fates = new Map([['003.png', 'fail']]);
  const all = setUp(fates);
  void all.desk.start();
  await pass();
  expect(all.store.getState().result?.counts.failed).toBe(1);
  fates.delete('003.png');
  return all;
}

describe('Retry failed', () => {
  test('T8 runs what failed, and its finding goes', async () => {
    const { desk, store, workers, view } = await setUpFailed();
    expect(view()?.findings.map(({ path }) => path)).toEqual(['003.png']);
    void desk.retryFailed();
    void desk.retryFailed();
    await pass();
    expect(workers.decoded.slice(40)).toEqual(['003.png']);
    expect(store.getState().result?.counts).toMatchObject({ listed: 40, ok: 40, failed: 0 });
    expect(view()).toMatchObject({ status: 'finished', findingCount: 0 });
  });

  test('T8 of a run that was stopped, it does not say that the run is finished', async () => {
    const fates: Fates = new Map(PATHS.map((path) => [path, 'fail']));
    const { desk, store, status, view } = setUp(fates);
    void desk.start();
    await pass(5);
    void desk.stop();
    await pass();
    const { failed = 0 } = store.getState().result?.counts ?? {};
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(40);
    fates.clear();
    void desk.retryFailed();
    await pass();
    expect(status()).toBe('stopped');
    expect(store.getState().awaited).toBeNull();
    expect(store.getState().result?.counts).toMatchObject({ ok: failed, failed: 0 });
    expect(view()?.done).toBe(failed);
  });

  test.each(['pause', 'stop'] as const)(
    'T8 ended while files are taken afresh (%s), all is as it was',
    async (wish) => {
      const { desk, store, asked, status, workers } = await setUpFailed();
      const taking = gate();
      asked.reopenSource.mockImplementation(async (_, __, source) => {
        await taking.promise;
        return source;
      });
      void desk.retryFailed();
      await pass();
      if (wish === 'pause') desk.pause();
      else void desk.stop();
      taking.open();
      await pass();
      expect(status()).toBe('finished');
      expect(store.getState().result?.counts).toMatchObject({ ok: 39, failed: 1 });
      expect(workers.decoded).toHaveLength(40);
    },
  );

  test('T8 paused in the middle, what was not tried is as it was', async () => {
    const { desk, store, status, view, workers } = await setUpFailed();
    const decoding = gate();
    workers.gate = decoding.promise;
    void desk.retryFailed();
    await pass(100);
    desk.pause();
    decoding.open();
    await pass();
    expect(status()).toBe('finished');
    expect(store.getState().result?.counts).toMatchObject({ ok: 39, failed: 1 });
    expect(view()?.findings.map(({ path }) => path)).toEqual(['003.png']);
  });

  test('T8 what cannot be written down is waited for, and then it is', async () => {
    const { desk, store, status, view, sinks } = await setUpFailed();
    sinks.hooks.commit = () => NO_ROOM;
    sinks.hooks.tryRoom = () => NO_ROOM;
    void desk.retryFailed();
    await pass();
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'storage-full' });
    expect(store.getState().result).toBeNull();
    delete sinks.hooks.commit;
    delete sinks.hooks.tryRoom;
    await pass(10_000);
    expect(status()).toBe('finished');
    expect(sinks.runs.get('run-0')?.outcomes.at(-1)).toMatchObject({ slot: 3, verdict: 'ok' });
  });

  test('a file that cannot be taken becomes the reason of a pause', async () => {
    const { desk, asked, view } = await setUpFailed();
    asked.reopenSource.mockRejectedValue(new Error('Gone away.'));
    await desk.retryFailed();
    expect(view()).toMatchObject({ status: 'paused', reason: 'Gone away.' });
  });
});

describe('while the array is being saved', () => {
  test('no run is let go, nor begun', async () => {
    const { desk, store, status, sinks } = await setUpFailed();
    store.setState({ saving: { bytes: 0, total: 1 } });
    void desk.start();
    void desk.openStored('run-9');
    void desk.goOnWith('run-9');
    void desk.retryFailed();
    await pass();
    expect(status()).toBe('finished');
    expect(sinks.runs.size).toBe(1);
    expect(sinks.alive.size).toBe(1);
    expect(store.getState().notices).toEqual(['The array is being saved; wait for it.']);
  });
});
