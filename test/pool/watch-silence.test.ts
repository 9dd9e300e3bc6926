import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { watchSilence } from '../../src/pool/watch-silence.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('Q3 silence for longer than the limit is told once', () => {
  const onSilence = vi.fn();
  watchSilence(() => 3000, onSilence);
  vi.advanceTimersByTime(3000);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(onSilence).toHaveBeenCalledTimes(1);
});

test('Q3 a sign of life begins the count anew', () => {
  const onSilence = vi.fn();
  const watch = watchSilence(() => 3000, onSilence);
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(2500);
    watch.heard();
  }
  expect(onSilence).not.toHaveBeenCalled();
});

test('Q8 a clock that jumps while no timer runs accuses nobody', () => {
  let asleepMs = 0;
  const realNow = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => realNow() + asleepMs);
  const onSilence = vi.fn();
  watchSilence(() => 3000, onSilence);
  vi.advanceTimersByTime(1000);
  asleepMs = 3_600_000;
  vi.advanceTimersByTime(1000);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3000);
  expect(onSilence).toHaveBeenCalledTimes(1);
});

test('Q7 a watch that was stopped says nothing', () => {
  const onSilence = vi.fn();
  watchSilence(() => 1000, onSilence).stop();
  vi.advanceTimersByTime(10_000);
  expect(onSilence).not.toHaveBeenCalled();
});
