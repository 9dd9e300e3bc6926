import type { Recipe } from '../recipe/recipe.ts';
import type { Cell } from './cell.ts';

/** The kind of file that a comparison is saved as, and the version of its schema. */
export const COMPARISON_KIND = 'pixelpool comparison';
export const COMPARISON_SCHEMA = 1;

/**
 * Why a pass does not count: the tab was hidden, the browser's timers came late, other programs took more
 * of the cores than in other rounds, or it was slower than the machine's own noise explains.
 */
export const DISTURBANCES = ['hidden', 'throttled', 'busy', 'slow'] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

/** The stages of an image's way, in milliseconds of the workers' time, summed over a pass. */
export const STAGES = ['open', 'read', 'decode', 'scale', 'write', 'wait'] as const;
export type Stage = (typeof STAGES)[number];
export type StageTimes = Readonly<Record<Stage, number>>;

/** One pass of a cell over the sample. */
export interface Pass {
  /** Index of its cell. */
  readonly cell: number;
  readonly round: number;
  readonly images: number;
  readonly wallMs: number;
  readonly stages: StageTimes;
  readonly disturbance: Disturbance | null;
}

/** The speed of the cores before a round, in steps per millisecond of the same computation. */
export interface CoreProbe {
  readonly round: number;
  /** Of one worker alone. */
  readonly one: number;
  /** Of as many workers as there are cores, all together. */
  readonly all: number;
}

/** A comparison as it is saved: no names of files or folders. */
export interface ComparisonReport {
  readonly kind: typeof COMPARISON_KIND;
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly pixelpool: string;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  /** The time that was asked for. */
  readonly seconds: number;
  /** False if it was stopped. */
  readonly isComplete: boolean;
  readonly machine: { readonly cores: number; readonly memoryGiB: number | null };
  readonly userAgent: string;
  /** `bytes` are null if not all files had been measured. */
  readonly folder: { readonly images: number; readonly bytes: number | null };
  readonly sample: { readonly images: number; readonly bytes: number | null };
  readonly recipe: Recipe;
  readonly rounds: number;
  /** The milliseconds of a run beside its images, as far as they were measured. */
  readonly startMs: number;
  readonly cells: readonly Cell[];
  readonly leftOut: readonly Cell[];
  readonly passes: readonly Pass[];
  readonly probes: readonly CoreProbe[];
}
