import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import {
  gate,
  HANDLE,
  listingOf,
  pass,
  pathsOf,
  plannedOf,
  setUpDesk,
  type Fates,
} from './desk-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(40);
const LISTING = listingOf(PATHS);

/** A desk with nothing at hand, and a run in the store that was stopped in the middle. */
async function setUpStored(fates: Fates = new Map()) {
  const all = setUpDesk(plannedOf(LISTING), fates);
  void all.desk.start();
  await pass(5);
  void all.desk.stop();
  await pass();
  await all.desk.letGo();
  const run = all.sinks.runs.get('run-0') ?? expect.fail();
  const done = run.outcomes.length;
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(40);
  all.workers.decoded.splice(0);
  return { ...all, run, done };
}

const slotsOf = (run: { readonly outcomes: readonly { readonly slot: number }[] }) =>
  run.outcomes.map(({ slot }) => slot).toSorted((a, b) => a - b);
const ALL_SLOTS = PATHS.map((_, slot) => slot);

describe('Go on', () => {
  test('T3 asks for the folder, and each image that is left is run once', async () => {
    const { desk, store, view, run, done, workers } = await setUpStored();
    void desk.goOnWith('run-0');
    void desk.goOnWith('run-0');
    await pass();
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'folder', done, elapsedMs: 4000 });
    expect(store.getState().awaited).toMatchObject({ images: 40 - done, purpose: 'go-on' });
    void desk.attach(LISTING);
    void desk.attach(LISTING);
    await pass();
    expect(view()?.status).toBe('finished');
    expect(view()?.elapsedMs).toBeGreaterThanOrEqual(4000);
    expect(view()?.elapsedMs).toBeLessThan(6000);
    expect(workers.decoded).toHaveLength(40 - done);
    expect(slotsOf(run)).toEqual(ALL_SLOTS);
    expect(store.getState().awaited).toBeNull();
  });

  test('T4 Resume while its folder is listed by the handle does not list it twice', async () => {
    const { desk, asked, listKept, view, workers, done } = await setUpStored();
    asked.keptFolder.mockResolvedValue(HANDLE);
    const listing = gate();
    listKept.mockImplementation(() => listing.promise.then(() => LISTING));
    void desk.goOnWith('run-0');
    await pass();
    void desk.resume();
    void desk.resume();
    await pass();
    listing.open();
    await pass();
    expect(view()?.status).toBe('finished');
    expect(listKept).toHaveBeenCalledTimes(1);
    expect(workers.decoded).toHaveLength(40 - done);
  });

  test('T4 Stop while its folder is listed by the handle stops', async () => {
    const { desk, asked, listKept, view, workers } = await setUpStored();
    asked.keptFolder.mockResolvedValue(HANDLE);
    const listing = gate();
    listKept.mockImplementation(() => listing.promise.then(() => LISTING));
    void desk.goOnWith('run-0');
    await pass();
    void desk.stop();
    await pass();
    listing.open();
    await pass();
    expect(view()?.status).toBe('stopped');
    expect(workers.decoded).toEqual([]);
  });

  test('T4 dropped while the browser asks, it goes on once, whatever the answer', async () => {
    const { desk, asked, listKept, view, workers, done } = await setUpStored();
    asked.keptFolder.mockResolvedValue(HANDLE);
    asked.isReadable.mockResolvedValue(false);
    const answer = gate();
    asked.mayRead.mockImplementation(() => answer.promise.then(() => true));
    void desk.goOnWith('run-0');
    await pass();
    void desk.attach(LISTING);
    await pass();
    answer.open();
    await pass();
    expect(view()?.status).toBe('finished');
    expect(listKept).not.toHaveBeenCalled();
    expect(workers.decoded).toHaveLength(40 - done);
  });

  test('T4 where the handle cannot be had, the folder is asked for', async () => {
    const { desk, store, asked, view } = await setUpStored();
    asked.keptFolder.mockRejectedValue(new Error('No database.'));
    await desk.goOnWith('run-0');
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'folder' });
    expect(store.getState().awaited).not.toBeNull();
  });

  test('T9 files that went are failed once and written down, and the counts add up', async () => {
    const { desk, store, run, view } = await setUpStored();
    void desk.goOnWith('run-0');
    await pass();
    void desk.attach(listingOf(PATHS.slice(0, 38)));
    await pass();
    expect(view()).toMatchObject({ status: 'finished', done: 40, findingCount: 2 });
    expect(slotsOf(run)).toEqual(ALL_SLOTS);
    const counts = store.getState().result?.counts;
    expect(counts).toMatchObject({ listed: 40, ok: 38, failed: 2, warned: 0, ignored: 0 });
  });

  test('T9 what goes wrong with a folder becomes a notice, and it is still awaited', async () => {
    const { desk, store, asked, view } = await setUpStored();
    await desk.goOnWith('run-0');
    asked.isGone.mockRejectedValue(new Error('No disk.'));
    const picked = { ...listingOf(PATHS.slice(0, 38), [], HANDLE), via: 'picker' as const };
    await desk.attach(picked);
    expect(store.getState().notices.join()).toContain('No disk.');
    expect(store.getState().awaited).not.toBeNull();
    expect(view()?.status).toBe('paused');
    asked.isGone.mockResolvedValue(true);
    void desk.attach(picked);
    await pass();
    expect(view()?.status).toBe('finished');
  });

  test('T3 no longer wanted while its files are put to their slots, nothing runs', async () => {
    const { desk, store, sinks, workers } = await setUpStored();
    await desk.goOnWith('run-0');
    const { planned } = store.getState();
    const root = gate();
    void desk.attach({ ...LISTING, root: root.promise.then(() => null) });
    await pass();
    await desk.cancelAwaited();
    void desk.openStored('run-0'); // the same run once more: it must not get those files
    await pass();
    root.open();
    await pass();
    expect(store.getState()).toMatchObject({ planned, awaited: null, run: { status: 'stopped' } });
    expect(desk.keeper.run?.hasFiles).toBe(false);
    expect(workers.decoded).toEqual([]);
    expect(sinks.alive.size).toBe(1);
  });

  test('U1 it goes on with its own recipe and workers, whatever is chosen meanwhile', async () => {
    const { desk, store } = await setUpStored();
    await desk.goOnWith('run-0');
    store.setState(({ parameters }) => ({ parameters: { ...parameters, workers: 4 } }));
    void desk.attach(LISTING);
    await pass();
    expect(store.getState().result?.receipt.workers).toBe(2);
    expect(store.getState().parameters.workers).toBe(2);
  });

  test('Q14 suspects come last; one that has failed is not run again', async () => {
    const { desk, run, done, workers, view } = await setUpStored();
    run.suspects.push(0, 39, 38);
    run.outcomes[0] = {
      ...(run.outcomes[0] ?? expect.fail()),
      verdict: 'failed',
      code: 'worker-died',
      detail: 'It died.',
    };
    const failed = run.outcomes[0].slot;
    run.suspects[0] = failed;
    await desk.goOnWith('run-0');
    void desk.attach(LISTING);
    await pass();
    expect(view()?.status).toBe('finished');
    expect(workers.decoded).toHaveLength(40 - done);
    expect(workers.decoded.slice(-2)).toEqual(['039.png', '038.png']);
  });
});

