import type { ExclusionStep } from '../core/exclusion/exclusions.ts';
import type { FileStat } from '../core/plan/file-stat.ts';
import { createFileStats } from '../core/plan/file-stats.ts';
import type {
  Dispatch,
  OpenedRun,
  PlanPart,
  PlanRemainder,
  RunCommit,
  RunHead,
  RunPause,
  StoredRun,
} from '../core/plan/stored-run.ts';
import { failedOutcome } from '../core/verdict.ts';
import { JOURNAL_START } from './journal-frames.ts';
import { createJournalWriter, type JournalWriter } from './journal-writer.ts';
import { planFrames, planRemainderFrames } from './plan-records.ts';
import { createRunLedger, type RunLedger } from './run-ledger.ts';
import {
  commitFrame,
  dispatchFrame,
  exclusionFrame,
  headFrame,
  openedFrame,
  pauseFrame,
  rowsFileFrame,
  type MovedRows,
} from './run-records.ts';
import type { ReplayedRun } from './run-replay.ts';
import type { StoredFile } from './stored-file.ts';

/** The failure of an image that was alone with the only worker when the tab crashed a second time. */
const CRASHED_TWICE = {
  code: 'worker-died',
  detail: 'The tab went down twice while this file was decoded. “Retry failed” tries it again.',
} as const;

/**
 * The journal of one run. A call returns the reason if its record cannot be written, and then has no
 * effect.
 */
export interface RunJournal {
  readonly head: RunHead;
  readonly ledger: RunLedger;
  addPlan(part: PlanPart): string | null;
  endPlan(remainder: PlanRemainder): string | null;
  recordDispatch(dispatch: Dispatch): string | null;
  commit(commit: RunCommit, moved: readonly MovedRows[]): string | null;
  recordPause(pause: RunPause): string | null;
  recordExclusion(step: ExclusionStep): string | null;
  beginRowsFile(file: number): string | null;
  /** Whether its plan was ended. */
  readonly isWhole: boolean;
  readonly endBytes: number;
  status(): StoredRun['status'];
  flush(): void;
  close(): void;
}

/** Begins a journal in an empty file; a string is the reason if it could not. */
export function beginJournal(file: StoredFile, head: RunHead): RunJournal | string {
  const writer = createJournalWriter(file, 0);
  const reason = writer.append([JOURNAL_START, headFrame(head)]);
  if (reason !== null) return reason;
  return journalOf(writer, head, createRunLedger(head.slots));
}

/**
 * Continues a journal that was replayed. Slots in flight are undone, or become suspects, or fail (see
 * RunLedger.reopen); `missing` are slots whose rows are gone.
 */
export function continueJournal(
  file: StoredFile,
  { head, ledger, sums, userAgent, endBytes }: ReplayedRun,
  wasCleanExit: boolean,
  missing: readonly number[],
): { readonly journal: RunJournal; readonly run: OpenedRun } {
  const writer = createJournalWriter(file, endBytes);
  const status = statusOf(ledger);
  const crashedTwice = ledger.reopen(wasCleanExit, missing);
  writer.appendOrDefer(openedFrame(wasCleanExit, missing, ledger.counts));
  if (crashedTwice.length > 0) {
    const outcomes = crashedTwice.map((slot) => failedOutcome(slot, CRASHED_TWICE));
    ledger.commit(crashedTwice, () => true);
    writer.appendOrDefer(commitFrame(outcomes, sums, ledger.counts, []));
  }
  const journal = journalOf(writer, head, ledger, true);
  const run = { head, sums, userAgent, status, suspects: ledger.suspects() };
  return { journal, run };
}

function statusOf({ pause }: RunLedger): StoredRun['status'] {
  return pause?.status ?? 'cut-off';
}

function journalOf(
  writer: JournalWriter,
  head: RunHead,
  ledger: RunLedger,
  isOpened = false,
): RunJournal {
  const known = createFileStats(head.slots);
  function isNew(slot: number, stat: FileStat): boolean {
    const before = known.get(slot);
    return before?.bytes !== stat.bytes || before.modifiedMs !== stat.modifiedMs;
  }
  function note(slot: number, stat: FileStat | null | undefined): void {
    if (stat) known.set(slot, stat);
  }
  let isWhole = isOpened;
  return {
    head,
    ledger,
    addPlan(part) {
      const reason = writer.append(planFrames(part));
      if (reason !== null) return reason;
      for (const [i, stat] of part.stats.entries()) note(part.firstSlot + i, stat);
      return null;
    },
    endPlan(remainder) {
      const reason = writer.append(planRemainderFrames(remainder));
      isWhole ||= reason === null;
      return reason;
    },
    recordDispatch(dispatch) {
      const reason = writer.append([dispatchFrame(dispatch, isNew)]);
      if (reason !== null) return reason;
      for (const [i, slot] of dispatch.slots.entries()) note(slot, dispatch.stats[i]);
      ledger.recordDispatch(dispatch.slots, dispatch.isAlone);
      return null;
    },
    commit({ outcomes, sums }, moved) {
      const slots = outcomes.map(({ slot }) => slot);
      const hasFailed = (index: number): boolean => outcomes[index]?.verdict === 'failed';
      const counts = ledger.countsAfter(slots, hasFailed);
      const reason = writer.append([commitFrame(outcomes, sums, counts, moved)]);
      if (reason === null) ledger.commit(slots, hasFailed);
      return reason;
    },
    recordPause(pause) {
      const reason = writer.append([pauseFrame(pause, ledger.counts)], true);
      if (reason === null) ledger.recordPause(pause);
      return reason;
    },
    recordExclusion: (step) => writer.append([exclusionFrame(step)]),
    beginRowsFile: (file) => writer.append([rowsFileFrame(file)], true),
    get isWhole() {
      return isWhole;
    },
    get endBytes() {
      return writer.endBytes;
    },
    status: () => statusOf(ledger),
    flush: () => writer.flush(),
    close: () => writer.close(),
  };
}
