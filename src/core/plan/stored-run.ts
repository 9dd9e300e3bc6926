import type { BrowserProbe } from '../browser-probe.ts';
import type { FileStat } from './file-stat.ts';
import type { PlanSummary } from './plan.ts';
import type { RunTimings } from '../output/receipt.ts';
import type { RunParameters } from '../recipe/recipe-parameters.ts';
import type { Failure, SlotOutcome } from '../verdict.ts';

/** The format of what a run leaves on disk; another one is not read. */
export const STORED_RUN_FORMAT = 1;

/** What is fixed when a run begins. */
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

/** Some neighbouring slots of a plan: a million paths cross and are written in pieces. */
export interface PlanPart {
  readonly firstSlot: number;
  readonly paths: readonly string[];
  /** Of each path; null where nobody has asked the file system yet. */
  readonly stats: readonly (FileStat | null)[];
  /** Slots that could not be opened when they were listed, and why. */
  readonly failures: readonly (readonly [slot: number, failure: Failure])[];
}

/** What a plan holds besides its slots; it comes after all parts, and makes the plan whole. */
export interface PlanRemainder {
  readonly ignored: readonly string[];
  readonly unnamed: readonly { readonly path: string; readonly failure: Failure }[];
  readonly summary: PlanSummary;
}

/** Sums over everything that was done so far, in milliseconds. */
export type RunSums = Omit<RunTimings, 'listMs'>;

export const NO_SUMS: RunSums = { wallMs: 0, readMs: 0, decodeMs: 0, resampleMs: 0, writeMs: 0 };

/** Outcomes that are final once they are written. */
export interface RunCommit {
  readonly outcomes: readonly SlotOutcome[];
  readonly sums: RunSums;
}

/** Slots that go to a worker, with what is known of their files by then. */
export interface Dispatch {
  readonly slots: readonly number[];
  readonly stats: readonly (FileStat | null)[];
  /** Whether it is one slot that is suspected, alone on the only worker at work. */
  readonly isAlone: boolean;
}

/** How a stretch of a run ended: a pause, a stop, the end. Without one it was cut off. */
export interface RunPause {
  readonly status: 'paused' | 'stopped' | 'finished';
  readonly probe: BrowserProbe | null;
  readonly userAgent: string;
}

/** A run that is in the store, as it is shown in a list. */
export interface StoredRun {
  readonly head: RunHead;
  /** Slots that have an outcome. */
  readonly done: number;
  readonly failed: number;
  /** When it was last written to, milliseconds since 1970. */
  readonly changedMs: number;
  /** What its files take on disk. */
  readonly bytes: number;
  /** `cut-off`: the page, the tab or the browser went while it was going on. */
  readonly status: RunPause['status'] | 'cut-off';
  /** Whether another tab has it open; then nothing can be done with it here. */
  readonly isLocked: boolean;
}

/** What comes of a stored run when it is opened; its plan and outcomes follow in parts. */
export interface OpenedRun {
  readonly head: RunHead;
  readonly sums: RunSums;
  readonly status: StoredRun['status'];
  readonly probe: BrowserProbe | null;
  readonly userAgent: string | null;
  /** Slots that were with a worker when the tab went down, and have no outcome: run them alone. */
  readonly suspects: readonly number[];
}

/** A part of a stored run: of its plan first, then the plan's rest, then outcomes. */
export type StoredPart =
  | { readonly kind: 'plan'; readonly part: PlanPart }
  | { readonly kind: 'remainder'; readonly remainder: PlanRemainder }
  | { readonly kind: 'outcomes'; readonly outcomes: readonly SlotOutcome[] }
  /** What was known of files when they were handed out, which is later than the plan. */
  | {
      readonly kind: 'stats';
      readonly slots: readonly number[];
      readonly stats: readonly (FileStat | null)[];
    };
