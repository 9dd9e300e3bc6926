// Batches of files on their way to a decode worker, and their reports: plain data.
import type { PackedEntry } from '../../archive/archive-entry.ts';
import type { FileStat } from '../../core/plan/file-stat.ts';
import type { SlotOutcome } from '../../core/verdict.ts';
import type { Blocker } from './blocker.ts';

/** One image to decode. `Source` leads to its bytes; a `File`, for example. */
export interface BatchItem<Source> {
  readonly slot: number;
  readonly source: Source;
  /** Null if the file system has not been asked yet. */
  readonly stat: FileStat | null;
}

export type Batch<Source> = readonly BatchItem<Source>[];

/**
 * Some files of a batch, their bytes concatenated in one `Bytes` (a Blob in a browser). The decode
 * worker slices it: each Blob that a thread creates makes it wait for the browser's process.
 */
export interface FilePart<Bytes> {
  readonly slots: readonly number[];
  /** The size of each file in bytes. */
  readonly sizes: readonly number[];
  readonly bytes: Bytes;
  /** Offset of the first file in `bytes`, which may hold other files before and after these. */
  readonly at: number;
  /**
   * Missing if the files follow each other as they are. Else `bytes` is an archive, these are its
   * entries, from `at` on, and the worker unpacks them.
   */
  readonly packed?: readonly PackedEntry[];
}

/** A batch as it is sent to a worker, in parts that are read concurrently. */
export type FileBatch<Bytes> = readonly FilePart<Bytes>[];

/** How long a worker's thread had nothing to do for a batch, in milliseconds. */
export interface BatchWaits {
  /** Before the batch came: its files were being opened, or there was none. */
  readonly batchMs: number;
  /** Until the bytes of the batch were read. */
  readonly readMs: number;
  /** Until the sink had stored its rows. */
  readonly storeMs: number;
  /** Of `batchMs`, the time in which its files were opened. */
  readonly openMs: number;
}

/** The result of a batch. By the time it is reported, its rows are stored. */
export interface BatchReport {
  /** One for each finished item; fewer than the batch has after `stop` or if there is a blocker. */
  readonly outcomes: readonly SlotOutcome[];
  /** The reason that items have no outcome; null or missing if nothing blocked them. */
  readonly blocker?: Blocker | null;
  /** Times are sums over the batch. */
  readonly readMs: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly writeMs: number;
  /** Missing if no worker made the report. */
  readonly waits?: BatchWaits;
}
