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

/** Rows that are in another place than that of their slot in `rows-0`: one after the other. */
export interface PlacedRows {
  readonly file: number;
  /** Place of the first one, in rows. */
  readonly firstIndex: number;
  readonly slots: readonly number[];
}

/** What images of a commit have in common: verdict, format, decoder, approximate, code, detail. */
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
  /** Which of `kinds` each image has. */
  readonly of: Column<number>;
  readonly width: Column<number | null>;
  readonly height: Column<number | null>;
  readonly placed?: readonly (readonly [file: number, firstIndex: number, ranges: number[]])[];
}

export function headFrame(head: RunHead): Uint8Array<ArrayBuffer> {
  return frameOf('h', JSON.stringify(head));
}

/** Outcomes in about 15 bytes each, a batch at a time. They come back in the order of their slots. */
export function commitFrame(
  outcomes: readonly SlotOutcome[],
  sums: RunSums,
  counts: RunCounts,
  placed: readonly PlacedRows[],
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
    ...(placed.length === 0
      ? {}
      : { placed: placed.map((rows) => [rows.file, rows.firstIndex, rangesOf(rows.slots)]) }),
  };
  return frameOf('c', JSON.stringify(record));
}

export interface Committed {
  readonly counts: RunCounts;
  readonly sums: RunSums;
  readonly slots: readonly number[];
  readonly hasFailed: (index: number) => boolean;
  readonly outcomeAt: (index: number) => SlotOutcome;
  readonly placed: readonly PlacedRows[];
}

/** `slots`: how many the run has. */
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
    placed: placed.map(([file, firstIndex, ranges]) => {
      return { file, firstIndex, slots: slotsOf(ranges, slots) };
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

interface HandOutRecord extends StatColumns {
  readonly slots: readonly number[];
  readonly alone: boolean;
  /** The slots that the stats are of: those of which something new is known. */
  readonly of: readonly number[];
}

/** `isNews`: whether that of a file is worth writing down. */
export function handOutFrame(
  { slots, stats, isAlone }: Dispatch,
  isNews: (slot: number, stat: FileStat) => boolean,
): Uint8Array<ArrayBuffer> {
  const news = slots.flatMap((slot, i) => {
    const stat = stats[i] ?? null;
    return stat !== null && isNews(slot, stat) ? [{ slot, stat }] : [];
  });
  const record: HandOutRecord = {
    slots: rangesOf(slots),
    alone: isAlone,
    of: rangesOf(news.map(({ slot }) => slot)),
    ...statColumns(news.map(({ stat }) => stat)),
  };
  return frameOf('o', JSON.stringify(record));
}

export interface HandedOut {
  readonly slots: readonly number[];
  readonly isAlone: boolean;
  readonly news: readonly (readonly [slot: number, stat: FileStat | null])[];
}

export function readHandOut(text: string, slots: number): HandedOut {
  const record: HandOutRecord = JSON.parse(text);
  return {
    slots: slotsOf(record.slots, slots),
    isAlone: record.alone,
    news: slotsOf(record.of, slots).map((slot, i) => [slot, statAt(record, i)]),
  };
}

interface RestRecord extends RunCounts {
  readonly pause: RunPause;
}

export function restFrame(pause: RunPause, { done, failed }: RunCounts): Uint8Array<ArrayBuffer> {
  const record: RestRecord = { done, failed, pause };
  return frameOf('r', JSON.stringify(record));
}

export function readRest(text: string): RestRecord {
  const record: RestRecord = JSON.parse(text);
  return record;
}

/** Rows are written to this file from now on. */
export function rowsFileFrame(file: number): Uint8Array<ArrayBuffer> {
  return frameOf('f', JSON.stringify(file));
}

interface OpenedRecord extends RunCounts {
  readonly wasLeft: boolean;
  /** Slots whose rows were found missing. */
  readonly missing: readonly number[];
}

export function openedFrame(
  wasLeft: boolean,
  missing: readonly number[],
  { done, failed }: RunCounts,
): Uint8Array<ArrayBuffer> {
  const record: OpenedRecord = { done, failed, wasLeft, missing: rangesOf(missing) };
  return frameOf('n', JSON.stringify(record));
}

/** `slots`: how many the run has. */
export function readOpened(
  text: string,
  slots: number,
): { readonly wasLeft: boolean; readonly missing: readonly number[] } {
  const { wasLeft, missing }: OpenedRecord = JSON.parse(text);
  return { wasLeft, missing: slotsOf(missing, slots) };
}

/** How far a run was when this record of any kind that says so was written. */
export function readCounts(text: string): RunCounts {
  const { done, failed }: RunCounts = JSON.parse(text);
  return { done, failed };
}
