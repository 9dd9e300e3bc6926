import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import {
  gate,
  HANDLE,
  listingOf,
  pass,
  pathsOf,
  plannedOf,
  setUpController,
  type Fates,
} from './controller-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(40);
const LISTING = listingOf(PATHS);

/** A controller with nothing at hand, and a run in the store that was stopped in the middle. */
async function setUpStored(fates: Fates = new Map()) {
  const all = setUpController(plannedOf(LISTING), fates);
  void all.controller.start();
  await pass(5);
  void all.controller.stop();
  await pass();
  await all.controller.close();
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

describe('Resume of a saved run', () => {
  test('T3 asks for the folder, and runs each remaining image once', async () => {
    const { controller, workers, kind, progress, awaited, run, done } = await setUpStored();
    void controller.resumeSaved('run-0');
    void controller.resumeSaved('run-0');
    await pass();
    expect(kind()).toBe('waiting-for-folder');
    expect(progress()).toMatchObject({ done, elapsedMs: 4000 });
    expect(awaited()).toMatchObject({ images: 40 - done, purpose: 'resume' });
    void controller.attach(LISTING);
    void controller.attach(LISTING);
    await pass();
    expect(kind()).toBe('finished');
    expect(progress()?.elapsedMs).toBeGreaterThanOrEqual(4000);
    expect(progress()?.elapsedMs).toBeLessThan(6000);
    expect(workers.decoded).toHaveLength(40 - done);
    expect(slotsOf(run)).toEqual(ALL_SLOTS);
    expect(awaited()).toBeNull();
  });

  test('T4 Resume while its folder is listed by the handle does not list it twice', async () => {
    const { controller, asked, workers, kind, done } = await setUpStored();
    asked.savedFolder.mockResolvedValue(HANDLE);
    const listing = gate();
    asked.listFolder.mockImplementation(() => listing.promise.then(() => LISTING));
    void controller.resumeSaved('run-0');
    await pass();
    void controller.resume();
    void controller.resume();
    await pass();
    listing.open();
    await pass();
    expect(kind()).toBe('finished');
    expect(asked.listFolder).toHaveBeenCalledTimes(1);
    expect(workers.decoded).toHaveLength(40 - done);
  });

  test('T4 Stop while its folder is listed by the handle stops', async () => {
    const { controller, asked, workers, kind } = await setUpStored();
    asked.savedFolder.mockResolvedValue(HANDLE);
    const listing = gate();
    asked.listFolder.mockImplementation(() => listing.promise.then(() => LISTING));
    void controller.resumeSaved('run-0');
    await pass();
    void controller.stop();
    await pass();
    listing.open();
    await pass();
    expect(kind()).toBe('stopped');
    expect(workers.decoded).toEqual([]);
  });

  test('T4 dropped while the browser asks, it resumes once, whatever the answer', async () => {
    const { controller, asked, workers, kind, done } = await setUpStored();
    asked.savedFolder.mockResolvedValue(HANDLE);
    asked.isReadable.mockResolvedValue(false);
    const answer = gate();
    asked.askToRead.mockImplementation(() => answer.promise.then(() => true));
    void controller.resumeSaved('run-0');
    await pass();
    void controller.attach(LISTING);
    await pass();
    answer.open();
    await pass();
    expect(kind()).toBe('finished');
    expect(asked.listFolder).not.toHaveBeenCalled();
    expect(workers.decoded).toHaveLength(40 - done);
  });

  test('T4 without the saved handle, the folder is asked for', async () => {
    const { controller, asked, kind, awaited } = await setUpStored();
    asked.savedFolder.mockRejectedValue(new Error('No database.'));
    await controller.resumeSaved('run-0');
    expect(kind()).toBe('waiting-for-folder');
    expect(awaited()).not.toBeNull();
  });

  test('T9 files that are gone are failed once and committed, and the counts add up', async () => {
    const { controller, kind, progress, result, run } = await setUpStored();
    void controller.resumeSaved('run-0');
    await pass();
    void controller.attach(listingOf(PATHS.slice(0, 38)));
    await pass();
    expect(kind()).toBe('finished');
    expect(progress()).toMatchObject({ done: 40, findingCount: 2 });
    expect(slotsOf(run)).toEqual(ALL_SLOTS);
    const counts = result()?.counts;
    expect(counts).toMatchObject({ listed: 40, ok: 38, failed: 2, warned: 0, ignored: 0 });
  });

  test('T9 an error in a folder becomes a notice, and the folder is still awaited', async () => {
    const { controller, asked, shown, kind, awaited } = await setUpStored();
    await controller.resumeSaved('run-0');
    asked.isGone.mockRejectedValue(new Error('No disk.'));
    const picked = { ...listingOf(PATHS.slice(0, 38), [], HANDLE), via: 'picker' as const };
    await controller.attach(picked);
    expect(shown().notices.join()).toContain('No disk.');
    expect(awaited()).not.toBeNull();
    expect(kind()).toBe('waiting-for-folder');
    asked.isGone.mockResolvedValue(true);
    void controller.attach(picked);
    await pass();
    expect(kind()).toBe('finished');
  });

  test('T3 cancelled while its files are attached, nothing runs', async () => {
    const { controller, sinks, workers, plan, kind } = await setUpStored();
    await controller.resumeSaved('run-0');
    const { planned } = plan;
    const root = gate();
    void controller.attach({ ...LISTING, root: root.promise.then(() => null) });
    await pass();
    await controller.cancelFolder();
    void controller.openSaved('run-0'); // the same run once more: it must not get those files
    await pass();
    root.open();
    await pass();
    expect(kind()).toBe('stopped');
    expect(plan.planned).toBe(planned);
    expect(controller.record?.hasFiles).toBe(false);
    expect(workers.decoded).toEqual([]);
    expect(sinks.alive.size).toBe(1);
  });

  test('U1 it resumes with its own recipe and workers, whatever is chosen meanwhile', async () => {
    const { controller, plan, result } = await setUpStored();
    await controller.resumeSaved('run-0');
    plan.parameters = { ...plan.parameters, workers: 4 };
    void controller.attach(LISTING);
    await pass();
    expect(result()?.receipt.workers).toBe(2);
    expect(plan.parameters.workers).toBe(2);
  });

  test('Q14 suspects come last; one that has failed does not run again', async () => {
    const { controller, workers, kind, run, done } = await setUpStored();
    run.suspects.push(0, 39, 38);
    run.outcomes[0] = {
      ...(run.outcomes[0] ?? expect.fail()),
      verdict: 'failed',
      code: 'worker-died',
      detail: 'It died.',
    };
    const failed = run.outcomes[0].slot;
    run.suspects[0] = failed;
    await controller.resumeSaved('run-0');
    void controller.attach(LISTING);
    await pass();
    expect(kind()).toBe('finished');
    expect(workers.decoded).toHaveLength(40 - done);
    expect(workers.decoded.slice(-2)).toEqual(['039.png', '038.png']);
  });
});

describe('Open of a saved run', () => {
  test('T7 of two outcomes for one image the later one counts, and is shown', async () => {
    const { controller, kind, progress, result, run, done } = await setUpStored();
    const first = run.outcomes[0] ?? expect.fail();
    const bad = { verdict: 'failed', code: 'corrupt', detail: 'Bad.' } as const;
    run.outcomes.unshift({ ...first, ...bad });
    run.outcomes.push({ ...(run.outcomes[2] ?? expect.fail()), ...bad });
    void controller.openSaved('run-0');
    await pass();
    expect(kind()).toBe('stopped');
    expect(progress()).toMatchObject({ done, findingCount: 1 });
    expect(result()?.counts).toMatchObject({ ok: done - 1, failed: 1 });
  });

  test('T7 clicked twice, or while another run is opened, it opens one', async () => {
    const { controller, sinks, shown, kind } = await setUpStored();
    const opening = gate();
    sinks.hooks.openRun = () => opening.promise;
    void controller.openSaved('run-0');
    void controller.openSaved('run-0');
    void controller.resumeSaved('run-0');
    void controller.start();
    await pass();
    expect(kind()).toBe('opening');
    opening.open();
    await pass();
    expect(kind()).toBe('stopped');
    expect(sinks.calls.filter((call) => call === 'openRun')).toHaveLength(1);
    expect(sinks.alive.size).toBe(1);
    expect(shown().notices).toEqual([]);
  });

  test('T5 a run that cannot be opened leaves the current run alone', async () => {
    const { controller, sinks, kind, result, run } = await setUpStored();
    sinks.storage = { kind: 'memory', reason: 'no disk', limitBytes: 1e9 };
    void controller.start();
    await pass();
    expect(kind()).toBe('finished');
    run.holder = 99;
    await controller.openSaved('run-0');
    await controller.resumeSaved('run-7');
    expect(kind()).toBe('finished');
    expect(result()?.counts.ok).toBe(40);
    expect(controller.record?.storage.kind).toBe('memory');
    expect(sinks.alive.size).toBe(1);
  });

  test('T7 its result is hidden while it waits for its folder', async () => {
    const { controller, kind, result } = await setUpStored();
    await controller.openSaved('run-0');
    expect(result()).not.toBeNull();
    await controller.resume();
    expect(kind()).toBe('waiting-for-folder');
    expect(result()).toBeNull();
  });

  test('T8 a retry that waits for its folder keeps the result, also when it is cancelled', async () => {
    const fates: Fates = new Map(PATHS.map((path) => [path, 'fail']));
    const { controller, workers, kind, result, awaited, done } = await setUpStored(fates);
    await controller.openSaved('run-0');
    await controller.retryFailed();
    expect(awaited()).toMatchObject({ purpose: 'retry', images: done });
    await controller.cancelFolder();
    expect([awaited(), kind()]).toEqual([null, 'stopped']);
    expect(result()?.counts.failed).toBe(done);
    fates.clear();
    await controller.retryFailed();
    void controller.attach(LISTING);
    await pass();
    expect(workers.decoded).toHaveLength(done);
    expect(result()?.counts).toMatchObject({ ok: done, failed: 0 });
    expect(kind()).toBe('stopped');
  });
});
