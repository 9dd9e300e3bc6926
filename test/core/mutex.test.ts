import { describe, expect, it } from 'vitest';

import { createMutex } from '../../src/core/mutex.ts';

describe('mutex', () => {
  it('runs one piece of work at a time, in the order of the calls', async () => {
    const mutex = createMutex();
    const log: string[] = [];
    const first = createGate();
    const runs = [
      mutex.runExclusive(async () => {
        log.push('first starts');
        await first.passed;
        log.push('first ends');
      }),
      mutex.runExclusive(() => log.push('second')),
      mutex.runExclusive(() => log.push('third')),
    ];
    await settled();
    expect(log).toEqual(['first starts']);
    first.open();
    await Promise.all(runs);
    expect(log).toEqual(['first starts', 'first ends', 'second', 'third']);
  });

  it('returns what the work returns, at once or later', async () => {
    const mutex = createMutex();
    const results = [mutex.runExclusive(() => 1), mutex.runExclusive(async () => 'two')];
    expect(await Promise.all(results)).toEqual([1, 'two']);
  });

  it('rejects as the work does, and runs the next all the same', async () => {
    const mutex = createMutex();
    const thrown = mutex.runExclusive(() => {
      throw new Error('thrown');
    });
    const rejected = mutex.runExclusive(() => Promise.reject(new Error('rejected')));
    const next = mutex.runExclusive(() => 'next');
    await expect(thrown).rejects.toThrow('thrown');
    await expect(rejected).rejects.toThrow('rejected');
    expect(await next).toBe('next');
    expect(mutex.isLocked).toBe(false);
  });

  it('is locked from the call until the last work has settled', async () => {
    const mutex = createMutex();
    const first = createGate();
    const second = createGate();
    expect(mutex.isLocked).toBe(false);
    const firstRun = mutex.runExclusive(() => first.passed);
    const secondRun = mutex.runExclusive(() => second.passed);
    expect(mutex.isLocked).toBe(true);
    first.open();
    await firstRun;
    expect(mutex.isLocked).toBe(true);
    second.open();
    await secondRun;
    expect(mutex.isLocked).toBe(false);
  });
});

/** After all that is ready to run has run. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function createGate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
