import { describe, expect, test } from 'vitest';
import {
  countCodes,
  countVerdicts,
  manifestInSteps,
  manifestLines,
  orderRows,
} from '../../src/core/manifest.ts';
import { summariseInSteps, type OutcomeSummary } from '../../src/core/outcome-summary.ts';
import type { SlotOutcome } from '../../src/core/verdict.ts';
import { failed, ok, planOf, warned } from './planned-outcomes.ts';

interface Walked<T> {
  readonly value: T;
  readonly pauses: number;
}

function walk<T>(steps: Generator<void, T, void>): Walked<T> {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done === true) return { value: step.value, pauses };
  }
}

/** Slots of all verdicts, and with `gaps` some that the run did not reach. */
function outcomesOf(slots: number, gaps: boolean): (SlotOutcome | undefined)[] {
  return Array.from({ length: slots }, (_, slot) => {
    if (gaps && slot % 7 === 5) return undefined;
    if (slot % 10 === 3) return failed(slot);
    return slot % 10 === 6 ? warned(slot) : ok(slot);
  });
}

function rowsOf({ order }: OutcomeSummary, slots: number): readonly (number | null)[] {
  return Array.from({ length: slots }, (_, slot) => order.rowOf(slot));
}

const SLOTS = 30_000;
const paths = Array.from({ length: SLOTS }, (_, i) => `${i % 3}/${String(i).padStart(5, '0')}.png`);
const plan = planOf([...paths, 'x/.DS_Store', '0/.DS_Store'], ['0/\ufffd.png', 'z\ufffd.png']);

describe('summariseInSteps', () => {
  test.each([
    { what: 'failed rows dropped', rows: 'drop', gaps: false },
    { what: 'failed rows as zeros', rows: 'zero', gaps: false },
    { what: 'slots that were not reached', rows: 'zero', gaps: true },
  ] as const)('M1 is what the counts and the order say one by one: $what', ({ rows, gaps }) => {
    const outcomes = outcomesOf(SLOTS, gaps);
    const { value, pauses } = walk(summariseInSteps(plan, outcomes, rows));
    const order = orderRows(outcomes, rows);
    expect(value.counts).toEqual(countVerdicts(plan, outcomes));
    expect(Object.entries(value.codes)).toEqual(Object.entries(countCodes(plan, outcomes)));
    // as texts, which are compared at once
    expect(value.order.slots.join()).toBe(order.slots.join());
    expect(value.order.blank.join()).toBe(order.blank.join());
    const rowOfEach = outcomes.map((_, slot) => order.rowOf(slot));
    expect(rowsOf(value, SLOTS).join()).toBe(rowOfEach.join());
    expect(value.isComplete).toBe(!gaps);
    expect(pauses).toBeGreaterThan(2);
  });

  test('M1 counts rows by decoder, and those that are approximate', () => {
    const outcomes = [ok(0), failed(1), warned(2), { ...ok(3), approximate: false }];
    const { value } = walk(summariseInSteps(planOf(['a', 'b', 'c', 'd']), outcomes, 'drop'));
    expect(value.decoders).toEqual({ canvas: 3 });
    expect(value.approximateRows).toBe(2);
  });

  test('M1 of nothing is nothing', () => {
    const { value } = walk(summariseInSteps(planOf([]), [], 'drop'));
    expect(value.counts).toEqual({ listed: 0, ok: 0, warned: 0, failed: 0, ignored: 0 });
    expect(value.order.slots).toHaveLength(0);
    expect(value.order.rowOf(0)).toBeNull();
    expect(value.isComplete).toBe(true);
  });
});

describe('manifestInSteps', () => {
  test('M1 is the manifest, in parts of 10,000 lines, with pauses between a thousand', () => {
    const outcomes = outcomesOf(SLOTS, false);
    const order = orderRows(outcomes, 'drop');
    const { value, pauses } = walk(manifestInSteps(plan, outcomes, order, (text) => text));
    expect(value.join('')).toBe([...manifestLines(plan, outcomes, order)].join(''));
    expect(value.map((part) => part.split('\n').length - 1)).toEqual([10_000, 10_000, 10_000, 4]);
    expect(pauses).toBeGreaterThanOrEqual(30);
  });

  test('M1 of nothing has no part', () => {
    const { value } = walk(manifestInSteps(planOf([]), [], orderRows([], 'drop'), (text) => text));
    expect(value).toEqual([]);
  });
});
