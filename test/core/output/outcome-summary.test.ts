import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manifestLines } from '../../../src/core/output/manifest.ts';
import { summariseInSteps, type OutcomeSummary } from '../../../src/core/output/outcome-summary.ts';
import type { RunPlan } from '../../../src/core/plan/plan.ts';
import type { FailedRows } from '../../../src/core/recipe/recipe-parameters.ts';
import { NO_FACTS, failedOutcome, type SlotOutcome } from '../../../src/core/verdict.ts';
import { CORRUPT, FACTS, failed, ok, planOf, warned } from '../plan/planned-outcomes.ts';
import { walk } from '../walk-steps.ts';

type Outcomes = readonly (SlotOutcome | undefined)[];

function summaryOf(
  plan: RunPlan<string>,
  outcomes: Outcomes,
  rows: FailedRows = 'drop',
): OutcomeSummary {
  return walk(summariseInSteps(plan, outcomes, rows)).value;
}

function orderOf(outcomes: Outcomes, rows: FailedRows): OutcomeSummary['order'] {
  return summaryOf(planOf(Array.from(outcomes, (_, slot) => `${slot}`)), outcomes, rows).order;
}

describe('the order of rows', () => {
  const outcomes = [failed(0), ok(1), undefined, warned(3), failed(4), ok(5)];

  test('N2 has the slots that succeeded, in slot order', () => {
    const order = orderOf(outcomes, 'drop');
    expect([...order.slots]).toEqual([1, 3, 5]);
    expect([...order.blank]).toEqual([]);
    expect([0, 1, 2, 3, 4, 5, 6].map(order.rowOf)).toEqual([null, 0, null, 1, null, 2, null]);
  });

  test('N2 with failed=zero, failed slots are included as blank ones, but no slot without a verdict', () => {
    const order = orderOf(outcomes, 'zero');
    expect([...order.slots]).toEqual([0, 1, 3, 4, 5]);
    expect([...order.blank]).toEqual([0, 4]);
    expect([0, 1, 2, 3, 4, 5, 6].map(order.rowOf)).toEqual([0, 1, null, 2, 3, 4, null]);
  });

  test('N2 leaves out slots that a sparse list has not reached', () => {
    const sparse: (SlotOutcome | undefined)[] = [];
    sparse[2] = ok(2);
    expect([...orderOf(sparse, 'drop').slots]).toEqual([2]);
    expect([...orderOf(sparse, 'zero').slots]).toEqual([2]);
    expect([...orderOf(sparse, 'zero').blank]).toEqual([]);
  });
});

function excludedSlots(...slots: readonly number[]) {
  return { has: (slot: number) => slots.includes(slot), count: slots.length };
}

describe('excluded slots', () => {
  const plan = planOf(['a', 'b', 'c', 'd', 'e', 'f']);
  const outcomes = [failed(0), ok(1), undefined, warned(3), failed(4), ok(5)];
  const summaryWithout = (rows: FailedRows) =>
    walk(summariseInSteps(plan, outcomes, rows, excludedSlots(0, 1, 2, 3))).value;

  test('N5 have no row, and the rows after them move up', () => {
    const { order } = summaryWithout('drop');
    expect([...order.slots]).toEqual([5]);
    expect([0, 1, 2, 3, 4, 5].map(order.rowOf)).toEqual([null, null, null, null, null, 0]);
    const zeros = summaryWithout('zero').order;
    expect([[...zeros.slots], [...zeros.blank]]).toEqual([[4, 5], [4]]);
  });

  test('S5 keep their verdict, and are counted apart', () => {
    const { counts, codes, decoders, approximateRows } = summaryWithout('drop');
    expect(counts).toEqual({ listed: 6, ok: 2, warned: 1, failed: 2, ignored: 0, excluded: 3 });
    expect(codes).toEqual({ corrupt: 2, 'many-pixels': 1 });
    expect([decoders, approximateRows]).toEqual([{ canvas: 1 }, 1]);
  });

  test('M10 keep their verdict in the manifest, without a row', () => {
    const { order } = summaryWithout('drop');
    const lines = [...manifestLines(plan, outcomes, order)].map(
      (line) => JSON.parse(line) as object,
    );
    expect(lines).toMatchObject([
      { path: 'a', row: null, verdict: 'failed', code: 'corrupt', excluded: true },
      { path: 'b', row: null, verdict: 'ok', excluded: true },
      { path: 'd', row: null, verdict: 'warned', code: 'many-pixels', excluded: true },
      { path: 'e', row: null, verdict: 'failed' },
      { path: 'f', row: 0, verdict: 'ok' },
    ]);
    expect(lines.map((line) => 'excluded' in line)).toEqual([true, true, true, false, false]);
  });
});

