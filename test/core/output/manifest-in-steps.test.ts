import { describe, expect, test } from 'vitest';

import { manifestInSteps, manifestLines } from '../../../src/core/output/manifest.ts';
import { summariseInSteps, type RowOrder } from '../../../src/core/output/outcome-summary.ts';
import type { RunPlan } from '../../../src/core/plan/plan.ts';
import type { SlotOutcome } from '../../../src/core/verdict.ts';
import { failed, ok, planOf, warned } from '../plan/planned-outcomes.ts';
import { walk } from '../walk-steps.ts';

function outcomeOf(slot: number): SlotOutcome {
  if (slot % 10 === 3) return failed(slot);
  return slot % 10 === 6 ? warned(slot) : ok(slot);
}

function orderOf(plan: RunPlan<string>, outcomes: readonly SlotOutcome[]): RowOrder {
  return walk(summariseInSteps(plan, outcomes, 'drop')).value.order;
}

const SLOTS = 30_000;
const paths = Array.from({ length: SLOTS }, (_, i) => `${i % 3}/${String(i).padStart(5, '0')}.png`);
const plan = planOf([...paths, 'x/.DS_Store', '0/.DS_Store'], ['0/\ufffd.png', 'z\ufffd.png']);

describe('manifestInSteps', () => {
  test('M1 is the manifest, in parts of 10,000 lines, with pauses between a thousand', () => {
    const outcomes = Array.from({ length: SLOTS }, (_, slot) => outcomeOf(slot));
    const order = orderOf(plan, outcomes);
    const { value, pauses } = walk(manifestInSteps(plan, outcomes, order, (text) => text));
    expect(value.join('')).toBe([...manifestLines(plan, outcomes, order)].join(''));
    expect(value.map((part) => part.split('\n').length - 1)).toEqual([10_000, 10_000, 10_000, 4]);
    expect(pauses).toBeGreaterThanOrEqual(30);
  });

  test('M1 an empty manifest has no parts', () => {
    const nothing = planOf([]);
    const { value } = walk(manifestInSteps(nothing, [], orderOf(nothing, []), (text) => text));
    expect(value).toEqual([]);
  });
});