describe('Open', () => {
  test('T7 of two outcomes for one image the later one counts, and is the one that is shown', async () => {
    const { desk, store, run, done, view } = await setUpStored();
    const first = run.outcomes[0] ?? expect.fail();
    const bad = { verdict: 'failed', code: 'corrupt', detail: 'Bad.' } as const;
    run.outcomes.unshift({ ...first, ...bad });
    run.outcomes.push({ ...(run.outcomes[2] ?? expect.fail()), ...bad });
    void desk.openStored('run-0');
    await pass();
    expect(view()).toMatchObject({ status: 'stopped', done, findingCount: 1 });
    expect(store.getState().result?.counts).toMatchObject({ ok: done - 1, failed: 1 });
  });

  test('T7 clicked twice, or while another one is opened, it opens one', async () => {
    const { desk, sinks, store } = await setUpStored();
    const opening = gate();
    sinks.hooks.openRun = () => opening.promise;
    void desk.openStored('run-0');
    void desk.openStored('run-0');
    void desk.goOnWith('run-0');
    void desk.start();
    await pass();
    expect(store.getState().isOpening).toBe(true);
    opening.open();
    await pass();
    expect(store.getState()).toMatchObject({ isOpening: false, run: { status: 'stopped' } });
    expect(sinks.calls.filter((call) => call === 'openRun')).toHaveLength(1);
    expect(sinks.alive.size).toBe(1);
    expect(store.getState().notices).toEqual([]);
  });

  test('T5 one that cannot be opened takes nothing from the run at hand', async () => {
    const { desk, sinks, store, run } = await setUpStored();
    sinks.storage = { kind: 'memory', reason: 'no disk', limitBytes: 1e9 };
    void desk.start();
    await pass();
    expect(store.getState().run?.status).toBe('finished');
    run.holder = 99;
    await desk.openStored('run-0');
    await desk.goOnWith('run-7');
    expect(store.getState().run?.status).toBe('finished');
    expect(store.getState().result?.counts.ok).toBe(40);
    expect(desk.keeper.run?.storage.kind).toBe('memory');
    expect(sinks.alive.size).toBe(1);
  });

  test('T7 its result is not shown while it waits for its folder to go on', async () => {
    const { desk, store, view } = await setUpStored();
    await desk.openStored('run-0');
    expect(store.getState().result).not.toBeNull();
    await desk.resume();
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'folder' });
    expect(store.getState().result).toBeNull();
  });

  test('T8 a retry that waits for its folder leaves the result, also when it is cancelled', async () => {
    const fates: Fates = new Map(PATHS.map((path) => [path, 'fail']));
    const { desk, store, done, workers } = await setUpStored(fates);
    await desk.openStored('run-0');
    await desk.retryFailed();
    expect(store.getState().awaited).toMatchObject({ purpose: 'retry', images: done });
    await desk.cancelAwaited();
    expect(store.getState()).toMatchObject({ awaited: null, run: { status: 'stopped' } });
    expect(store.getState().result?.counts.failed).toBe(done);
    fates.clear();
    await desk.retryFailed();
    void desk.attach(LISTING);
    await pass();
    expect(workers.decoded).toHaveLength(done);
    expect(store.getState().result?.counts).toMatchObject({ ok: done, failed: 0 });
    expect(store.getState().run?.status).toBe('stopped');
  });
});
