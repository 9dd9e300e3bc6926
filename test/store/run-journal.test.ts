import { describe, expect, test } from 'vitest';
import type { FileStat } from '../../src/core/plan/file-stat.ts';
import { failedOutcome } from '../../src/core/verdict.ts';
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
  reopen,
  summaryOf,
} from './journal-run.ts';

describe('a stored run', () => {
  test('J1 reads back head, sums, counts, browser, plan, remainder and outcomes', () => {
    const file = createFakeFile();
    const journal = begun(file);
    dispatch(journal, [0, 1, 2, 3]);
    commit(journal, ok(2), corrupt(1), ok(0));
    expect(journal.recordPause(PAUSE)).toBeNull();
    const { run, parts, outcomes } = reopen(file);
    expect(run).toEqual({
      head: headOf(SLOTS),
      sums: SUMS,
      status: 'paused',
      userAgent: 'a browser',
      suspects: [],
    });
    expect(parts.map(({ kind }) => kind)).toEqual(['plan', 'remainder', 'outcomes']);
    expect(parts[0]).toEqual({
      kind: 'plan',
      part: {
        firstSlot: 0,
        paths: Array.from({ length: SLOTS }, (_, slot) => `a/${slot}.png`),
        stats: Array.from({ length: SLOTS }, (_, slot) =>
          slot < 5 ? { bytes: slot, modifiedMs: null } : null,
        ),
        failures: [],
      },
    });
    expect(parts[1]).toEqual({ kind: 'remainder', remainder: REMAINDER });
    expect([...outcomes.values()]).toEqual([ok(0), corrupt(1), ok(2)]);
    expect(summaryOf(file)).toEqual({
      head: headOf(SLOTS),
      isWhole: true,
      done: 3,
      failed: 1,
      status: 'paused',
    });
  });

  test('J11 reads back exclusions in order, after any outcomes, and takes no count of them', () => {
    const file = createFakeFile();
    const journal = begun(file);
    commit(journal, ok(0), ok(1), ok(2));
    const steps = [
      { at: 0, isExcluded: true, slots: Uint32Array.of(0, 1, 7) },
      { at: 1, isExcluded: false, slots: Uint32Array.of(1) },
      { at: 1, isExcluded: false, slots: new Uint32Array() },
    ];
    for (const step of steps) expect(journal.recordExclusion(step)).toBeNull();
    expect(journal.recordPause(PAUSE)).toBeNull();
    const { parts, run, outcomes } = reopen(file);
    expect(parts.flatMap((part) => (part.kind === 'exclusion' ? [part.step] : []))).toEqual(steps);
    expect(outcomes.size).toBe(3);
    expect(run.status).toBe('paused');
    expect(summaryOf(file)).toMatchObject({ done: 3, failed: 0, status: 'paused' });
  });

  test('J11 a step that cannot be written is refused, and the next one can be', () => {
    const file = createFakeFile();
    const journal = begun(file);
    const apart = Uint32Array.from({ length: SLOTS / 2 }, (_, i) => 2 * i);
    file.limit(file.content().length, 'throws');
    const refused = { at: 0, isExcluded: true, slots: apart };
    let reason: string | null = null;
    for (let tries = 0; reason === null && tries < 100_000; tries++) {
      reason = journal.recordExclusion(refused);
    }
    expect(reason).not.toBeNull();
    file.limit(Infinity, 'throws');
    const last = { at: 0, isExcluded: true, slots: Uint32Array.of(3) };
    expect(journal.recordExclusion(last)).toBeNull();
    const steps = reopen(file).parts.flatMap((part) =>
      part.kind === 'exclusion' ? [part.step] : [],
    );
    expect(steps.at(-1)).toEqual(last);
  });

  test('J2 a run that was cut off has suspects, and its committed slots are done', () => {
    const file = createFakeFile();
    const journal = begun(file);
    dispatch(journal, [0, 1, 2, 3]);
    dispatch(journal, [4, 5]);
    commit(journal, ok(0), ok(1), ok(2), ok(3));
    const { run, outcomes } = reopen(file);
    expect(run).toMatchObject({ status: 'cut-off', suspects: [4, 5], userAgent: null, sums: SUMS });
    expect([...outcomes.keys()]).toEqual([0, 1, 2, 3]);
    expect(summaryOf(file)).toMatchObject({ done: 4, failed: 0, status: 'cut-off' });
  });

  test('J2 a run whose page was left cleanly has no suspects', () => {
    const file = createFakeFile();
    dispatch(begun(file), [4, 5]);
    expect(reopen(file, true).run).toMatchObject({ status: 'cut-off', suspects: [] });
    expect(reopen(file).run.suspects).toEqual([]); // and that was written down
  });

  test('J2 a paused run has no suspects', () => {
    const file = createFakeFile();
    const journal = begun(file);
    dispatch(journal, [4, 5], true);
    expect(journal.recordPause({ ...PAUSE, status: 'stopped' })).toBeNull();
    expect(reopen(file).run).toMatchObject({ status: 'stopped', suspects: [] });
  });

  test('J2 keeps suspects until they are committed, whatever happens in between', () => {
    const file = createFakeFile();
    dispatch(begun(file), [4, 5]);
    const second = reopen(file).journal;
    expect(second.recordPause(PAUSE)).toBeNull();
    const third = reopen(file, true);
    expect(third.run.suspects).toEqual([4, 5]);
    dispatch(third.journal, [4], true);
    commit(third.journal, ok(4));
    expect(reopen(file).run.suspects).toEqual([5]);
  });

  test('J3 fails the one file that crashed the tab twice, and no other suspect', () => {
    const file = createFakeFile();
    dispatch(begun(file), [4, 5]);
    const second = reopen(file);
    expect(second.run.suspects).toEqual([4, 5]);
    dispatch(second.journal, [5], true);
    const third = reopen(file);
    expect(third.run.suspects).toEqual([4]);
    expect(third.outcomes.get(5)).toEqual(
      failedOutcome(5, {
        code: 'worker-died',
        detail:
          'The tab went down twice while this file was decoded. “Retry failed” tries it again.',
      }),
    );
    expect(third.journal.ledger.counts).toEqual({ done: 1, failed: 1 });
    const fourth = reopen(file);
    expect(fourth.outcomes.get(5)).toMatchObject({ verdict: 'failed', code: 'worker-died' });
    expect(fourth.run.suspects).toEqual([4]);
    expect(summaryOf(file)).toMatchObject({ done: 1, failed: 1 });
  });

  test('J3 does not count a crash as a second one if the file was not a suspect before, or not alone', () => {
    const file = createFakeFile();
    dispatch(begun(file), [4], true);
    const second = reopen(file);
    expect(second.run.suspects).toEqual([4]);
    dispatch(second.journal, [4, 5]); // suspected, but not alone
    const third = reopen(file);
    expect(third.run.suspects).toEqual([4, 5]);
    dispatch(third.journal, [4], true);
    dispatch(third.journal, [4, 5]); // no longer alone
    expect(reopen(file).run.suspects).toEqual([4, 5]);
    dispatch(reopen(file).journal, [4], true);
    const fourth = reopen(file, true); // alone, but the page was left in order
    expect(fourth.run.suspects).toEqual([4, 5]);
    expect(fourth.outcomes.size).toBe(0);
  });

  test('J7 a slot that is tried again keeps its outcome until the next one', () => {
    const file = createFakeFile();
    const journal = begun(file);
    commit(journal, corrupt(3), corrupt(4), corrupt(5));
    dispatch(journal, [3, 4, 5]);
    commit(journal, ok(3));
    expect(journal.ledger.counts).toEqual({ done: 3, failed: 2 });
    expect(journal.recordPause(PAUSE)).toBeNull(); // 4 and 5 are returned
    const second = reopen(file);
    expect(second.outcomes).toEqual(
      new Map([
        [3, ok(3)],
        [4, corrupt(4)],
        [5, corrupt(5)],
      ]),
    );
    dispatch(second.journal, [4]);
    const third = reopen(file); // the tab went down in the second try of 4
    expect(third.run.suspects).toEqual([4]);
    expect([...third.outcomes.keys()]).toEqual([3, 5]);
    expect(third.journal.ledger.counts).toEqual({ done: 2, failed: 1 });
  });

  test('J1 records new sizes and times with a dispatch, and known ones not again', () => {
    const file = createFakeFile();
    const journal = begun(file);
    const known: FileStat = { bytes: 3, modifiedMs: null };
    const fresh: FileStat = { bytes: 77, modifiedMs: 1_700_000_000_123 };
    const stats = [known, fresh, null, fresh];
    expect(journal.recordDispatch({ slots: [3, 4, 5, 6], stats, isAlone: false })).toBeNull();
    expect(
      journal.recordDispatch({ slots: [4, 6], stats: [fresh, known], isAlone: false }),
    ).toBeNull();
    const longer = { ...known, bytes: 4 };
    expect(journal.recordDispatch({ slots: [3], stats: [longer], isAlone: false })).toBeNull();
    const parts = reopen(file).parts.filter(({ kind }) => kind === 'stats');
    expect(parts).toEqual([
      { kind: 'stats', slots: [4, 6, 6, 3], stats: [fresh, fresh, known, longer] },
    ]);
  });
});
