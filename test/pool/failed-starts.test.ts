import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createFakeWorkers } from './fake-workers.ts';
import { okBut, run } from './run-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a worker that cannot be started', () => {
  test('Q5 is tried again after growing pauses', async () => {
    const fakes = createFakeWorkers({ diesAtStart: () => true });
    const ran = await run(fakes, okBut(20), { workers: 1 });
    expect(ran.end.end).toBe('broken');
    const { spawnedAt } = fakes;
    const pauses = spawnedAt.slice(1).map((at, i) => Math.round(at - (spawnedAt[i] ?? 0)));
    expect(pauses).toEqual([100, 200, 400, 800, 1600, 2000, 2000, 2000]);
  });

  test('Q3 is replaced where it never says that it has begun', async () => {
    const fakes = createFakeWorkers({ neverBegins: (worker) => worker < 2 });
    const ran = await run(fakes, okBut(50));
    expect(ran.end.end).toBe('finished');
    expect(ran.reported).toBe(50);
    expect(fakes.terminated).toBe(2);
  });

  test('Q5 is not started for ever where it dies with nothing in hand', async () => {
    const fakes = createFakeWorkers({ diesIdle: () => true });
    const ran = await run(fakes, okBut(100), {
      onDispatch: async () => {
        await later(20); // each dies while its first batch is being written down
        return null;
      },
    });
    expect(ran.end).toMatchObject({ end: 'broken', reason: 'gone' });
    expect(fakes.spawned).toBeLessThan(13);
    expect(ran.reported).toBe(0);
  });

  test('Q3 what could not be sent to a worker that died goes to the next, in batches', async () => {
    const fakes = createFakeWorkers({ diesIdle: (worker) => worker < 2 });
    const ran = await run(fakes, okBut(100), {
      onDispatch: async () => {
        await later(20);
        return null;
      },
    });
    expect(ran.end.end).toBe('finished');
    expect(ran.reported).toBe(100);
    expect(fakes.batches.filter(({ slots }) => slots.length > 1).length).toBeGreaterThan(3);
  });

  test('Q6 does not hold up a stop', async () => {
    const fakes = createFakeWorkers({ diesAtStart: () => true });
    const ran = await run(fakes, okBut(20), { workers: 1, stopAfterMs: 750 });
    expect(ran.end.end).toBe('stopped');
    expect(fakes.spawned).toBe(4);
  });

  test('Q5 costs nothing where others can be', async () => {
    const fakes = createFakeWorkers({ diesAtStart: (worker) => worker < 5 });
    const ran = await run(fakes, okBut(50));
    expect(ran.end.end).toBe('finished');
    expect(ran.reported).toBe(50);
  });
});

function later(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
