import type { ExclusionStep } from '../exclusion/exclusions.ts';
import type { FileStat } from './file-stat.ts';
import type { PlanSummary } from './plan.ts';
import type { RunTimings } from '../output/receipt.ts';
import type { RunParameters } from '../recipe/recipe-parameters.ts';
import type { Failure, SlotOutcome } from '../verdict.ts';

/** The format of stored runs; other formats are not read. */
export const STORED_RUN_FORMAT = 1;

/** The ids of comparisons begin with this: their rows are deleted, and none is listed as a run. */
export const COMPARED = 'compared-';

/** Everything that is fixed when a run begins. */
export interface RunHead {
  readonly format: typeof STORED_RUN_FORMAT;
  /** Names the run's folder in the store: letters, digits and `-` only. */
  readonly id: string;
  /** Name of the plan: the dropped folder's, or `images`. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  readonly parameters: RunParameters;
  /** Slots of the plan. */
  readonly slots: number;
  readonly listMs: number;
}

/** A contiguous range of slots: a plan of a million paths is sent and written in parts. */
export interface PlanPart {
  readonly firstSlot: number;
  readonly paths: readonly string[];
  /** One for each path; null if the file system has not been asked yet. */
  readonly stats: readonly (FileStat | null)[];
  /** Slots that could not be opened when they were listed, and the reason. */
  readonly failures: readonly (readonly [slot: number, failure: Failure])[];
}

/** The remainder of a plan. It follows all parts and makes the plan complete. */
export interface PlanRemainder {
  readonly ignored: readonly string[];
  readonly unnamed: readonly { readonly path: string; readonly failure: Failure }[];
  readonly summary: PlanSummary;
}

/** Sums over everything done so far, in milliseconds. */
export type RunSums = Omit<RunTimings, 'listMs'>;

export const NO_SUMS: RunSums = { wallMs: 0, readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };

/** Outcomes that are final once they are written. */
export interface RunCommit {
  readonly outcomes: readonly SlotOutcome[];
  readonly sums: RunSums;
}

/** Slots that go to a worker, with the stats of their files at that time. */
export interface Dispatch {
  readonly slots: readonly number[];
  readonly stats: readonly (FileStat | null)[];
  /** Whether it is one suspect, alone on the only active worker. */
  readonly isAlone: boolean;
}

/** How a segment of a run ended. A segment without one was cut off. */
export interface RunPause {
  readonly status: 'paused' | 'stopped' | 'finished';
  readonly userAgent: string;
}

/** A run in the store, as a list shows it. */
export interface StoredRun {
  readonly head: RunHead;
  /** Slots that have an outcome. */
  readonly done: number;
  readonly failed: number;
  /** Time of the last write, milliseconds since 1970. */
  readonly changedMs: number;
  /** Size of its files on disk. */
  readonly bytes: number;
  /** `cut-off`: the page, the tab or the browser was closed or crashed while the run was going. */
  readonly status: RunPause['status'] | 'cut-off';
  /** Whether another tab has it open, so that this one cannot use it. */
  readonly isLocked: boolean;
}

/** A stored run that was opened; its plan and outcomes follow in parts. */
export interface OpenedRun {
  readonly head: RunHead;
  readonly sums: RunSums;
  readonly status: StoredRun['status'];
  readonly userAgent: string | null;
  /** Slots that were with a worker when the tab crashed, and have no outcome: run them alone. */
  readonly suspects: readonly number[];
}

/** A part of a stored run: first its plan's parts, then the remainder, then what came later. */
export type StoredPart =
  | { readonly kind: 'plan'; readonly part: PlanPart }
  | { readonly kind: 'remainder'; readonly remainder: PlanRemainder }
  | { readonly kind: 'outcomes'; readonly outcomes: readonly SlotOutcome[] }
  | { readonly kind: 'exclusion'; readonly step: ExclusionStep }
  /** The stats of files when they were dispatched, which is later than the plan. */
  | {
      readonly kind: 'stats';
      readonly slots: readonly number[];
      readonly stats: readonly (FileStat | null)[];
    };
