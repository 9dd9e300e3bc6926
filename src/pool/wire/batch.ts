// Batches of files on their way to a decode worker, and their reports: plain data.
import type { FileStat } from '../../core/plan/file-stat.ts';
import type { SlotOutcome } from '../../core/verdict.ts';
import type { Blocker } from './blocker.ts';

/** One image to decode. `Source` leads to its bytes: a File, say. */
export interface BatchItem<Source> {
  readonly slot: number;
  readonly source: Source;
  /** Null if the file system has not been asked yet. */
  readonly stat: FileStat | null;
}

export type Batch<Source> = readonly BatchItem<Source>[];

/**
 * Some files of a batch, the bytes of one after the other's in one `Bytes` (a Blob in a browser). It
 * is cut in the decode worker: each Blob that a thread makes has it wait for the browser's process.
 */
export interface FilePart<Bytes> {
  readonly slots: readonly number[];
  /** Of each file, in bytes. */
  readonly sizes: readonly number[];
  readonly bytes: Bytes;
  /** Offset of the first file in `bytes`; others may lie before it, and behind the last. */
  readonly at: number;
}

/** A batch on its way to a worker, in parts that are read side by side. */
export type FileBatch<Bytes> = readonly FilePart<Bytes>[];

/** The result of a batch. Its rows are stored when it is reported. */
export interface BatchReport {
  /** One for each item that was reached; fewer than the batch holds after `stop`, or with a hold. */
  readonly outcomes: readonly SlotOutcome[];
  /** Why items were left without an outcome; null or missing if none were. */
  readonly blocker?: Blocker | null;
  /** Sums over the batch. */
  readonly readMs: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly writeMs: number;
}
