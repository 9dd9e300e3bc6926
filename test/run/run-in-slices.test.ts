import { describe, expect, test } from 'vitest';
import { nextTask, runInSlices } from '../../src/run/run-in-slices.ts';

describe('nextTask', () => {
  test('P6 settles in turn, whoever asks meanwhile', async () => {
    const turns: string[] = [];
    const take = async (name: string, times: number) => {
      for (let i = 0; i < times; i++) {
        await nextTask();
        turns.push(name);
      }
    };
    await Promise.all([take('a', 3), take('b', 2), take('c', 1)]);
    expect(turns).toEqual(['a', 'b', 'c', 'a', 'b', 'a']);
  });
});

describe('runInSlices', () => {
  test('P6 gives what the steps give, in the end', async () => {
    let steps = 0;
    function* work(): Generator<void, string, void> {
      for (; steps < 5; steps++) yield;
      return 'done';
    }
    expect(await runInSlices(work())).toBe('done');
    expect(steps).toBe(5);
  });
});
