import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import {
  superviseCalls,
  type CallDeadlines,
  type Supervision,
} from '../../src/pool/supervise-calls.ts';

/** A contract as the wire has them: plain data, a callback, and an object of callbacks. */
interface TestCalls {
  quick(): Promise<string>;
  long(seconds: number): Promise<string>;
  save(onProgress: (bytes: number) => void): Promise<string>;
  listen(events: { onBeat(): void; mayGoOn(): Promise<boolean> }): Promise<string>;
  stop(): Promise<string>;
}

const DEADLINES: CallDeadlines<TestCalls> = {
  quick: { ms: 5000 },
  long: { ms: (seconds) => 1000 * seconds },
  save: { ms: 20_000, reason: 'The disk is silent.' },
  listen: { ms: 5000 },
  stop: 'unwatched',
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A worker that answers, or rejects, only when it is told to. */
function setUp(more: Partial<Supervision<TestCalls>> = {}) {
  const asked = new Map<string, { resolve(answer: string): void; reject(error: Error): void }>();
  const callbacks: unknown[] = [];
  const wait = (name: string, callback?: unknown) =>
    new Promise<string>((resolve, reject) => {
      asked.set(name, { resolve, reject });
      callbacks.push(callback);
    });
  let die = (_reason: string): void => {};
  const terminate = vi.fn<() => void>();
  const worker = superviseCalls<TestCalls>(
    () => ({
      calls: {
        quick: () => wait('quick'),
        long: () => wait('long'),
        save: (onProgress) => wait('save', onProgress),
        listen: (events) => wait('listen', events),
        stop: () => wait('stop'),
      },
      onDeath(listener) {
        die = listener;
      },
      terminate,
    }),
    { deadlines: DEADLINES, clocks: 'own', isRejectionDeath: false, ...more },
  );
  return {
    worker,
    calls: worker.calls,
    asked,
    callbacks,
    terminate,
    die: (why: string) => die(why),
  };
}

/** How a call has ended so far. */
function follow(call: Promise<string>): { ended: string | null } {
  const followed: { ended: string | null } = { ended: null };
  call.then(
    (answer) => (followed.ended = answer),
    (error: Error) => (followed.ended = error.message),
  );
  return followed;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('supervised calls', () => {
  test('a call is answered as the worker answers it, and leaves no clock', async () => {
    const { calls, asked } = setUp();
    const call = calls.quick();
    await pass(0);
    asked.get('quick')?.resolve('here');
    expect(await call).toBe('here');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('Q7 every call settles when the worker dies, and later ones reject at once', async () => {
    const { worker, calls, die, terminate } = setUp();
    const heard = vi.fn<(reason: string) => void>();
    worker.onDeath(heard);
    const pending = [follow(calls.quick()), follow(calls.long(9)), follow(calls.stop())];
    die('It broke.');
    die('It broke again.');
    await pass(0);
    expect(pending.map(({ ended }) => ended)).toEqual(Array(3).fill('It broke.'));
    await expect(calls.quick()).rejects.toThrow('It broke.');
    expect(worker.death).toEqual({ code: 'worker-died', detail: 'It broke.' });
    expect(heard.mock.calls).toEqual([['It broke.']]);
    expect(terminate).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('Q7 a worker that cannot be spawned is dead, with the reason', async () => {
    const worker = superviseCalls<TestCalls>(
      () => {
        throw new Error('Forbidden.');
      },
      { deadlines: DEADLINES, clocks: 'own', isRejectionDeath: false },
    );
    await expect(worker.calls.quick()).rejects.toThrow('Forbidden.');
    expect(worker.death?.detail).toBe('Forbidden.');
  });

  test('one that is dismissed tells nobody; one that is killed does', async () => {
    for (const end of ['dismiss', 'kill'] as const) {
      const { worker, calls } = setUp();
      const heard = vi.fn<(reason: string) => void>();
      worker.onDeath(heard);
      const pending = follow(calls.quick());
      worker[end]('Enough.');
      await pass(0);
      expect([pending.ended, heard.mock.calls.length]).toEqual(['Enough.', end === 'kill' ? 1 : 0]);
    }
  });

  test('a rejection is the caller’s alone, unless it counts as death', async () => {
    for (const isRejectionDeath of [false, true]) {
      const { worker, calls, asked } = setUp({ isRejectionDeath });
      const other = follow(calls.long(9));
      const call = follow(calls.quick());
      await pass(0);
      asked.get('quick')?.reject(new Error('no'));
      await pass(0);
      const detail = 'The worker failed: no';
      expect(call.ended).toBe(isRejectionDeath ? detail : 'no');
      expect(other.ended).toBe(isRejectionDeath ? detail : null);
      expect(worker.death?.detail ?? null).toBe(isRejectionDeath ? detail : null);
    }
  });

  test('Q17 a call that is silent longer than its deadline is the death of all', async () => {
    const { worker, calls } = setUp();
    const pending = [follow(calls.long(60)), follow(calls.long(9))];
    await pass(9000);
    expect(worker.death).toBeNull();
    await pass(1000);
    expect(worker.death).toEqual({ code: 'timeout', detail: 'No sign of life for 9 s.' });
    expect(pending.map(({ ended }) => ended)).toEqual(Array(2).fill('No sign of life for 9 s.'));
  });

  test('a call with a reason of its own fails alone', async () => {
    const { worker, calls } = setUp();
    const saving = follow(calls.save(() => {}));
    const other = follow(calls.long(60));
    await pass(21_000);
    expect([saving.ended, other.ended, worker.death]).toEqual(['The disk is silent.', null, null]);
  });

  test('with a clock of its own, a callback is a sign of life for its call alone', async () => {
    const { worker, calls, callbacks } = setUp();
    const progress: number[] = [];
    const saving = follow(calls.save((bytes) => progress.push(bytes)));
    await pass(0);
    for (let bytes = 1; bytes <= 4; bytes++) {
      await pass(15_000);
      Reflect.apply(callbacks[0] as () => void, undefined, [bytes]);
    }
    expect([progress, saving.ended]).toEqual([[1, 2, 3, 4], null]);
    const other = follow(calls.quick());
    await pass(4000);
    Reflect.apply(callbacks[0] as () => void, undefined, [5]);
    await pass(2000);
    expect([other.ended, worker.death?.code]).toEqual(['No sign of life for 5 s.', 'timeout']);
  });

  test('Q17 with shared clocks the longest deadline holds, and any sign of life counts', async () => {
    const { worker, calls, asked, callbacks } = setUp({ clocks: 'shared' });
    const listening = follow(calls.listen({ onBeat: () => {}, mayGoOn: async () => true }));
    void follow(calls.long(9));
    void follow(calls.stop()); // has no deadline, and does not lengthen that of others
    await pass(8000);
    (callbacks[0] as { onBeat(): void }).onBeat();
    await pass(8000);
    expect(worker.death).toBeNull();
    asked.get('long')?.resolve('done');
    await pass(4000);
    expect([listening.ended, worker.death]).toEqual([null, null]);
    await pass(2000);
    expect(worker.death?.detail).toBe('No sign of life for 5 s.');
  });

  test('Q17 the clock begins anew when the page answers a callback', async () => {
    let answer = (_isGranted: boolean): void => {};
    const granted = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    let isWaiting = true;
    const { worker, calls, callbacks } = setUp({
      clocks: 'shared',
      limitMs: (longestMs) => (isWaiting ? Infinity : longestMs),
    });
    void follow(calls.listen({ onBeat: () => {}, mayGoOn: () => granted }));
    await pass(0);
    void (callbacks[0] as { mayGoOn(): Promise<boolean> }).mayGoOn();
    await pass(60_000);
    isWaiting = false;
    answer(true);
    await pass(4000);
    expect(worker.death).toBeNull();
    await pass(2000);
    expect(worker.death?.code).toBe('timeout');
  });

  test('a task that is watched settles like a call', async () => {
    const { worker } = setUp();
    const task = follow(worker.watch(5000, () => new Promise<string>(() => {})));
    await pass(6000);
    expect(task.ended).toBe('No sign of life for 5 s.');
  });
});
