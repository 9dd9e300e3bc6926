import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Blocker } from '../../src/pool/wire/blocker.ts';
import { createFakeWorkers, NO_ROOM, outcomeOf } from './fake-workers.ts';
import { failedSlots, okBut, poolOf, run, type Ran } from './run-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function doneSlots({ outcomes }: Ran): readonly number[] {
  return outcomes.flatMap((outcome) => (outcome === undefined ? [] : [outcome.slot]));
}

function undoneSlots({ outcomes }: Ran): readonly number[] {
  return [...outcomes.keys()].filter((slot) => outcomes[slot] === undefined);
}

describe('a dispatch', () => {
  test('Q11 is written down before its batch goes to a worker', async () => {
    const fakes = createFakeWorkers();
    const written: number[] = [];
    const ran = await run(fakes, okBut(200, { 40: 'crash' }), {
      async onDispatch(batch, isAlone) {
        expect(isAlone).toBe(false);
        await later(20);
        const sent = new Set(fakes.batches.flatMap(({ slots }) => slots));
        for (const { slot } of batch) if (!written.includes(slot)) expect(sent).not.toContain(slot);
        written.push(...batch.map(({ slot }) => slot));
        return null;
      },
    });
    expect(ran.reported).toBe(200);
    expect(written.length).toBe(fakes.batches.flatMap(({ slots }) => slots).length);
  });

  test('Q2 that takes long holds up neither the batch at hand nor other workers', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 10 });
    const { end } = await run(fakes, okBut(2000), {
      onDispatch: async () => {
        await later(300);
        return null;
      },
    });
    // two workers, 10 ms an image: 10 s, and the waits at both ends, where batches are small
    expect(end.wallMs).toBeLessThan(13_000);
    expect(fakes.mostInFlight).toBe(2);
  });

  test('Q12 that cannot be written down holds the run, and its batch does not go', async () => {
    const fakes = createFakeWorkers();
    const refused: number[] = [];
    const ran = await run(fakes, okBut(500), {
      async onDispatch(batch) {
        if (fakes.batches.length < 6) return null;
        refused.push(...batch.map(({ slot }) => slot));
        return NO_ROOM;
      },
    });
    expect(ran.end).toMatchObject({ end: 'blocked', blocker: NO_ROOM });
    expect(refused.length).toBeGreaterThan(0);
    for (const slot of refused) expect(ran.outcomes[slot]).toBeUndefined();
    expect(failedSlots(ran)).toEqual([]);
  });

  test('Q12 whose writer dies holds the run too', async () => {
    const ran = await run(createFakeWorkers(), okBut(20), {
      onDispatch: () => Promise.reject(new Error('the writer died')),
    });
    const blocker: Blocker = { kind: 'storage-lost', detail: 'the writer died' };
    expect(ran.end).toMatchObject({ end: 'blocked', blocker });
    expect(ran.reported).toBe(0);
  });
});

describe('a blocked run', () => {
  test('Q12 ends after the images at hand, fails nothing and loses no report', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 100 });
    const ran = await run(fakes, okBut(400, { 30: 'hold' }), { workers: 3 });
    expect(ran.end).toMatchObject({ end: 'blocked', blocker: NO_ROOM });
    expect(failedSlots(ran)).toEqual([]);
    expect(ran.outcomes[30]).toBeUndefined();
    const workers = new Set(fakes.batches.map(({ worker }) => worker));
    expect(workers.size).toBe(3);
    // 30 images on one worker; the two others did as many by then
    expect(doneSlots(ran).length).toBeGreaterThan(80);
    expect(fakes.terminated).toBe(0);
  });

  test('Q12 gives up a worker that does not end, without blame', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 100 });
    const fates = okBut(300, { 5: 'hold', 75: 'hang', 155: 'hang' });
    const ran = await run(fakes, fates, { workers: 3 });
    expect(ran.end.end).toBe('blocked');
    expect(failedSlots(ran)).toEqual([]);
    expect(ran.end.wallMs).toBeLessThan(2_000);
  });

  test('Q13 can go on with the rest, on the same workers', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 10 });
    const pool = poolOf(fakes);
    const first = await run(fakes, okBut(300, { 100: 'hold' }), { pool });
    expect(first.end.end).toBe('blocked');
    const rest = undoneSlots(first);
    expect(rest).toContain(100);
    const sentBefore = fakes.batches.length;
    const second = await run(fakes, okBut(300), { pool, slots: rest });
    expect(second.end.end).toBe('finished');
    expect(doneSlots(second)).toEqual(rest);
    expect(fakes.spawned).toBe(2);
    const sent = fakes.batches.slice(sentBefore).flatMap(({ slots }) => slots);
    expect(sent.toSorted((a, b) => a - b)).toEqual(rest);
  });
});

