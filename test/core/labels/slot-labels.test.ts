import { describe, expect, test } from 'vitest';

import { planLabelsInSteps } from '../../../src/core/labels/slot-labels.ts';
import { planOf } from '../plan/planned-outcomes.ts';
import { walk } from '../walk-steps.ts';

describe('planLabelsInSteps', () => {
  test('P4 each label is a class, and a file at the top has none', () => {
    const plan = planOf(['dog/1.png', 'cat/1.png', 'top.png', 'cat/2.png', 'Zebra/x/1.png']);
    const { classes, classOf, targetOf, splitOf } = walk(planLabelsInSteps(plan)).value;
    expect(classes).toEqual(['Zebra', 'cat', 'dog']);
    expect(plan.slots.map(({ path, slot }) => [path, classOf[slot]])).toEqual([
      ['Zebra/x/1.png', 0],
      ['cat/1.png', 1],
      ['cat/2.png', 1],
      ['dog/1.png', 2],
      ['top.png', -1],
    ]);
    expect([targetOf, splitOf]).toEqual([null, null]);
  });

  test('P4 classes are sorted by code units, whatever the order of the slots', () => {
    // as units 0xd83d 0xde00 and 0xff21: by code points they would be the other way round
    const labels = ['\uff21', '\u{1f600}', '__proto__', 'B', 'a'];
    const slots = labels.map((label, slot) => ({ path: `${label}/1`, source: null, slot, label }));
    const { classes, classOf } = walk(planLabelsInSteps({ slots })).value;
    expect(classes).toEqual(['B', '__proto__', 'a', '\u{1f600}', '\uff21']);
    expect([...classOf]).toEqual([4, 3, 1, 0, 2]);
  });

  test('P6 a plan of 30,000 files is labelled with pauses', () => {
    const slots = Array.from({ length: 30_000 }, (_, slot) => {
      return { path: `${slot % 3}/${slot}`, source: null, slot, label: String(slot % 3) };
    });
    const { value, pauses } = walk(planLabelsInSteps({ slots }));
    expect(value.classOf[29_999]).toBe(2);
    expect(pauses).toBeGreaterThanOrEqual(6);
  });
});
