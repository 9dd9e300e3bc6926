import { expect } from 'vitest';
import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import type {
  OpenedRun,
  PlanRemainder,
  RunHead,
  RunPause,
  RunSums,
  StoredPart,
} from '../../src/core/plan/stored-run.ts';
import { failedOutcome, type SlotOutcome } from '../../src/core/verdict.ts';
import { beginJournal, continueJournal, type RunJournal } from '../../src/store/run-journal.ts';
import { replayJournal, type ReplayedRun } from '../../src/store/run-replay.ts';
import { createSummaryReader, type RunSummary } from '../../src/store/run-summary.ts';
import { storedParts } from '../../src/store/stored-parts.ts';
import type { FakeFile } from './fake-file.ts';

export const SLOTS = 20;
export const SUMS: RunSums = {
  wallMs: 12.5,
  readMs: 1,
  decodeMs: 2.25,
  resampleMs: 3,
  writeMs: 4.125,
};
export const PAUSE: RunPause = {
  status: 'paused',
  userAgent: 'a browser',
};
export const REMAINDER: PlanRemainder = {
  ignored: ['.DS_Store'],
  unnamed: [{ path: 'x/?', failure: { code: 'bad-name', detail: 'No name.' } }],
  summary: { listed: 22, folders: 1, hidden: 0, endings: [['png', 20]] },
};

export function headOf(slots: number): RunHead {
  return {
    format: 1,
    id: 'run-1',
    name: 'plants',
    startedMs: 1_700_000_000_000,
    parameters: {
      recipe: { ...DEFAULT_RECIPE, width: 2, height: 1 },
      workers: 2,
      failed: 'drop',
      hidden: 'in',
    },
    slots,
    listMs: 7,
  };
}

export function ok(slot: number): SlotOutcome {
  return {
    slot,
    verdict: 'ok',
    format: 'png',
    width: 640 + slot,
    height: 480,
    decoder: 'pixelpool-png',
    approximate: false,
  };
}

export const corrupt = (slot: number): SlotOutcome =>
  failedOutcome(slot, { code: 'corrupt', detail: `Slot ${slot} does not decode.` });

export function begun(file: FakeFile, slots = SLOTS): RunJournal {
  const journal = beginJournal(file, headOf(slots));
  if (typeof journal === 'string') throw new Error(journal);
  const paths = Array.from({ length: slots }, (_, slot) => `a/${slot}.png`);
  const stats = paths.map((_, slot) => (slot < 5 ? { bytes: slot, modifiedMs: null } : null));
  expect(journal.addPlan({ firstSlot: 0, paths, stats, failures: [] })).toBeNull();
  expect(journal.endPlan(REMAINDER)).toBeNull();
  return journal;
}

export function dispatch(journal: RunJournal, slots: readonly number[], isAlone = false): void {
  expect(journal.recordDispatch({ slots, stats: slots.map(() => null), isAlone })).toBeNull();
}

export function commit(journal: RunJournal, ...outcomes: readonly SlotOutcome[]): void {
  expect(journal.commit({ outcomes, sums: SUMS }, [])).toBeNull();
}

export function replayed(file: FakeFile): ReplayedRun {
  const run = replayJournal(file);
  if ('reason' in run) throw new Error(run.reason);
  return run;
}

interface Reopened {
  readonly journal: RunJournal;
  readonly run: OpenedRun;
  readonly parts: readonly StoredPart[];
  /** The last outcome of each slot, by slot. */
  readonly outcomes: ReadonlyMap<number, SlotOutcome>;
}

/** Opens a journal as it is on disk at this moment, as a new tab would. */
export function reopen(
  file: FakeFile,
  wasCleanExit = false,
  missing: readonly number[] = [],
): Reopened {
  const { journal, run } = continueJournal(file, replayed(file), wasCleanExit, missing);
  const { slots } = run.head;
  const parts = [...storedParts(file, journal.endBytes, slots, journal.ledger.hasOutcome)];
  const outcomes = new Map(
    parts
      .flatMap((part) => (part.kind === 'outcomes' ? part.outcomes : []))
      .map((o) => [o.slot, o]),
  );
  return { journal, run, parts, outcomes };
}

export function summaryOf(file: FakeFile): RunSummary {
  const reader = createSummaryReader();
  reader.push(file.content());
  const summary = reader.finish();
  if (typeof summary === 'string') throw new Error(summary);
  return summary;
}

export function huge(slot: number): SlotOutcome {
  return failedOutcome(slot, { code: 'corrupt', detail: 'x'.repeat(20_000) });
}
