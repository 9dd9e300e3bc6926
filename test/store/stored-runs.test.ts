import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { FileStat } from '../../src/core/plan/file-stat.ts';
import type {
  OpenedRun,
  PlanPart,
  PlanRemainder,
  RunHead,
  StoredPart,
  StoredRun,
} from '../../src/core/plan/stored-run.ts';
import type { Recipe } from '../../src/core/recipe/recipe.ts';
import type { SlotOutcome } from '../../src/core/verdict.ts';
import { createFileSink, type FileSink } from '../../src/store/file-sink.ts';
import { movedRows } from '../../src/store/row-index.ts';
import { continueJournal, type RunJournal } from '../../src/store/run-journal.ts';
import { missingRows, replayJournal, type ReplayedRun } from '../../src/store/run-replay.ts';
import { storedParts } from '../../src/store/stored-parts.ts';
import { createFakeFile, type FakeFile } from './fake-file.ts';
import { ok, summaryOf, SUMS } from './journal-run.ts';

/** Written by pixelpool 0.1.0: see the README there. */
const RUNS = new URL('../fixtures/stored-run/', import.meta.url);
const ROW_BYTES = 24;
const NAMES = ['alone', 'cut-off', 'finished', 'paused', 'stopped'];

/** What 0.1.0 itself read from a run. */
interface Expected {
  readonly summary: Pick<StoredRun, 'head' | 'done' | 'failed' | 'status'> & { isWhole: boolean };
  /** 0.1.0 stored, with each pause, a check of the browser's decoders, which is ignored now. */
  readonly run: OpenedRun & { readonly probe?: unknown };
  readonly plan: readonly PlanPart[];
  readonly remainder: PlanRemainder;
  readonly outcomes: readonly SlotOutcome[];
  readonly stats: readonly (readonly [slot: number, stat: FileStat])[];
  readonly counts: { readonly done: number; readonly failed: number };
  readonly rows: { readonly slots: readonly number[]; readonly hex: string };
}

interface StoredFiles {
  readonly journal: FakeFile;
  readonly rows: readonly FakeFile[];
}

function filesOf(name: string): StoredFiles {
  const folder = new URL(`${name}/`, RUNS);
  const rows = readdirSync(folder).filter((file) => file.startsWith('rows-'));
  return {
    journal: createFakeFile(readFileSync(new URL('journal.bin', folder))),
    rows: rows.toSorted().map((file) => createFakeFile(readFileSync(new URL(file, folder)))),
  };
}

function expectedOf(name: string): Expected {
  const { run, ...expected }: Expected = JSON.parse(
    readFileSync(new URL(`${name}/expected.json`, RUNS), 'utf8'),
  );
  const { probe, ...read } = run;
  expect(probe).toBeDefined();
  const { summary, remainder } = expected;
  return {
    ...expected,
    summary: { ...summary, head: withMeanings(summary.head) },
    run: { ...read, head: withMeanings(read.head) },
    remainder: { ...remainder, summary: { ...remainder.summary, hidden: 0 } },
  };
}

/** 0.1.0 had no choice about hidden folders, which were in, and about the mode, which was RGB. */
function withMeanings(head: RunHead): RunHead {
  const { parameters } = head;
  expect(parameters).not.toHaveProperty('hidden');
  expect(parameters.recipe).not.toHaveProperty('mode');
  const recipe: Recipe = { ...parameters.recipe, mode: 'RGB' };
  return { ...head, parameters: { ...parameters, recipe, hidden: 'in' } };
}

interface Opened {
  readonly journal: RunJournal;
  readonly sink: FileSink;
  readonly run: OpenedRun;
  readonly parts: readonly StoredPart[];
  readonly outcomes: readonly SlotOutcome[];
}

/** Opens a run as the sink worker does after the tab went down. */
function open({ journal: file, rows }: StoredFiles): Opened {
  const replayed = replay(file);
  const { head, ledger, rowIndex, rowsFile } = replayed;
  expect(rows.length).toBe(rowsFile + 1);
  const sizes = rows.map((some) => some.size());
  const missing = missingRows(replayed, sizes);
  for (const slot of missing) rowIndex.remove(slot);
  const { journal, run } = continueJournal(file, replayed, false, missing);
  const parts = [...storedParts(file, journal.endBytes, head.slots, ledger.hasOutcome)];
  const last = new Map<number, SlotOutcome>();
  for (const part of parts) {
    if (part.kind === 'outcomes')
      for (const outcome of part.outcomes) last.set(outcome.slot, outcome);
  }
  const outcomes = [...last.values()].toSorted((a, b) => a.slot - b.slot);
  const sink = createFileSink({ slots: head.slots, rowBytes: ROW_BYTES }, rows, rowIndex);
  return { journal, sink, run, parts, outcomes };
}

