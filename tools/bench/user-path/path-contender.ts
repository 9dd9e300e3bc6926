import type { UsageByKind } from '../../drive/process-usage.ts';
import type { Copies } from './copy-folder.ts';

/** The figures of one pass over the copied folder. */
export interface PathFigures {
  readonly images: number;
  /** Images by the time from Start to the last row; for a peer, from the first image to the array. */
  readonly imagesPerSecond: number;
  /** From the drop until the array can be downloaded; null for all but the page. */
  readonly downloadMs: number | null;
  /** Over the same span as the images per second; null if the system does not tell. */
  readonly usage: UsageByKind | null;
  /** The highest Pss of the tab's processes in MiB, above that before the drop; null if not sampled. */
  readonly peakMib: number | null;
  /** The share of the machine, 0 to 1, that other programs used in that span; null: nobody tells. */
  readonly others: number | null;
}

/** Something that is measured once a round. */
export interface PathContender {
  readonly name: string;
  readonly kind: 'page' | 'cli' | 'reading' | 'native';
  readonly workers: number;
  /** The name of another contender, which it is compared with beside the native ones: an earlier build. */
  readonly baseline: string | null;
  measure(copies: Copies): Promise<PathFigures>;
}

/** The figures of a contender, one a round. */
export interface PathResult {
  readonly name: string;
  readonly kind: PathContender['kind'];
  readonly workers: number;
  readonly baseline: string | null;
  readonly rounds: readonly PathFigures[];
}
