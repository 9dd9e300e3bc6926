import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { imageDeadlineMs } from '../../src/pool/decode-deadlines.ts';
import type { DecodeWorker } from '../../src/pool/decode-worker.ts';
import { createPixelBudget } from '../../src/pool/pixel-budget.ts';
import type { Batch, BatchReport } from '../../src/pool/wire/batch.ts';
import type { WorkerEvents } from '../../src/pool/wire/decode.ts';
import { superviseWorker, type Attempt } from '../../src/pool/supervised-worker.ts';
import { onlyExpect } from './expected-calls.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const REPORT: BatchReport = { outcomes: [], readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };
const ORDERS = { recipe: DEFAULT_RECIPE, decodesAhead: true };
const MIB = 2 ** 20;

/** A worker that has begun and does nothing by itself; the test gives its signs and reports. */
async function superviseIdle(budget = createPixelBudget(160e6)) {
  let events: WorkerEvents | null = null;
  const reports: ((report: BatchReport) => void)[] = [];
  const calls = onlyExpect<DecodeWorker<string>>({
    async begin(_orders, rows, given) {
      rows.close();
      events = given;
    },
    decode: () => new Promise((resolve) => reports.push(resolve)),
    stop: async () => {},
  });
  const thread = { calls, onDeath: () => {}, terminate: () => {} };
  const worker = superviseWorker(() => thread, imageDeadlineMs, budget);
  await worker.begin(
    ORDERS,
    async (port) => port.close(),
    () => {},
  );
  if (events === null) throw new Error('it did not begin');
  return { worker, events: events as WorkerEvents, report: () => reports.shift()?.(REPORT) };
}

function batchOf(images: number, bytes: number): Batch<string> {
  const stat = { bytes, modifiedMs: 0 };
  return Array.from({ length: images }, (_, slot) => ({ slot, source: 'a file', stat }));
}

/** How long a silent worker lives with such a batch, to the second. */
async function secondsToDeath(
  attempt: Promise<Attempt>,
): Promise<{ readonly seconds: number; readonly code: string }> {
  let code = '';
  void attempt.then((ended) => {
    code = ended.kind === 'died' ? ended.code : ended.kind;
  });
  for (let seconds = 0; seconds < 300; seconds++) {
    if (code !== '') return { seconds, code };
    await vi.advanceTimersByTimeAsync(1000);
  }
  return { seconds: Infinity, code };
}

test('Q7 a worker that the browser refuses to make is one that died, with the reason', async () => {
  const spawn = (): never => {
    throw new DOMException('Access to the script is denied.', 'SecurityError');
  };
  const worker = superviseWorker(spawn, imageDeadlineMs, createPixelBudget(160e6));
  const died = { kind: 'died', code: 'worker-died', detail: 'Access to the script is denied.' };
  expect(
    await worker.begin(
      ORDERS,
      async (port) => port.close(),
      () => {},
    ),
  ).toEqual(died);
  expect(await worker.attempt(batchOf(1, 1000))).toEqual(died);
});

describe('the deadline of a batch', () => {
  const cases = [
    ['one small image', 1, 1000, 11],
    ['one of 20 MiB', 1, 20 * MIB, 30],
    ['one of a gigabyte, which is read in pieces', 1, 1024 * MIB, 60],
    ['64 that a slow disk has to find', 64, 1000, 26],
    ['64 of a quarter of a MiB', 64, MIB / 4, 41],
  ] as const;
  test.each(cases)('Q17 covers the reading: %s', async (_, images, bytes, seconds) => {
    const { worker } = await superviseIdle();
    const died = await secondsToDeath(worker.attempt(batchOf(images, bytes)));
    expect(died.code).toBe('timeout');
    expect(Math.abs(died.seconds - seconds - 1)).toBeLessThanOrEqual(1);
  });

  test('Q17 begins anew with each beat, of reading too', async () => {
    const { worker, events } = await superviseIdle();
    const attempt = worker.attempt(batchOf(1, 1000));
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(9000);
      events.onHeartbeat(0);
    }
    const { seconds } = await secondsToDeath(attempt);
    expect(seconds).toBeGreaterThan(9);
    expect(seconds).toBeLessThan(14);
  });
});

