import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import {
  gate,
  HANDLE,
  listingOf,
  pass,
  pathsOf,
  plannedOf,
  setUpController,
} from './controller-fakes.ts';
import { NO_ROOM } from '../pool/fake-workers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(40);

const setUp = () => setUpController(plannedOf(listingOf(PATHS)));

describe('blockers', () => {
  test('J5 a full disk pauses; the run resumes by itself once there is space, and loses nothing', async () => {
    const { controller, sinks, state, kind, result } = setUp();
    sinks.hooks.commit = () => NO_ROOM;
    sinks.hooks.tryRoom = () => NO_ROOM;
    void controller.start();
    await pass();
    expect(state()).toMatchObject({ kind: 'paused', cause: 'storage-full' });
    await pass(20_000);
    expect(kind()).toBe('paused');
    delete sinks.hooks.commit;
    delete sinks.hooks.tryRoom;
    await pass(10_000);
    expect(kind()).toBe('finished');
    expect(result()?.counts.ok).toBe(40);
    const slots = sinks.runs.get('run-0')?.outcomes.map(({ slot }) => slot) ?? [];
    expect(slots.toSorted((a, b) => a - b)).toEqual(PATHS.map((_, slot) => slot));
  });

  test.each(['pause', 'stop'] as const)(
    'J5 what the user asked for while it was found full holds: %s',
    async (request) => {
      const { controller, sinks, kind } = setUp();
      const writing = gate();
      sinks.hooks.commit = async () => {
        await writing.promise;
        return NO_ROOM;
      };
      void controller.start();
      await pass(5);
      if (request === 'pause') controller.pause();
      else void controller.stop();
      writing.open();
      await pass();
      delete sinks.hooks.commit;
      await pass(20_000);
      expect(kind()).toBe(request === 'pause' ? 'paused' : 'stopped');
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test('J5 Stop of a run that waits for space commits what it can', async () => {
    const { controller, sinks, kind } = setUp();
    sinks.hooks.commit = () => NO_ROOM;
    sinks.hooks.tryRoom = () => NO_ROOM;
    void controller.start();
    await pass();
    expect(kind()).toBe('paused');
    const uncommitted = controller.record?.uncommitted.length ?? 0;
    expect(uncommitted).toBeGreaterThan(0);
    delete sinks.hooks.commit;
    await controller.stop();
    expect(sinks.runs.get('run-0')?.outcomes).toHaveLength(uncommitted);
    await pass(); // the list of saved runs is refreshed
    expect(vi.getTimerCount()).toBe(0);
  });

  test('Q13 images whose sink died before they were committed run again', async () => {
    const { controller, sinks, shown, state, kind } = setUp();
    const writing = gate();
    sinks.hooks.commit = () => writing.promise;
    void controller.start();
    await pass(30);
    sinks.kill(0, true);
    writing.open();
    await pass(2000);
    expect(state()).toMatchObject({ kind: 'paused', cause: 'workers' });
    delete sinks.hooks.commit;
    void controller.resume();
    void controller.resume();
    await pass();
    expect(kind()).toBe('finished');
    expect(shown().notices).toEqual([]);
    expect(new Set(sinks.runs.get('run-0')?.outcomes.map(({ slot }) => slot)).size).toBe(40);
    expect(sinks.alive.size).toBe(1);
  });

  test('Q5 a commit that throws pauses the run, and its reason is shown', async () => {
    const { controller, sinks, state } = setUp();
    sinks.hooks.commit = () => {
      throw new Error('Slot 3 is committed without its row');
    };
    void controller.start();
    await pass();
    expect(state()).toMatchObject({ kind: 'paused', cause: 'workers' });
    expect(state()).toMatchObject({ reason: expect.stringContaining('Slot 3') });
  });

  test('Q12 without a folder to ask for, a lost permission is tried again', async () => {
    const { controller, sinks, asked, state, kind } = setUp();
    const blocker = { kind: 'permission', detail: 'The folder may not be read.' };
    sinks.hooks.recordDispatch = () => blocker;
    void controller.start();
    await pass();
    expect(state()).toMatchObject({ kind: 'paused', cause: 'permission' });
    delete sinks.hooks.recordDispatch;
    void controller.resume();
    await pass();
    expect(kind()).toBe('finished');
    expect(asked.askToRead).not.toHaveBeenCalled();
  });

  test('Q12 with a folder the user is asked once, and Stop does not wait for the answer', async () => {
    const planned = plannedOf(listingOf(PATHS, [], HANDLE));
    const { controller, sinks, asked, state, kind } = setUpController(planned);
    sinks.hooks.recordDispatch = () => ({ kind: 'permission', detail: 'No.' });
    void controller.start();
    await pass();
    expect(state()).toMatchObject({ cause: 'permission' });
    const answer = gate();
    asked.askToRead.mockImplementation(() => answer.promise.then(() => true));
    void controller.resume();
    void controller.resume();
    await pass();
    expect(asked.askToRead).toHaveBeenCalledTimes(1);
    void controller.stop();
    await pass();
    expect(kind()).toBe('stopped');
    answer.open();
    await pass();
    expect(kind()).toBe('stopped');
  });
});
