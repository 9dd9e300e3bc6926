import { describe, expect, test } from 'vitest';

import { chooseRowsInSteps, type RowChoice } from '../../../src/core/sheet/choose-rows.ts';
import { allButOneOfEach } from '../../../src/core/sheet/row-filter.ts';
import { failed, ok, planOf, warned } from '../plan/planned-outcomes.ts';
import { walk } from '../walk-steps.ts';

const PLAN = planOf(['cats/a', 'cats/b', 'dogs/a', 'dogs/b', 'dogs/c', 'e']);
const OUTCOMES = [ok(0), failed(1), warned(2), { ...ok(3), approximate: false }, undefined, ok(5)];
const EVERYTHING: RowChoice = {
  show: 'all',
  filter: null,
  label: null,
  text: '',
  grouping: 'none',
};
const slotsOf = (...slots: readonly number[]) => Uint32Array.from(slots);

function chosen(choice: Partial<RowChoice>, ...excluded: readonly number[]): readonly string[] {
  const isExcluded = (slot: number): boolean => excluded.includes(slot);
  const steps = chooseRowsInSteps(PLAN, OUTCOMES, isExcluded, { ...EVERYTHING, ...choice });
  return walk(steps).value.map(({ title, slots }) => `${title}: ${slots.join(' ')}`);
}

describe('the rows of a sheet', () => {
  test('V3 are all that have an outcome', () => {
    expect(chosen({})).toEqual([': 0 1 2 3 5']);
  });

  test.each([
    ['ok', '0 3 5'],
    ['warned', '2'],
    ['failed', '1'],
    ['approximate', '0 2 5'],
    ['excluded', '2 5'],
    ['kept', '0 1 3'],
  ] as const)('V3 can be those that are %s', (show, slots) => {
    expect(chosen({ show }, 2, 5)).toEqual([`: ${slots}`]);
  });

  test('V3 can be those of a label, of a part of a path in any case, and of a filter', () => {
    expect(chosen({ label: 'dogs' })).toEqual([': 2 3']);
    expect(chosen({ text: 'S/A' })).toEqual([': 0 2']);
    const filter = { name: 'dark', slots: slotsOf(1, 3, 4, 5) };
    expect(chosen({ filter })).toEqual([': 1 3 5']);
    expect(chosen({ filter, show: 'ok', label: 'dogs' })).toEqual([': 3']);
    expect(chosen({ text: 'none' })).toEqual([]);
  });

  test('V3 are grouped by label, verdict, exactness, and exclusion', () => {
    expect(chosen({ grouping: 'label' })).toEqual(['cats: 0 1', 'dogs: 2 3', 'no label: 5']);
    expect(chosen({ grouping: 'verdict' })).toEqual([
      'ok: 0 3 5',
      'failed: corrupt: 1',
      'warned: many-pixels: 2',
    ]);
    expect(chosen({ grouping: 'approximate' })).toEqual([
      'approximate: 0 2 5',
      'without a row: 1',
      'exact: 3',
    ]);
    expect(chosen({ grouping: 'excluded' }, 3)).toEqual(['in the array: 0 1 2 5', 'excluded: 3']);
  });

  test('V3 are grouped as their filter has them, as far as they are chosen', () => {
    const filter = { name: 'duplicates', slots: slotsOf(0, 3, 1, 4, 4), groups: slotsOf(0, 2, 4) };
    expect(chosen({ filter })).toEqual(['Group 1: 0 3', 'Group 2: 1']);
    expect(chosen({ filter, grouping: 'label' })).toEqual(['cats: 0 1', 'dogs: 3']);
  });

  test('V3 all but one of each group leaves the first that is not excluded', () => {
    const groups = [slotsOf(1, 2, 3), slotsOf(4, 5), slotsOf(6, 7)];
    const isExcluded = (slot: number): boolean => [1, 6, 7].includes(slot);
    expect([...allButOneOfEach(groups, isExcluded)]).toEqual([1, 3, 5, 6, 7]);
  });
});
