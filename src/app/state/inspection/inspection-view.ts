import type { ChannelStatistics } from '../../../core/inspect/channel-sums.ts';
import type { RowFinding } from '../../../core/inspect/finding.ts';
import type { SourceStatistics } from '../../../core/inspect/source-statistics.ts';
import type { RunResult } from '../../../run/run-result.ts';

/** The inspection of a result as the page shows it. */
export interface InspectionView {
  /** The result that is inspected: it is not shown with another one. */
  readonly result: RunResult;
  readonly status: 'reading' | 'done' | 'broken';
  /** Rows that were read, of all. */
  readonly done: number;
  readonly total: number;
  /** Null until it is done. */
  readonly found: InspectionResult | null;
  readonly reason: string | null;
}

export interface InspectionResult {
  /** One entry per channel; null if there are no rows. */
  readonly channels: readonly ChannelStatistics[] | null;
  readonly sources: SourceStatistics;
  /** Those that have rows, in the order in which they are shown. */
  readonly findings: readonly RowFinding[];
  /** Rows of zeros, which count in the statistics of the array. */
  readonly zeros: number;
}
