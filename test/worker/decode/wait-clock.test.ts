import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createWaitClock } from '../../../src/worker/decode/wait-clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

test('C4 a worker waits for a batch, for its bytes and for its rows to be stored', async () => {
  const clock = createWaitClock();
  clock.begin();
  await vi.advanceTimersByTimeAsync(30);
  const waits = clock.start(performance.now());
  const reading = waits.whileReading(after(20));
  await vi.advanceTimersByTimeAsync(20);
  await reading;
  await vi.advanceTimersByTimeAsync(100); // it decodes
  const storing = [waits.whileStoring(after(4)), waits.whileStoring(after(3))];
  await vi.advanceTimersByTimeAsync(5);
  await Promise.all(storing);
  expect(waits.end()).toEqual({ batchMs: 30, readMs: 20, storeMs: 7, openMs: 0 });
});

test('C4 a batch that came while another was decoded was not waited for', async () => {
  const clock = createWaitClock();
  clock.begin();
  const first = clock.start(performance.now());
  await vi.advanceTimersByTimeAsync(40);
  const arrivedAt = performance.now();
  await vi.advanceTimersByTimeAsync(10);
  first.end();
  await vi.advanceTimersByTimeAsync(1);
  expect(clock.start(arrivedAt).end()).toMatchObject({ batchMs: 0 });
});
