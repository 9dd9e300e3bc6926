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
import { planFrames, planRestFrames } from './plan-records.ts';
import { createRunLedger, type RunLedger } from './run-ledger.ts';
import {
  commitFrame,
  handOutFrame,
  headFrame,
  openedFrame,
  restFrame,
  rowsFileFrame,
  type PlacedRows,
} from './run-records.ts';
import type { ReplayedRun } from './run-replay.ts';
import type { StoredFile } from './stored-file.ts';

/** What comes of an image that was alone with the only worker when the tab went, for the second time. */
const HAD_TWO_TRIES = {
  code: 'worker-died',
  detail: 'The tab went down twice while this file was decoded. “Retry failed” tries it again.',
} as const;

/**
 * The journal of one run. What cannot be written is the reason in words, and then nothing of it
 * counts.
 */
export interface RunJournal {
  readonly head: RunHead;
  readonly ledger: RunLedger;
  addPlan(part: PlanPart): string | null;
  endPlan(rest: PlanRemainder): string | null;
  handOut(handOut: Dispatch): string | null;
  commit(commit: RunCommit, placed: readonly PlacedRows[]): string | null;
  rest(pause: RunPause): string | null;
  beginRowsFile(file: number): string | null;
  /** Whether its plan was ended. */
  readonly isWhole: boolean;
  readonly endBytes: number;
  status(): StoredRun['status'];
  flush(): void;
  close(): void;
}

/** Begins a journal in an empty file; a string is the reason why it could not be. */
export function beginJournal(file: StoredFile, head: RunHead): RunJournal | string {
  const writer = createJournalWriter(file, 0);
  const problem = writer.append([JOURNAL_START, headFrame(head)]);
  if (problem !== null) return problem;
  return journalOf(writer, head, createRunLedger(head.slots));
}

/**
 * Goes on in a journal that was read. What was in flight is undone, or suspected, or failed (see
 * RunLedger.open); `missing` are slots whose rows are gone.
 */
export function goOnInJournal(
  file: StoredFile,
  { head, ledger, sums, probe, userAgent, endBytes }: ReplayedRun,
  wasLeft: boolean,
  missing: readonly number[],
): { readonly journal: RunJournal; readonly run: OpenedRun } {
  const writer = createJournalWriter(file, endBytes);
  const status = statusOf(ledger);
  const hadTwoTries = ledger.open(wasLeft, missing);
  writer.appendOrOwe(openedFrame(wasLeft, missing, ledger.counts));
  if (hadTwoTries.length > 0) {
    const outcomes = hadTwoTries.map((slot) => failedOutcome(slot, HAD_TWO_TRIES));
    ledger.commit(hadTwoTries, () => true);
    writer.appendOrOwe(commitFrame(outcomes, sums, ledger.counts, []));
  }
  const journal = journalOf(writer, head, ledger, true);
  const run = { head, sums, probe, userAgent, status, suspects: ledger.suspects() };
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
  function isNews(slot: number, stat: FileStat): boolean {
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
      const problem = writer.append(planFrames(part));
      if (problem !== null) return problem;
      for (const [i, stat] of part.stats.entries()) note(part.firstSlot + i, stat);
      return null;
    },
    endPlan(rest) {
      const problem = writer.append(planRestFrames(rest));
      isWhole ||= problem === null;
      return problem;
    },
    handOut(handOut) {
      const problem = writer.append([handOutFrame(handOut, isNews)]);
      if (problem !== null) return problem;
      for (const [i, slot] of handOut.slots.entries()) note(slot, handOut.stats[i]);
      ledger.handOut(handOut.slots, handOut.isAlone);
      return null;
    },
    commit({ outcomes, sums }, placed) {
      const slots = outcomes.map(({ slot }) => slot);
      const hasFailed = (index: number): boolean => outcomes[index]?.verdict === 'failed';
      const counts = ledger.countsAfter(slots, hasFailed);
      const problem = writer.append([commitFrame(outcomes, sums, counts, placed)]);
      if (problem === null) ledger.commit(slots, hasFailed);
      return problem;
    },
    rest(pause) {
      const problem = writer.append([restFrame(pause, ledger.counts)], true);
      if (problem === null) ledger.rest(pause);
      return problem;
    },
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
