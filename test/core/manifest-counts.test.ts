import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCodes, countVerdicts, manifestLines, orderRows } from '../../src/core/manifest.ts';
import { NO_FACTS, failedOutcome, type SlotOutcome } from '../../src/core/verdict.ts';
import { CORRUPT, FACTS, failed, ok, planOf, warned } from './planned-outcomes.ts';

describe('orderRows', () => {
  const outcomes = [failed(0), ok(1), undefined, warned(3), failed(4), ok(5)];

  test('N2 holds the slots that succeeded, in slot order', () => {
    const order = orderRows(outcomes, 'drop');
    expect([...order.slots]).toEqual([1, 3, 5]);
    expect([...order.blank]).toEqual([]);
    expect([0, 1, 2, 3, 4, 5, 6].map(order.rowOf)).toEqual([null, 0, null, 1, null, 2, null]);
  });

  test('N2 with zero holds failed slots too, as blank ones, but none without a verdict', () => {
    const order = orderRows(outcomes, 'zero');
    expect([...order.slots]).toEqual([0, 1, 3, 4, 5]);
    expect([...order.blank]).toEqual([0, 4]);
    expect([0, 1, 2, 3, 4, 5, 6].map(order.rowOf)).toEqual([0, 1, null, 2, 3, 4, null]);
  });

  test('N2 leaves out slots that a sparse list has not reached', () => {
    const sparse: (SlotOutcome | undefined)[] = [];
    sparse[2] = ok(2);
    expect([...orderRows(sparse, 'drop').slots]).toEqual([2]);
    expect([...orderRows(sparse, 'zero').slots]).toEqual([2]);
    expect([...orderRows(sparse, 'zero').blank]).toEqual([]);
  });
});

describe('counts', () => {
  test('S5 every listed file has one verdict', () => {
    const files = planOf(
      ['a', 'b', 'c', 'd', 'e', '.DS_Store', '._a'],
      ['x\ufffd', 'y\ufffd', 'z\ufffd'],
    );
    const counts = countVerdicts(files, [ok(0), warned(1), failed(2), ok(3), ok(4)]);
    expect(counts).toEqual({ listed: 10, ok: 3, warned: 1, failed: 4, ignored: 2 });
  });

  test('S5 ok + warned + failed + ignored = listed, whatever the outcomes', () => {
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
        const counts = countVerdicts(files, outcomes);
        const sum = counts.ok + counts.warned + counts.failed + counts.ignored;
        expect(sum).toBe(counts.listed);
        expect(counts.listed).toBe(verdictOf.length + ignoredCount + badCount);
        const lines = manifestLines(files, outcomes, orderRows(outcomes, 'drop'));
        expect([...lines]).toHaveLength(counts.listed);
      }),
      { seed: 1 },
    );
  });

  test('S5 slots that were not decoded count as nothing', () => {
    const counts = countVerdicts(planOf(['a', 'b', 'c']), [undefined, ok(1)]);
    expect(counts).toEqual({ listed: 3, ok: 1, warned: 0, failed: 0, ignored: 0 });
  });

  test('M4 codes are counted, the most frequent first', () => {
    const empty = failedOutcome(4, { code: 'empty', detail: 'The file has no bytes.' });
    const files = planOf(['a', 'b', 'c', 'd', 'e', 'f'], ['x\ufffd', 'y\ufffd']);
    const outcomes = [warned(0), failed(1), failed(2), failed(3), empty, ok(5)];
    expect(Object.entries(countCodes(files, outcomes))).toEqual([
      ['corrupt', 3],
      ['bad-name', 2],
      ['many-pixels', 1],
      ['empty', 1],
    ]);
  });

  test('M4 there are no codes where all went well', () => {
    expect(countCodes(planOf(['a', '.DS_Store']), [ok(0)])).toEqual({});
  });
});

describe('failedOutcome', () => {
  test('S5 keeps what is known of the file, but no decoder made a row of it', () => {
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