function replay(file: FakeFile): ReplayedRun {
  const replayed = replayJournal(file);
  if ('reason' in replayed) throw new Error(replayed.reason);
  return replayed;
}

/** The rows of these slots, as they are exported. */
function rowsOf(sink: FileSink, slots: readonly number[]): string {
  const bytes = sink
    .parts(Uint32Array.from(slots), () => false)
    .map(({ file, at, bytes: length }) => {
      const some = new Uint8Array(length);
      if (file !== null) expect(sink.read(file, some, at)).toBe(length);
      return some;
    });
  return Buffer.concat(bytes).toString('hex');
}

function statsOf(parts: readonly StoredPart[]): Expected['stats'] {
  return parts.flatMap((part) =>
    part.kind === 'stats'
      ? part.slots.map((slot, i) => [slot, part.stats[i] ?? NO_STAT] as const)
      : [],
  );
}

const NO_STAT: FileStat = { bytes: -1, modifiedMs: null };

describe('J1 a run that 0.1.0 stored', () => {
  test.each(NAMES)('%s: reads as 0.1.0 read it', (name) => {
    const expected = expectedOf(name);
    const files = filesOf(name);
    expect(summaryOf(files.journal)).toEqual(expected.summary);
    const { journal, sink, run, parts, outcomes } = open(files);
    expect(run).toEqual(expected.run);
    expect(parts.flatMap((p) => (p.kind === 'plan' ? [p.part] : []))).toEqual(expected.plan);
    expect(parts.flatMap((p) => (p.kind === 'remainder' ? [p.remainder] : []))).toEqual([
      expected.remainder,
    ]);
    expect(outcomes).toEqual(expected.outcomes);
    expect(statsOf(parts)).toEqual(expected.stats);
    expect(journal.ledger.counts).toEqual(expected.counts);
    expect(rowsOf(sink, expected.rows.slots)).toBe(expected.rows.hex);
  });

  test.each(NAMES)('%s: is continued and reads the same again, with what was added', (name) => {
    const expected = expectedOf(name);
    const files = filesOf(name);
    const { journal, sink } = open(files);
    const slots = [17, 23];
    expect(journal.recordDispatch({ slots, stats: [null, null], isAlone: false })).toBeNull();
    const rows = Uint8Array.from({ length: 2 * ROW_BYTES }, (_, i) => 200 + i);
    expect(sink.write(Uint32Array.from(slots), rows)).toBeNull();
    const more = [ok(17), ok(23)];
    const commit = { outcomes: more, sums: SUMS };
    expect(journal.commit(commit, movedRows(sink.rowIndex, slots))).toBeNull();

    const again = open(files);
    const before = expected.outcomes.filter(({ slot }) => !slots.includes(slot));
    expect(again.outcomes).toEqual([...before, ...more].toSorted((a, b) => a.slot - b.slot));
    expect(again.run).toEqual({ ...expected.run, status: 'cut-off', sums: SUMS });
    const others = expected.rows.slots.filter((slot) => !slots.includes(slot));
    expect(rowsOf(again.sink, others)).toBe(rowsOf(sink, others));
    expect(rowsOf(again.sink, slots)).toBe(Buffer.from(rows).toString('hex'));
  });

  test('cut-off: has the slots at workers as suspects, and the one that crashed twice as failed', () => {
    const { run, outcomes } = open(filesOf('cut-off'));
    expect(run).toMatchObject({ status: 'cut-off', suspects: [5, 6, 7, 8] });
    expect(outcomes.find(({ slot }) => slot === 3)).toMatchObject({ code: 'worker-died' });
  });

  test('paused: has rows in two files, and no outcome of a slot that was returned', () => {
    const { sink, outcomes } = open(filesOf('paused'));
    expect([0, 1, 2, 9, 13].map((slot) => sink.rowIndex.fileOf(slot))).toEqual([0, 1, 0, 1, 1]);
    expect(outcomes.map(({ slot }) => slot)).not.toContain(16);
  });

  test('unfinished-plan: has a head and no plan to continue with', () => {
    const { journal } = filesOf('unfinished-plan');
    const head: Pick<RunHead, 'id' | 'slots'> = { id: 'unfinished-plan-run', slots: 24 };
    expect(summaryOf(journal)).toMatchObject({ head, isWhole: false, done: 0 });
    expect(replayJournal(journal)).toHaveProperty('reason');
  });
});
