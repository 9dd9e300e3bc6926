import { describe, expect, test } from 'vitest';
import { planInSteps } from '../../../src/core/plan/plan.ts';
import { planRun } from './plan-run.ts';

describe('planInSteps', () => {
  test('P6 reads few paths between two pauses, for any number of files', () => {
    let looks = 0;
    const files = Array.from({ length: 100_000 }, (_, i) => ({
      get path() {
        looks += 1;
        return `folder-${i % 10}/${i}.png`;
      },
      source: null,
    }));
    const steps = planInSteps({ name: 'photos', files }, 'in');
    let most = 0;
    for (let isDone = false; !isDone;) {
      looks = 0;
      isDone = steps.next().done === true;
      most = Math.max(most, looks);
    }
    // sorting 2048 files takes about 2048 · log2(2048) comparisons of two paths
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(2 * 2048 * 12);
  });

  test('P6 steps make the same plan as one go', () => {
    const paths = Array.from({ length: 10_000 }, (_, i) => `${i % 10}/${i}.png`);
    const listing = {
      name: 'photos',
      files: paths.map((path) => ({ path, source: null })),
    };
    const steps = planInSteps(listing, 'in');
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    expect(step.value).toEqual(planRun(listing));
    expect(step.value.slots.map((file) => file.path)).toEqual(paths.toSorted());
  });

  test('P1 counts each folder once, also among names of equal length', () => {
    const paths = ['a.png', 'ab/1.png', 'ab/2.png', 'ab/c/3.png', 'ac/1.png', 'z.png'];
    const files = paths.map((path) => ({ path, source: null }));
    expect(planRun({ name: 'photos', files }).summary.folders).toBe(4);
  });
});