describe('a pause', () => {
  test('Q13 leaves no batch on a worker, however often', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 20 });
    const pool = poolOf(fakes);
    const fates = okBut(400, { 123: 'crash', 321: 'hang' });
    const outcomes = new Map<number, unknown>();
    let reported = 0;
    for (let segment = 0; outcomes.size < 400 && segment < 100; segment++) {
      const slots = [...fates.keys()].filter((slot) => !outcomes.has(slot));
      const ran = await run(fakes, fates, { pool, slots, stopAfterMs: 170 + 1000 * segment });
      reported += ran.reported;
      for (const outcome of ran.outcomes) if (outcome) outcomes.set(outcome.slot, outcome.verdict);
    }
    expect(reported).toBe(400);
    const odd = [...outcomes].filter(([, verdict]) => verdict !== 'ok').map(([slot]) => slot);
    expect(odd).toEqual([123, 321]);
    expect(fakes.mostInFlight).toBe(2);
  });
});

describe('a suspect', () => {
  test('Q14 comes after all others, alone with the only worker at work', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 5 });
    const alone: number[] = [];
    const ran = await run(fakes, okBut(103, { 40: 'crash' }), {
      workers: 4,
      slots: [...okBut(100).keys()],
      suspects: [100, 101, 102],
      async onDispatch(batch, isAlone) {
        if (isAlone) alone.push(...batch.map(({ slot }) => slot));
        return null;
      },
    });
    expect(ran.end.end).toBe('finished');
    expect(failedSlots(ran)).toEqual([[40, 'worker-died']]);
    expect(alone).toEqual([100, 101, 102]);
    const last = fakes.batches.slice(-3);
    expect(last.map(({ slots }) => slots)).toEqual([[100], [101], [102]]);
    expect(last.map(({ busy }) => busy)).toEqual([1, 1, 1]);
  });

  test('Q14 has two tries, each on a fresh worker, and is named then', async () => {
    const fakes = createFakeWorkers();
    const ran = await run(fakes, okBut(4, { 1: 'crash', 2: 'hang', 3: 'crash-once' }), {
      slots: [],
      suspects: [0, 1, 2, 3],
    });
    expect(failedSlots(ran)).toEqual([
      [1, 'worker-died'],
      [2, 'timeout'],
    ]);
    expect(ran.outcomes[3]).toEqual(outcomeOf(3));
    expect(fakes.batches.map(({ worker, slots }) => [worker, slots[0]])).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 2],
      [4, 3],
      [5, 3],
    ]);
  });

  test('Q12 is not failed when its worker was given up because the run was halted', async () => {
    const ran = await run(createFakeWorkers(), okBut(2, { 1: 'hang' }), {
      slots: [0],
      suspects: [1],
      stopAfterMs: 400,
    });
    expect(ran.end.end).toBe('stopped');
    expect(undoneSlots(ran)).toEqual([1]);
  });
});

describe('an image', () => {
  test('Q3 that killed its worker once, and not again, is done', async () => {
    const ran = await run(createFakeWorkers(), okBut(60, { 7: 'crash-once' }));
    expect(ran.outcomes).toEqual(okBut(60).map((_, slot) => outcomeOf(slot)));
  });

  test('Q4 that a worker leaves out without a word is tried again, then named', async () => {
    const ran = await run(createFakeWorkers(), okBut(60, { 7: 'left-out' }));
    expect(failedSlots(ran)).toEqual([[7, 'worker-died']]);
    expect(ran.reported).toBe(60);
  });

  test('Q5 that was in hand when the run gave up has no outcome', async () => {
    const fates = okBut(40, Object.fromEntries([...okBut(40).keys()].map((i) => [i, 'crash'])));
    const fakes = createFakeWorkers();
    const ran = await run(fakes, fates, { workers: 1 });
    expect(ran.end.end).toBe('broken');
    expect(ran.end.reason).toBe('crashed');
    const [last] = fakes.batches.at(-1)?.slots ?? [];
    expect(undoneSlots(ran)).toContain(last);
    expect(fakes.terminated).toBe(9);
    expect(ran.reported).toBe(5); // those that are named
  });

  test('Q5 that is done while other workers die for good is reported', async () => {
    const fakes = createFakeWorkers({ delayMs: () => 250, diesAtStart: (worker) => worker > 1 });
    const ran = await run(fakes, okBut(400, { 128: 'crash' }));
    expect(ran.end).toMatchObject({ end: 'broken', reason: 'cannot be started' });
    expect(doneSlots(ran).length).toBeGreaterThan(30);
    expect(doneSlots(ran)).toHaveLength(ran.reported);
    expect(failedSlots(ran)).toEqual([]);
  });
});

function later(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
