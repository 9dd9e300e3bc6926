// The contract between the page and the worker that inspects the rows of a run.
import type { ChannelStatistics } from '../../core/inspect/channel-sums.ts';
import type { RowFinding } from '../../core/inspect/finding.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';

/** The result of an inspection of rows. */
export interface RowInspection {
  /** One entry per channel; null if there are no rows. */
  readonly channels: readonly ChannelStatistics[] | null;
  readonly findings: readonly RowFinding[];
}

/**
 * The calls of a worker that inspects the rows of one run. It keeps the scores and sums of each row, not the rows,
 * so an inspection can be interrupted, and rows can be left out of its result without being read again.
 */
export interface InspectCalls<Port, Picture, Bytes> {
  /** Must be called first. The port leads to the sink (see wire/viewer.ts). */
  begin(rows: Port, slots: number, recipe: Recipe): Promise<void>;
  /** Reads the rows of these slots, of 8 MiB at most, and inspects them. Rejects if they cannot be read. */
  inspect(slots: Uint32Array<ArrayBuffer>): Promise<void>;
  /** The result for slots that were inspected, and for this number of rows of zeros. */
  summarise(slots: Uint32Array<ArrayBuffer>, zeros: number): Promise<RowInspection>;
  /** The SHA-256 of some files, as hexadecimal digits; null if one cannot be read, or is very large. */
  hashFiles(files: readonly Bytes[]): Promise<readonly (string | null)[]>;
  /** The rows of a few slots as pictures, which the receiver has to draw or close. */
  pictures(slots: Uint32Array<ArrayBuffer>): Promise<readonly Picture[]>;
}
