import { expect, test } from 'vitest';

import { labelsOfRows } from '../../../src/core/labels/row-labels.ts';
import { planLabelsInSteps } from '../../../src/core/labels/slot-labels.ts';
import { summariseInSteps } from '../../../src/core/output/outcome-summary.ts';
import { failed, ok, planOf } from '../plan/planned-outcomes.ts';
import { walk } from '../walk-steps.ts';

const plan = planOf(['a/1', 'b/1', 'b/2', 'c/1']);
const outcomes = [ok(0), failed(1), ok(2), ok(3)];
const excluded = { has: (slot: number) => slot === 2, count: 1 };

function slotsOf(rows: 'drop' | 'zero'): Uint32Array {
  return walk(summariseInSteps(plan, outcomes, rows, excluded)).value.order.slots;
}

test('N5 an excluded slot has no label either, and classes keep their numbers', () => {
  const labels = walk(planLabelsInSteps(plan)).value;
  expect(labelsOfRows(labels, slotsOf('drop'))).toEqual({
    classes: ['a', 'b', 'c'],
    classOf: Int32Array.of(0, 2),
    targetOf: null,
    splitOf: null,
  });
});

test('N2 a row of zeros has the label of its file, with target and split', () => {
  const targetOf = Float32Array.of(1, 2, 3, 4);
  const splitOf = Uint8Array.of(0, 1, 2, 0);
  const labels = { ...walk(planLabelsInSteps(plan)).value, targetOf, splitOf };
  expect(labelsOfRows(labels, slotsOf('zero'))).toEqual({
    classes: ['a', 'b', 'c'],
    classOf: Int32Array.of(0, 1, 2),
    targetOf: Float32Array.of(1, 2, 4),
    splitOf: Uint8Array.of(0, 1, 0),
  });
});
