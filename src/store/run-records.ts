import type { ExclusionStep } from '../core/exclusion/exclusions.ts';
import type { FileStat } from '../core/plan/file-stat.ts';
import type { Dispatch, RunHead, RunPause, RunSums } from '../core/plan/stored-run.ts';
import { FAILURE_CODES, WARNING_CODES, type SlotOutcome, type Verdict } from '../core/verdict.ts';
import { columnOf, valueAt, type Column } from './column.ts';
import { frameOf } from './journal-frames.ts';
import { statAt, statColumns, type StatColumns } from './plan-records.ts';
import { rangesOf, slotsOf } from './slot-ranges.ts';

/** Slots that have an outcome, and those of them that failed. */
export interface RunCounts {
  readonly done: number;
  readonly failed: number;
}

/** Contiguous rows of a later file than `rows-0`. */
export interface MovedRows {
  readonly file: number;
  /** Position of the first one, in rows. */
  readonly firstPosition: number;
  readonly slots: readonly number[];
}

/** Values that images of a commit have in common. */
type OutcomeKind = readonly [
  verdict: Verdict['verdict'],
  format: string | null,
  decoder: string | null,
  approximate: 0 | 1,
  code?: string,
  detail?: string,
];

interface CommitRecord extends RunCounts {
  readonly sums: readonly number[];
  readonly slots: readonly number[];
  readonly kinds: readonly OutcomeKind[];
  /** The index in `kinds` of each image. */
  readonly of: Column<number>;
  readonly width: Column<number | null>;
  readonly height: Column<number | null>;
  /** The moved rows. */
  readonly placed?: readonly (readonly [file: number, firstPosition: number, ranges: number[]])[];
}

export function headFrame(head: RunHead): Uint8Array<ArrayBuffer> {
  return frameOf('h', JSON.stringify(head));
}

/** Outcomes in about 15 bytes each, a batch at a time. They come back in the order of their slots. */
export function commitFrame(
  outcomes: readonly SlotOutcome[],
  sums: RunSums,
  counts: RunCounts,
  moved: readonly MovedRows[],
): Uint8Array<ArrayBuffer> {
  const sorted = outcomes.toSorted((a, b) => a.slot - b.slot);
  const kinds = new Map<string, number>();
  const of = sorted.map((outcome) => {
    const text = JSON.stringify(kindOf(outcome));
    const index = kinds.get(text) ?? kinds.size;
    kinds.set(text, index);
    return index;
  });
  const { wallMs, readMs, decodeMs, resampleMs, writeMs } = sums;
  const record: CommitRecord = {
    ...counts,
    sums: [wallMs, readMs, decodeMs, resampleMs, writeMs].map((ms) => Number(ms.toFixed(3))),
    slots: rangesOf(sorted.map(({ slot }) => slot)),
    kinds: [...kinds.keys()].map((text): OutcomeKind => JSON.parse(text)),
    of: columnOf(of),
    width: columnOf(sorted.map(({ width }) => width)),
    height: columnOf(sorted.map(({ height }) => height)),
    ...(moved.length === 0
      ? {}
      : { placed: moved.map((rows) => [rows.file, rows.firstPosition, rangesOf(rows.slots)]) }),
  };
  return frameOf('c', JSON.stringify(record));
}

export interface Committed {
  readonly counts: RunCounts;
  readonly sums: RunSums;
  readonly slots: readonly number[];
  readonly hasFailed: (index: number) => boolean;
  readonly outcomeAt: (index: number) => SlotOutcome;
  readonly moved: readonly MovedRows[];
}

/** `slots`: the number of slots of the run. */
export function readCommit(text: string, slots: number): Committed {
  const record: CommitRecord = JSON.parse(text);
  const { done, failed, kinds, of, width, height, placed = [] } = record;
  const [wallMs = 0, readMs = 0, decodeMs = 0, resampleMs = 0, writeMs = 0] = record.sums;
  const committed = slotsOf(record.slots, slots);
  const hasKindFailed = kinds.map(([verdict]) => verdict === 'failed');
  return {
    counts: { done, failed },
    sums: { wallMs, readMs, decodeMs, resampleMs, writeMs },
    slots: committed,
    hasFailed: (index) => hasKindFailed[valueAt(of, index) ?? 0] ?? false,
    outcomeAt: (index) =>
      outcomeOf(kinds[valueAt(of, index) ?? 0] ?? ['ok', null, null, 1], {
        slot: committed[index] ?? 0,
        width: valueAt(width, index) ?? null,
        height: valueAt(height, index) ?? null,
      }),
    moved: placed.map(([file, firstPosition, ranges]) => {
      return { file, firstPosition, slots: slotsOf(ranges, slots) };
    }),
  };
}

