import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createFakeWorkers, outcomeOf, type Fate } from './fake-workers.ts';
import { DEADLINE_MS, failedSlots, okBut, run } from './run-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a run', () => {
  test('R5 gives the same outcomes whatever the workers and the order in which they end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 }),
        async (workers, delays) => {
          const fakes = createFakeWorkers({ delayMs: (slot) => delays[slot] ?? 0 });
          const ran = await run(fakes, okBut(delays.length), { workers });
          expect(ran.end.end).toBe('finished');
          expect(ran.reported).toBe(delays.length);
          expect(ran.outcomes).toEqual(delays.map((_, slot) => outcomeOf(slot)));
        },
      ),
      { seed: 7, numRuns: 40 },
    );
  });

  test('Q2 has two batches in flight on a worker, and never three', async () => {
    const fakes = createFakeWorkers();
    await run(fakes, okBut(500));
    expect(fakes.mostInFlight).toBe(2);
  });

  test('Q1 keeps every worker busy until the last images', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 10 });
    await run(fakes, okBut(400), { workers: 4 });
    const images = [0, 1, 2, 3].map((worker) =>
      fakes.batches.filter((batch) => batch.worker === worker).flatMap(({ slots }) => slots),
    );
    for (const slots of images) expect(slots.length).toBeGreaterThan(80);
  });

  test('Q7 of no images finishes at once', async () => {
    const ran = await run(createFakeWorkers(), []);
    expect(ran.end).toMatchObject({ end: 'finished', wallMs: 0 });
  });

  test('C2 is timed from the first dispatch to the last report', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 10 });
    const { end } = await run(fakes, okBut(100), { workers: 1 });
    expect(end.wallMs).toBe(1000);
  });
});

describe('a worker that fails', () => {
  const ways: readonly (readonly [Fate, string])[] = [
    ['crash', 'worker-died'],
    ['throw', 'worker-died'],
    ['hang', 'timeout'],
  ];

  test.each(ways)('Q4 %s: the image is named %s, and all others are ok', async (fate, code) => {
    const fakes = createFakeWorkers();
    const ran = await run(fakes, okBut(200, { 17: fate, 150: fate }));
    expect(ran.end.end).toBe('finished');
    expect(failedSlots(ran)).toEqual([
      [17, code],
      [150, code],
    ]);
    expect(ran.outcomes.filter((outcome) => outcome?.verdict === 'ok')).toHaveLength(198);
    expect(ran.reported).toBe(200);
  });

  test.each(ways)('Q3 %s: its images are tried again one by one', async (fate) => {
    const fakes = createFakeWorkers();
    await run(fakes, okBut(60, { 3: fate }), { workers: 1 });
    const [first] = fakes.batches;
    expect(first?.slots).toContain(3);
    for (const slot of first?.slots ?? []) {
      expect(
        fakes.batches.filter(({ slots }) => slots.length === 1 && slots[0] === slot),
      ).toHaveLength(1);
    }
    expect(fakes.terminated).toBe(2);
  });

  test('Q3 is terminated and replaced, and the others are not touched', async () => {
    const fakes = createFakeWorkers();
    await run(fakes, okBut(100, { 50: 'crash' }), { workers: 3 });
    expect(fakes.terminated).toBe(2);
    expect(fakes.spawned).toBe(5);
  });

  test('Q5 at every start makes the run give up and say why', async () => {
    const fakes = createFakeWorkers({ diesAtStart: () => true });
    const ran = await run(fakes, okBut(20));
    expect(ran.end).toEqual({
      end: 'broken',
      reason: 'cannot be started',
      wallMs: 0,
    });
    expect(fakes.spawned).toBeLessThan(20);
  });

  test('Q5 at every image makes the run give up too', async () => {
    const everyImage = Object.fromEntries(
      Array.from({ length: 100 }, (_, slot) => [slot, 'hang' as const]),
    );
    const ran = await run(createFakeWorkers(), okBut(100, everyImage));
    expect(ran.end.end).toBe('broken');
    expect(ran.end.reason).toMatch(/^No sign of life for \d+ s\.$/);
    expect(ran.reported).toBeLessThan(100);
  });

  test('Q3 is not one that reads a large batch from a slow disk', async () => {
    // the first image of each full batch waits for the reading of all of it
    const isFirst = (slot: number): boolean => slot % 64 === 0 && slot < 2560;
    const fakes = createFakeWorkers({
      delayMs: (slot) => (isFirst(slot) ? 3 * DEADLINE_MS : 1),
    });
    const ran = await run(fakes, okBut(5000), { workers: 8 });
    expect(ran.end.end).toBe('finished');
    expect(fakes.terminated).toBe(0);
  });

  test('Q5 now and then does not make the run give up', async () => {
    const odd = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [i * 10, 'crash' as const]),
    );
    const ran = await run(createFakeWorkers(), okBut(300, odd));
    expect(ran.end.end).toBe('finished');
    expect(failedSlots(ran)).toHaveLength(30);
  });
});

describe('ending early', () => {
  test('Q6 stop ends the run after the images at hand, and keeps what is done', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 100 });
    const startedAt = performance.now();
    let endedAt = 0;
    const stopped = run(fakes, okBut(1000), { stopAfterMs: 1050 }).then((ran) => {
      endedAt = performance.now();
      return ran;
    });
    const ran = await stopped;
    expect(ran.end.end).toBe('stopped');
    expect(endedAt - startedAt).toBeLessThanOrEqual(2050);
    const done = ran.outcomes.filter((outcome) => outcome !== undefined);
    expect(done.length).toBeGreaterThanOrEqual(18);
    expect(done.length).toBeLessThan(30);
    expect(failedSlots(ran)).toEqual([]);
  });

  test('Q6 stop gives up a worker that does not answer, and blames no image for it', async () => {
    const fakes = createFakeWorkers();
    const ran = await run(fakes, okBut(50, { 0: 'hang' }), { workers: 1, stopAfterMs: 500 });
    expect(ran.end.end).toBe('stopped');
    expect(fakes.terminated).toBe(1);
    expect(failedSlots(ran)).toEqual([]);
  });

  test('Q7 a pool that is shut down in the middle settles the run', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 100 });
    const ran = await run(fakes, okBut(300), { disposeAfterMs: 350 });
    expect(['finished', 'broken']).toContain(ran.end.end);
    expect(fakes.terminated).toBeGreaterThanOrEqual(2);
  });
});
