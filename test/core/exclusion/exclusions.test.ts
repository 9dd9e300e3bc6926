import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createExclusions, type Exclusions } from '../../../src/core/exclusion/exclusions.ts';

const SLOTS = 12;

function excludedOf(exclusions: Exclusions): readonly number[] {
  return Array.from({ length: SLOTS }, (_, slot) => slot).filter(exclusions.has);
}

function take(exclusions: Exclusions, slots: readonly number[], isExcluded = true): void {
  const step = exclusions.plan(Uint32Array.from(slots), isExcluded);
  if (step !== null) exclusions.apply(step);
}

function undo(exclusions: Exclusions): void {
  const step = exclusions.planUndo();
  if (step !== null) exclusions.apply(step);
}

describe('exclusions', () => {
  test('T15 a step has the slots that it changes, once and in order', () => {
    const exclusions = createExclusions(SLOTS);
    take(exclusions, [5]);
    expect(exclusions.plan(Uint32Array.of(9, 5, 2, 9), true)).toEqual({
      at: 1,
      isExcluded: true,
      slots: Uint32Array.of(2, 9),
    });
    expect(exclusions.plan(Uint32Array.of(5), true)).toBeNull();
    expect(exclusions.plan(Uint32Array.of(4), false)).toBeNull();
  });

  test('T15 slots that a run does not have are left out', () => {
    const exclusions = createExclusions(SLOTS);
    expect(exclusions.plan(Uint32Array.of(SLOTS, 4_000_000_000), true)).toBeNull();
    take(exclusions, [SLOTS - 1, SLOTS]);
    expect(excludedOf(exclusions)).toEqual([SLOTS - 1]);
  });

  test('J11 a step that arrives twice, or replaces one that nobody heard of, counts once', () => {
    const exclusions = createExclusions(SLOTS);
    const step = exclusions.plan(Uint32Array.of(1, 2), true) ?? expect.fail();
    exclusions.apply(step);
    exclusions.apply(step);
    expect([exclusions.count, exclusions.steps]).toEqual([2, 1]);
    exclusions.apply({ at: 0, isExcluded: true, slots: Uint32Array.of(3) });
    expect(excludedOf(exclusions)).toEqual([3]);
    expect([exclusions.count, exclusions.steps]).toEqual([1, 1]);
  });

  test('T15 undo goes back through all states, whatever was excluded or included', () => {
    const slots = fc.uniqueArray(fc.nat({ max: SLOTS - 1 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(slots, fc.boolean()), { maxLength: 12 }), (steps) => {
        const exclusions = createExclusions(SLOTS);
        const before: (readonly number[])[] = [];
        const expected = new Set<number>();
        for (const [some, isExcluded] of steps) {
          const state = excludedOf(exclusions);
          take(exclusions, some, isExcluded);
          for (const slot of some) if (isExcluded) expected.add(slot);
          for (const slot of some) if (!isExcluded) expected.delete(slot);
          expect(excludedOf(exclusions)).toEqual([...expected].toSorted((a, b) => a - b));
          expect(exclusions.count).toBe(expected.size);
          if (exclusions.steps > before.length) before.push(state);
        }
        for (const state of before.toReversed()) {
          undo(exclusions);
          expect(excludedOf(exclusions)).toEqual(state);
        }
        expect([exclusions.count, exclusions.planUndo()]).toEqual([0, null]);
      }),
      { seed: 1 },
    );
  });
});