describe('counts', () => {
  test('S5 every listed file has one verdict', () => {
    const files = planOf(
      ['a', 'b', 'c', 'd', 'e', '.DS_Store', '._a'],
      ['x\ufffd', 'y\ufffd', 'z\ufffd'],
    );
    const outcomes = [ok(0), warned(1), failed(2), ok(3), ok(4)];
    const { counts } = summaryOf(files, outcomes);
    expect(counts).toEqual({ listed: 10, ok: 3, warned: 1, failed: 4, ignored: 2, excluded: 0 });
  });

  test('S5 ok + warned + failed + ignored = listed, for any outcomes', () => {
    const verdicts = fc.array(fc.constantFrom(ok, warned, failed), { maxLength: 30 });
    const asides = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }));
    fc.assert(
      fc.property(verdicts, asides, (verdictOf, [ignoredCount, badCount]) => {
        const files = planOf(
          [
            ...verdictOf.map((_, i) => `${i}.jpg`),
            ...Array.from({ length: ignoredCount }, (_, i) => `${i}/.DS_Store`),
          ],
          Array.from({ length: badCount }, (_, i) => `bad ${i}`),
        );
        const outcomes = verdictOf.map((outcome, slot) => outcome(slot));
        const { counts, order } = summaryOf(files, outcomes);
        const sum = counts.ok + counts.warned + counts.failed + counts.ignored;
        expect(sum).toBe(counts.listed);
        expect(counts.listed).toBe(verdictOf.length + ignoredCount + badCount);
        const lines = manifestLines(files, outcomes, order);
        expect([...lines]).toHaveLength(counts.listed);
      }),
      { seed: 1 },
    );
  });

  test('S5 slots that were not decoded are not counted', () => {
    const { counts, isComplete } = summaryOf(planOf(['a', 'b', 'c']), [undefined, ok(1)]);
    expect(isComplete).toBe(false);
    expect(counts).toEqual({ listed: 3, ok: 1, warned: 0, failed: 0, ignored: 0, excluded: 0 });
  });

  test('M4 codes are counted, the most frequent first', () => {
    const empty = failedOutcome(4, { code: 'empty', detail: 'The file has no bytes.' });
    const files = planOf(['a', 'b', 'c', 'd', 'e', 'f'], ['x\ufffd', 'y\ufffd']);
    const outcomes = [warned(0), failed(1), failed(2), failed(3), empty, ok(5)];
    expect(Object.entries(summaryOf(files, outcomes).codes)).toEqual([
      ['corrupt', 3],
      ['bad-name', 2],
      ['many-pixels', 1],
      ['empty', 1],
    ]);
  });

  test('M4 there are no codes if every file succeeded', () => {
    expect(summaryOf(planOf(['a', '.DS_Store']), [ok(0)]).codes).toEqual({});
  });
});

describe('the summary', () => {
  test('M1 counts rows by decoder, and those that are approximate', () => {
    const outcomes = [ok(0), failed(1), warned(2), { ...ok(3), approximate: false }];
    const summary = summaryOf(planOf(['a', 'b', 'c', 'd']), outcomes);
    expect(summary.decoders).toEqual({ canvas: 3 });
    expect(summary.approximateRows).toBe(2);
    expect(summary.isComplete).toBe(true);
  });

  test('M1 the manifest of no files is empty', () => {
    const summary = summaryOf(planOf([]), []);
    expect(summary.counts).toEqual({
      listed: 0,
      ok: 0,
      warned: 0,
      failed: 0,
      ignored: 0,
      excluded: 0,
    });
    expect(summary.order.slots).toHaveLength(0);
    expect(summary.order.rowOf(0)).toBeNull();
    expect(summary.isComplete).toBe(true);
  });

  test('M1 the summary of 30,000 slots is made with pauses, and is the same as that of a few', () => {
    const slots = 30_000;
    const outcomes = Array.from({ length: slots }, (_, slot) =>
      slot % 10 === 3 ? failed(slot) : ok(slot),
    );
    const plan = planOf(outcomes.map((_, slot) => String(slot).padStart(5, '0')));
    const { value, pauses } = walk(summariseInSteps(plan, outcomes, 'zero'));
    expect(pauses).toBeGreaterThan(2);
    expect(value.counts).toEqual({
      listed: slots,
      ok: 27_000,
      warned: 0,
      failed: 3000,
      ignored: 0,
      excluded: 0,
    });
    expect(value.order.slots).toHaveLength(slots);
    expect(value.order.blank.every((slot) => slot % 10 === 3)).toBe(true);
    expect(value.order.blank).toHaveLength(3000);
    expect([0, 12_345, 29_999].map(value.order.rowOf)).toEqual([0, 12_345, 29_999]);
    const dropped = walk(summariseInSteps(plan, outcomes, 'drop')).value;
    expect(dropped.order.slots).toHaveLength(27_000);
    expect([3, 4, 29_999].map(dropped.order.rowOf)).toEqual([null, 3, 26_999]);
  });
});

describe('failedOutcome', () => {
  test('S5 keeps the facts about the file, but names no decoder', () => {
    expect(failedOutcome(7, CORRUPT, FACTS)).toEqual({
      slot: 7,
      verdict: 'failed',
      ...CORRUPT,
      format: 'jpeg',
      width: 40,
      height: 30,
      decoder: null,
      approximate: false,
    });
    expect(failedOutcome(7, CORRUPT)).toEqual({
      slot: 7,
      verdict: 'failed',
      ...CORRUPT,
      ...NO_FACTS,
    });
  });
});
