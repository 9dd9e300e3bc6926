import type { Batch, BatchItem, FileStat } from './wire.ts';

/** More than this in one batch saves no more time a file: measured on 57 KB pictures. */
export const MAX_BATCH_IMAGES = 64;
/** Compressed bytes a worker holds for one batch; two batches are in flight a worker. */
export const MAX_BATCH_BYTES = 16 * 2 ** 20;
/** What a file is taken for whose size is not known yet. */
export const ASSUMED_BYTES = 2 ** 20;
/** A batch is this part of an equal share of what is left, so that the last ones are single images. */
const SHARES_PER_WORKER = 4;

/** An image that is to be decoded. */
export interface QueuedImage<Source> {
  readonly slot: number;
  readonly source: Source;
}

/** What is known of the file of a slot at this moment. */
export type StatOf = (slot: number) => FileStat | null;

export interface BatchQueue<Source> {
  /** The next batch in slot order, or null when nothing is left. */
  take(): Batch<Source> | null;
  readonly remaining: number;
}

/**
 * Guided self-scheduling (Polychronopoulos and Kuck, 1987): big batches at first, small ones at the
 * end, so that no worker idles while another has a full batch before it. Bounded by count and bytes.
 */
export function createBatchQueue<Source>(
  images: readonly QueuedImage<Source>[],
  workers: number,
  statOf: StatOf,
): BatchQueue<Source> {
  let next = 0;

  return {
    get remaining() {
      return images.length - next;
    },
    take() {
      if (next >= images.length) return null;
      const share = Math.ceil((images.length - next) / (workers * SHARES_PER_WORKER));
      const batch: BatchItem<Source>[] = [];
      let bytes = 0;
      for (const image of images.slice(next, next + Math.min(MAX_BATCH_IMAGES, share))) {
        const stat = statOf(image.slot);
        bytes += stat?.bytes ?? ASSUMED_BYTES;
        if (batch.length > 0 && bytes > MAX_BATCH_BYTES) break;
        batch.push({ ...image, stat });
      }
      next += batch.length;
      return batch;
    },
  };
}
