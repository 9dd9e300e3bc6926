import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SlotOutcome } from '../../src/core/verdict.ts';
import { beginJournal } from '../../src/store/run-journal.ts';
import { missingRows, replayJournal } from '../../src/store/run-replay.ts';
import { frameOf, JOURNAL_START } from '../../src/store/journal-frames.ts';
import { createSummaryReader } from '../../src/store/run-summary.ts';
import { createFakeFile } from './fake-file.ts';
import {
  SLOTS,
  SUMS,
  PAUSE,
  REMAINDER,
  headOf,
  ok,
  corrupt,
  begun,
  dispatch,
  commit,
  replayed,
  reopen,
  summaryOf,
  huge,
} from './journal-run.ts';

describe('a journal', () => {
  test('J1 without the end of its plan is not whole, and cannot be opened', () => {
    const file = createFakeFile();
    const journal = beginJournal(file, headOf(SLOTS));
    if (typeof journal === 'string') throw new Error(journal);
    journal.addPlan({ firstSlot: 0, paths: ['a'], stats: [null], failures: [] });
    expect(summaryOf(file)).toMatchObject({ isWhole: false, done: 0 });
    expect(replayJournal(file)).toMatchObject({
      reason: 'The list of its files was never finished.',
    });
  });

  const HEAD = headOf(SLOTS);
  const withOption = { ...HEAD.parameters.recipe, sharpen: true };
  test.each([
    ['of another format', { ...HEAD, format: 2 }],
    [
      'of a recipe with an unknown option',
      { ...HEAD, parameters: { ...HEAD.parameters, recipe: withOption } },
    ],
    [
      'with an unknown choice about hidden folders',
      { ...HEAD, parameters: { ...HEAD.parameters, hidden: 'some' } },
    ],
  ])('J1 %s is distinguished from an unfinished one', (_, head) => {
    const file = createFakeFile();
    file.write(JOURNAL_START, 0);
    file.write(frameOf('h', JSON.stringify(head)), JOURNAL_START.length);
    const reader = createSummaryReader();
    reader.push(file.content());
    expect(reader.finish()).toBe('other-version');
    expect(replayJournal(file)).toMatchObject({
      reason: 'It was made by another version of pixelpool.',
    });
  });

  test('J4 indexes rows that were moved to later files', () => {
    const file = createFakeFile();
    const journal = begun(file);
    commit(journal, ok(0), ok(1));
    expect(journal.beginRowsFile(1)).toBeNull();
    const outcomes = [ok(9), ok(1), ok(8)];
    expect(
      journal.commit({ outcomes, sums: SUMS }, [
        { file: 1, firstPosition: 0, slots: [9] },
        { file: 1, firstPosition: 1, slots: [1] },
        { file: 1, firstPosition: 2, slots: [8] },
      ]),
    ).toBeNull();
    const { rowIndex, rowsFile } = replayed(file);
    expect(rowsFile).toBe(1);
    const found = [0, 1, 8, 9, 10].map((slot) => [
      rowIndex.fileOf(slot),
      rowIndex.positionOf(slot),
    ]);
    expect(found.slice(0, 4)).toEqual([
      [0, 0],
      [1, 1],
      [1, 2],
      [1, 0],
    ]);
    expect(rowIndex.fileOf(10)).toBeNull();
    expect(rowIndex.endOf(1)).toBe(3);
  });

  test('J6 undoes slots whose rows are gone, and records it', () => {
    const file = createFakeFile();
    const journal = begun(file);
    commit(journal, ok(0), ok(1), corrupt(2), ok(3));
    const { rowIndex } = replayed(file);
    expect([0, 1, 2, 3].map((slot) => rowIndex.fileOf(slot))).toEqual([0, 0, null, 0]);
    const rowBytes = 6; // 2 × 1 × 3
    expect(missingRows(replayed(file), [4 * rowBytes])).toEqual([]);
    expect(missingRows(replayed(file), [4 * rowBytes - 1])).toEqual([3]);
    expect(missingRows(replayed(file), [rowBytes])).toEqual([1, 3]);
    expect(missingRows(replayed(file), [])).toEqual([0, 1, 3]);
    const second = reopen(file, true, [1, 3]);
    expect([...second.outcomes.keys()]).toEqual([0, 2]);
    expect(second.journal.ledger.counts).toEqual({ done: 2, failed: 1 });
    expect([...reopen(file, true).outcomes.keys()]).toEqual([0, 2]);
  });

  test('J1 cut at any byte has the commits before the cut, and nothing else', () => {
    const file = createFakeFile();
    const journal = begun(file);
    const wholePlan = journal.endBytes;
    const ends: number[] = [];
    for (let slot = 0; slot < 4; slot += 2) {
      dispatch(journal, [slot, slot + 1]);
      commit(journal, ok(slot), corrupt(slot + 1));
      ends.push(journal.endBytes);
    }
    const all = file.content();
    for (let at = 0; at <= journal.endBytes; at++) {
      const torn = createFakeFile(all.subarray(0, at));
      if (at < wholePlan) {
        expect(replayJournal(torn)).toHaveProperty('reason');
        continue;
      }
      const done = 2 * ends.filter((end) => end <= at).length;
      const { outcomes, journal: again } = reopen(torn, true);
      expect([...outcomes.keys()], `cut at ${at}`).toEqual(
        Array.from({ length: done }, (_, i) => i),
      );
      if (at % 7 !== 0) continue;
      commit(again, ok(19)); // and it continues there
      expect(reopen(torn, true).outcomes.size).toBe(done + 1);
    }
  }, 30_000);

  test('J5 does not count records that the disk refused', () => {
    const file = createFakeFile();
    const journal = begun(file);
    file.limit(file.size(), 'throws');
    let done = 0;
    while (done < SLOTS && journal.commit({ outcomes: [huge(done)], sums: SUMS }, []) === null) {
      done += 1;
    }
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(SLOTS);
    expect(journal.ledger.counts.done).toBe(done);
    expect(journal.recordDispatch({ slots: [19], stats: [null], isAlone: false })).toBeNull(); // it is small
    expect(journal.recordPause(PAUSE)).toBeNull();
    expect(summaryOf(file)).toMatchObject({ done, status: 'paused' });
    expect(reopen(file).outcomes.size).toBe(done);
  });

  test('J1 comes back whole, for any paths, stats, failures and outcomes', () => {
    // any text, with halves of surrogate pairs, which names of files may have
    const unit = fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point));
    const text = fc.string({ unit, maxLength: 12 });
    const stat = fc.option(
      fc.record({ bytes: fc.nat(), modifiedMs: fc.option(fc.integer({ min: -1e12, max: 2e12 })) }),
    );
    const slot = fc.record({ path: text, stat, failure: fc.option(text) });
    const facts = {
      format: fc.option(text),
      width: fc.option(fc.nat()),
      height: fc.option(fc.nat()),
      decoder: fc.option(text),
      approximate: fc.boolean(),
    };
    const outcome = fc.oneof(
      fc.record({ verdict: fc.constant('ok' as const), ...facts }),
      fc.record({
        verdict: fc.constant('warned' as const),
        code: fc.constantFrom('many-pixels' as const, 'grey16-clipped' as const),
        detail: text,
        ...facts,
      }),
      fc.record({
        verdict: fc.constant('failed' as const),
        code: fc.constantFrom('timeout' as const, 'bad-name' as const, 'unreadable' as const),
        detail: text,
        ...facts,
      }),
    );
    fc.assert(
      fc.property(
        fc.array(slot, { minLength: 1, maxLength: 9 }),
        fc.array(fc.array(fc.tuple(fc.nat({ max: 8 }), outcome), { maxLength: 5 }), {
          maxLength: 4,
        }),
        (slots, commits) => {
          const file = createFakeFile();
          const journal = beginJournal(file, headOf(slots.length));
          if (typeof journal === 'string') throw new Error(journal);
          const part = {
            firstSlot: 0,
            paths: slots.map(({ path }) => path),
            stats: slots.map((planned) => planned.stat),
            failures: slots.flatMap(({ failure }, i) =>
              failure === null ? [] : [[i, { code: 'unreadable', detail: failure }] as const],
            ),
          };
          expect(journal.addPlan(part)).toBeNull();
          expect(journal.endPlan(REMAINDER)).toBeNull();
          const expected = new Map<number, SlotOutcome>();
          for (const some of commits) {
            const outcomes = new Map<number, SlotOutcome>();
            for (const [at, given] of some) {
              if (at < slots.length) outcomes.set(at, { slot: at, ...given });
            }
            for (const [at, given] of outcomes) expected.set(at, given);
            commit(journal, ...outcomes.values());
          }
          const { parts, outcomes, run } = reopen(file);
          expect(parts[0]).toEqual({ kind: 'plan', part });
          expect(outcomes).toEqual(expected);
          const failed = [...expected.values()].filter(
            ({ verdict }) => verdict === 'failed',
          ).length;
          expect(summaryOf(file)).toMatchObject({ done: expected.size, failed });
          expect(run.suspects).toEqual([]);
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  test('J8 returns lists in parts of at most 4096 entries', () => {
    const file = createFakeFile();
    const slots = 10_000;
    const journal = begun(file, slots);
    for (let first = 0; first < slots; first += 64) {
      const some = Array.from({ length: Math.min(64, slots - first) }, (_, i) => first + i);
      expect(
        journal.recordDispatch({
          slots: some,
          stats: some.map((bytes) => ({ bytes, modifiedMs: bytes })),
          isAlone: false,
        }),
      ).toBeNull();
      commit(journal, ...some.map(ok));
    }
    const { parts, outcomes } = reopen(file);
    const sizes = parts.map((part) => {
      if (part.kind === 'plan') return part.part.paths.length;
      if (part.kind === 'outcomes') return part.outcomes.length;
      return part.kind === 'stats' ? part.slots.length : 0;
    });
    expect(Math.max(...sizes)).toBe(4096);
    expect(parts.filter(({ kind }) => kind === 'plan')).toHaveLength(3);
    const kinds = parts.map(({ kind }) => kind);
    expect(kinds.slice(0, 4)).toEqual(['plan', 'plan', 'plan', 'remainder']);
    expect(outcomes.size).toBe(slots);
    expect(outcomes.get(9999)).toEqual(ok(9999));
    // 20 bytes of each are stats, the others outcomes
    expect(journal.endBytes / slots).toBeLessThan(70);
  });
});
