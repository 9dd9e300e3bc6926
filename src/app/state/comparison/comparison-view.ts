import type { ComparisonReport } from '../../../core/comparison/report.ts';
import type { Doing } from '../../../run/compare/run-comparison.ts';

/** The settings of the next comparison. */
export interface ComparisonSettings {
  /** About how long it takes. */
  readonly seconds: number;
  /** Whether batches of 1, 8 and 64 images are timed too. */
  readonly hasBatches: boolean;
}

/** The comparison of this page, while it runs and after it. */
export interface ComparisonView {
  readonly status: 'running' | 'finished' | 'stopped' | 'broken';
  readonly doing: Doing | null;
  /** 0 to 1 of its time. */
  readonly share: number;
  /** The results so far; null during the warm-up. */
  readonly report: ComparisonReport | null;
  /** Why it is broken, else null. */
  readonly reason: string | null;
}

export const BEGUN_COMPARISON: ComparisonView = {
  status: 'running',
  doing: null,
  share: 0,
  report: null,
  reason: null,
};
