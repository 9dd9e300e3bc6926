import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { gate, listingOf, pass, pathsOf, plannedOf, setUpDesk } from './desk-fakes.ts';
import { NO_ROOM } from '../../../pool/fake-workers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PATHS = pathsOf(40);

const setUp = () => setUpDesk(plannedOf(listingOf(PATHS)));

describe('what is in the way', () => {
  test('J5 a full store pauses; it goes on by itself when there is room, and loses nothing', async () => {
    const { desk, store, sinks, view, status } = setUp();
    sinks.hooks.commit = () => NO_ROOM;
    sinks.hooks.tryRoom = () => NO_ROOM;
    void desk.start();
    await pass();
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'storage-full' });
    await pass(20_000);
    expect(status()).toBe('paused');
    delete sinks.hooks.commit;
    delete sinks.hooks.tryRoom;
    await pass(10_000);
    expect(status()).toBe('finished');
    expect(store.getState().result?.counts.ok).toBe(40);
    const slots = sinks.runs.get('run-0')?.outcomes.map(({ slot }) => slot) ?? [];
    expect(slots.toSorted((a, b) => a - b)).toEqual(PATHS.map((_, slot) => slot));
  });

  test.each(['pause', 'stop'] as const)(
    'J5 what the user wished while it was found full holds: %s',
    async (wish) => {
      const { desk, sinks, status } = setUp();
      const writing = gate();
      sinks.hooks.commit = async () => {
        await writing.promise;
        return NO_ROOM;
      };
      void desk.start();
      await pass(5);
      if (wish === 'pause') desk.pause();
      else void desk.stop();
      writing.open();
      await pass();
      delete sinks.hooks.commit;
      await pass(20_000);
      expect(status()).toBe(wish === 'pause' ? 'paused' : 'stopped');
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test('J5 Stop of a run that waits for room writes down what it can', async () => {
    const { desk, sinks, status } = setUp();
    sinks.hooks.commit = () => NO_ROOM;
    sinks.hooks.tryRoom = () => NO_ROOM;
    void desk.start();
    await pass();
    expect(status()).toBe('paused');
    const left = desk.keeper.run?.uncommitted.length ?? 0;
    expect(left).toBeGreaterThan(0);
    delete sinks.hooks.commit;
    await desk.stop();
    expect(sinks.runs.get('run-0')?.outcomes).toHaveLength(left);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('Q13 what died with its sink before it was written down is run again', async () => {
    const { desk, store, sinks, view, status } = setUp();
    const writing = gate();
    sinks.hooks.commit = () => writing.promise;
    void desk.start();
    await pass(30);
    sinks.kill(0, true);
    writing.open();
    await pass(2000);
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'workers' });
    delete sinks.hooks.commit;
    void desk.resume();
    void desk.resume();
    await pass();
    expect(status()).toBe('finished');
    expect(store.getState().notices).toEqual([]);
    expect(new Set(sinks.runs.get('run-0')?.outcomes.map(({ slot }) => slot)).size).toBe(40);
    expect(sinks.alive.size).toBe(1);
  });

  test('Q5 a commit that is refused without a hold is said, and pauses', async () => {
    const { desk, sinks, view } = setUp();
    sinks.hooks.commit = () => {
      throw new Error('Slot 3 is committed without its row');
    };
    void desk.start();
    await pass();
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'workers' });
    expect(view()?.reason).toContain('Slot 3');
  });

  test('Q12 without a folder to ask for, a permission that went is tried again', async () => {
    const { desk, sinks, view, asked, status } = setUp();
    const blocker = { kind: 'permission', detail: 'The folder may not be read.' };
    sinks.hooks.recordDispatch = () => blocker;
    void desk.start();
    await pass();
    expect(view()).toMatchObject({ status: 'paused', pausedBy: 'permission' });
    delete sinks.hooks.recordDispatch;
    void desk.resume();
    await pass();
    expect(status()).toBe('finished');
    expect(asked.mayRead).not.toHaveBeenCalled();
  });

  test('Q12 with one it is asked for once, and Stop does not wait for the answer', async () => {
    const planned = plannedOf(
      listingOf(PATHS, [], { name: 'photos' } as FileSystemDirectoryHandle),
    );
    const { desk, sinks, asked, status, view } = setUpDesk(planned);
    sinks.hooks.recordDispatch = () => ({ kind: 'permission', detail: 'No.' });
    void desk.start();
    await pass();
    expect(view()?.pausedBy).toBe('permission');
    const answer = gate();
    asked.mayRead.mockImplementation(() => answer.promise.then(() => true));
    void desk.resume();
    void desk.resume();
    await pass();
    expect(asked.mayRead).toHaveBeenCalledTimes(1);
    void desk.stop();
    await pass();
    expect(status()).toBe('stopped');
    answer.open();
    await pass();
    expect(status()).toBe('stopped');
  });
});