function kindOf(outcome: SlotOutcome): OutcomeKind {
  const { verdict, format, decoder, approximate } = outcome;
  const facts = [verdict, format, decoder, approximate ? 1 : 0] as const;
  return outcome.verdict === 'ok' ? facts : [...facts, outcome.code, outcome.detail];
}

// written out: a million spreads take seconds
function outcomeOf(
  [verdict, format, decoder, isApproximate, code = '', detail = '']: OutcomeKind,
  { slot, width, height }: Pick<SlotOutcome, 'slot' | 'width' | 'height'>,
): SlotOutcome {
  const approximate = isApproximate === 1;
  if (verdict === 'ok') return { slot, verdict, format, width, height, decoder, approximate };
  const facts = { slot, format, width, height, decoder, approximate };
  if (verdict === 'failed') return { ...facts, verdict, code: known(FAILURE_CODES, code), detail };
  return { ...facts, verdict, code: known(WARNING_CODES, code), detail };
}

function known<T extends string>(codes: readonly [T, ...T[]], code: string): T {
  return codes.find((candidate) => candidate === code) ?? codes[0];
}

interface DispatchRecord extends StatColumns {
  readonly slots: readonly number[];
  readonly alone: boolean;
  /** The slots that `bytes` and `modified` belong to: those with new values. */
  readonly of: readonly number[];
}

/** Only stats that are new are written. */
export function dispatchFrame(
  { slots, stats, isAlone }: Dispatch,
  isNew: (slot: number, stat: FileStat) => boolean,
): Uint8Array<ArrayBuffer> {
  const newStats = slots.flatMap((slot, i) => {
    const stat = stats[i] ?? null;
    return stat !== null && isNew(slot, stat) ? [{ slot, stat }] : [];
  });
  const record: DispatchRecord = {
    slots: rangesOf(slots),
    alone: isAlone,
    of: rangesOf(newStats.map(({ slot }) => slot)),
    ...statColumns(newStats.map(({ stat }) => stat)),
  };
  return frameOf('o', JSON.stringify(record));
}

export interface StoredDispatch {
  readonly slots: readonly number[];
  readonly isAlone: boolean;
  readonly newStats: readonly (readonly [slot: number, stat: FileStat | null])[];
}

export function readDispatch(text: string, slots: number): StoredDispatch {
  const record: DispatchRecord = JSON.parse(text);
  return {
    slots: slotsOf(record.slots, slots),
    isAlone: record.alone,
    newStats: slotsOf(record.of, slots).map((slot, i) => [slot, statAt(record, i)]),
  };
}

interface PauseRecord extends RunCounts {
  readonly pause: RunPause;
}

export function pauseFrame(pause: RunPause, { done, failed }: RunCounts): Uint8Array<ArrayBuffer> {
  const record: PauseRecord = { done, failed, pause };
  return frameOf('r', JSON.stringify(record));
}

export function readPause(text: string): PauseRecord {
  const record: PauseRecord = JSON.parse(text);
  return record;
}

/** Rows are written to this file from here on. */
export function rowsFileFrame(file: number): Uint8Array<ArrayBuffer> {
  return frameOf('f', JSON.stringify(file));
}

interface OpenedRecord extends RunCounts {
  /** Whether it was a clean exit. */
  readonly wasLeft: boolean;
  /** Slots whose rows were found missing. */
  readonly missing: readonly number[];
}

export function openedFrame(
  wasCleanExit: boolean,
  missing: readonly number[],
  { done, failed }: RunCounts,
): Uint8Array<ArrayBuffer> {
  const ranges = rangesOf(missing);
  const record: OpenedRecord = { done, failed, wasLeft: wasCleanExit, missing: ranges };
  return frameOf('n', JSON.stringify(record));
}

/** `slots`: the number of slots of the run. */
export function readOpened(
  text: string,
  slots: number,
): { readonly wasCleanExit: boolean; readonly missing: readonly number[] } {
  const { wasLeft, missing }: OpenedRecord = JSON.parse(text);
  return { wasCleanExit: wasLeft, missing: slotsOf(missing, slots) };
}

interface ExclusionRecord {
  readonly at: number;
  readonly excluded: boolean;
  readonly slots: readonly number[];
}

export function exclusionFrame({ at, isExcluded, slots }: ExclusionStep): Uint8Array<ArrayBuffer> {
  const record: ExclusionRecord = { at, excluded: isExcluded, slots: rangesOf(slots) };
  return frameOf('x', JSON.stringify(record));
}

/** `slots`: the number of slots of the run. */
export function readExclusion(text: string, slots: number): ExclusionStep {
  const { at, excluded, slots: ranges }: ExclusionRecord = JSON.parse(text);
  return { at, isExcluded: excluded, slots: Uint32Array.from(slotsOf(ranges, slots)) };
}

/** The progress of a run when this record was written: a commit, a pause, or an opening. */
export function readCounts(text: string): RunCounts {
  const { done, failed }: RunCounts = JSON.parse(text);
  return { done, failed };
}
