import type { Batch, BatchItem } from './wire.ts';

/** More than this in one batch saves no more time a file: measured on 57 KB pictures. */
export const MAX_BATCH_IMAGES = 64;
/** Compressed bytes a worker holds for one batch; two batches are in flight a worker. */
export const MAX_BATCH_BYTES = 16 * 2 ** 20;
/** A batch is this part of an equal share of what is left, so that the last ones are single images. */
const SHARES_PER_WORKER = 4;

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
  items: readonly BatchItem<Source>[],
  workers: number,
): BatchQueue<Source> {
  let next = 0;
  let bytesLeft = items.reduce((sum, item) => sum + item.bytes, 0);

  return {
    get remaining() {
      return items.length - next;
    },
    take() {
      if (next >= items.length) return null;
      const shares = workers * SHARES_PER_WORKER;
      const maxImages = Math.min(MAX_BATCH_IMAGES, Math.ceil((items.length - next) / shares));
      const maxBytes = Math.min(MAX_BATCH_BYTES, bytesLeft / shares);
      const batch: BatchItem<Source>[] = [];
      let bytes = 0;
      for (const item of items.slice(next, next + maxImages)) {
        if (batch.length > 0 && bytes + item.bytes > maxBytes) break;
        batch.push(item);
        bytes += item.bytes;
      }
      next += batch.length;
      bytesLeft -= bytes;
      return batch;
    },
  };
}