describe('the deadline of a large image', () => {
  test('Q17 is 1 s longer for 10 MP, until the image is let go', async () => {
    const { worker, events, report } = await superviseIdle();
    const first = worker.attempt(batchOf(1, 1000));
    await events.onLarge(100e6, 100e6);
    await vi.advanceTimersByTimeAsync(19_000);
    expect(worker.isDead).toBe(false);
    events.onLargeDone(100e6, 100e6);
    report();
    await first;
    const { seconds } = await secondsToDeath(worker.attempt(batchOf(1, 1000)));
    expect(seconds).toBeLessThan(14);
  });

  test('Q17 is that of its pixels, where it is silent', async () => {
    const { worker, events } = await superviseIdle();
    const attempt = worker.attempt(batchOf(1, 1000));
    await events.onLarge(100e6, 100e6);
    const { seconds, code } = await secondsToDeath(attempt);
    expect([seconds, code]).toEqual([21, 'timeout']);
  });
});

describe('the turn of a large image', () => {
  test('Q16 Q17 is waited for without a deadline, and then there is one', async () => {
    const budget = createPixelBudget(160e6);
    const other = budget.ask(100e6);
    const { worker, events } = await superviseIdle(budget);
    const attempt = worker.attempt(batchOf(1, 1000));
    const turn = events.onLarge(100e6, 100e6);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(worker.isDead).toBe(false);
    other.end();
    expect(await turn).toBe(true);
    expect(budget.heldPixels).toBe(100e6);
    const { seconds } = await secondsToDeath(attempt);
    expect(seconds).toBe(21);
  });

  test('Q16 comes when the worker that held the pixels dies', async () => {
    const budget = createPixelBudget(160e6);
    const dying = await superviseIdle(budget);
    const waiting = await superviseIdle(budget);
    await dying.events.onLarge(100e6, 100e6);
    const turn = waiting.events.onLarge(100e6, 100e6);
    dying.worker.kill('killed by a test');
    expect(await turn).toBe(true);
    waiting.worker.kill('killed by a test');
    expect(budget.heldPixels).toBe(0);
  });

  test('Q16 of a worker that dies while it waits is nobody’s', async () => {
    const budget = createPixelBudget(160e6);
    const [holding, dying, last] = [
      await superviseIdle(budget),
      await superviseIdle(budget),
      await superviseIdle(budget),
    ];
    await holding.events.onLarge(100e6, 100e6);
    void dying.events.onLarge(100e6, 100e6);
    const turn = last.events.onLarge(90e6, 90e6);
    dying.worker.kill('killed by a test');
    holding.events.onLargeDone(100e6, 100e6);
    expect(await turn).toBe(true);
    expect(budget.heldPixels).toBe(90e6);
  });

  test('Q6 is no longer waited for when the run is to end', async () => {
    const budget = createPixelBudget(160e6);
    budget.ask(100e6);
    const { worker, events } = await superviseIdle(budget);
    const turn = events.onLarge(100e6, 100e6);
    worker.stop();
    expect(await turn).toBe(false);
    expect(await events.onLarge(100e6, 100e6)).toBe(false);
    await worker.begin(
      ORDERS,
      async (port) => port.close(),
      () => {},
    );
    expect(await events.onLarge(20e6, 20e6)).toBe(true);
  });

  test('Q16 is not asked for by those of which little is held', async () => {
    const budget = createPixelBudget(160e6);
    budget.ask(160e6);
    const { events } = await superviseIdle(budget);
    expect(await events.onLarge(150e6, 16e6)).toBe(true);
  });
});
