import type { FileStat } from '../core/plan/file-stat.ts';
import type { Batch, BatchItem } from './wire/batch.ts';

/** Larger batches save no more time per file: measured on 57 KB pictures. */
export const MAX_BATCH_IMAGES = 64;
/**
 * The most compressed bytes in one batch; each worker has two batches in flight, whose memory it keeps.
 * With 16 MiB turbo is 2 % faster on photos, and a tab takes 40 MiB more.
 */
export const MAX_BATCH_BYTES = 10 * 2 ** 20;
/** The size assumed for a file whose size is not known yet. */
export const ASSUMED_BYTES = 2 ** 20;
/** A batch is 1/(workers × this) of the remaining images, so that the last batches are small. */
const SHARES_PER_WORKER = 2;
/** Small images are not sent one by one: that would take longer than decoding them. */
export const MIN_BATCH_IMAGES = 4;
const SMALL_BYTES = 32 * 2 ** 10;
/**
 * Files are opened and cached in groups of this many slots. A batch that spans two groups costs
 * more.
 */
export const GROUP_SLOTS = 32;

/** An image waiting to be decoded. */
export interface QueuedImage<Source> {
  readonly slot: number;
  readonly source: Source;
}

/** Images by their index in the order of a run. An array is one. */
export interface ImageList<Source> {
  readonly length: number;
  at(index: number): QueuedImage<Source> | undefined;
}

/** The size and modification time of a slot's file; null if not known yet. */
export type StatOf = (slot: number) => FileStat | null;

export interface BatchQueue<Source> {
  /** The next batch in slot order, or null if no images are left. */
  dequeue(): Batch<Source> | null;
  /** The index in the list of the first image that is in no batch yet. */
  readonly next: number;
  readonly remaining: number;
}

/**
 * Guided self-scheduling (Polychronopoulos and Kuck, 1987): large batches first, small ones at the
 * end, so that no worker idles while another still has a full batch to do. Batches are bounded by
 * count and bytes. With `batchImages` all batches have that many images instead, if the bytes allow it.
 */
export function createBatchQueue<Source>(
  images: ImageList<Source>,
  workers: number,
  statOf: StatOf,
  batchImages: number | null = null,
): BatchQueue<Source> {
  let next = 0;
  const maxImages = batchImages ?? MAX_BATCH_IMAGES;

  return {
    get next() {
      return next;
    },
    get remaining() {
      return images.length - next;
    },
    dequeue() {
      if (next >= images.length) return null;
      const share = Math.ceil((images.length - next) / (workers * SHARES_PER_WORKER));
      const batch: BatchItem<Source>[] = [];
      let bytes = 0;
      while (next < images.length && batch.length < maxImages) {
        const image = images.at(next);
        if (image === undefined) throw new RangeError(`there is no image ${next}`);
        const isSmall = batch.length < MIN_BATCH_IMAGES && bytes < MIN_BATCH_IMAGES * SMALL_BYTES;
        const isEnough = batch.length >= share && !isSmall;
        const isBetweenGroups = batch.length > 0 && startsGroup(batch, image.slot);
        // if the next group is like those before it, it does not fit
        const withGroup = (bytes * (batch.length + GROUP_SLOTS)) / batch.length;
        const isFull = isBetweenGroups && withGroup > MAX_BATCH_BYTES;
        const isShare = isEnough && (share < GROUP_SLOTS || isBetweenGroups);
        if (batchImages === null && (isShare || isFull)) break;
        const stat = statOf(image.slot);
        bytes += stat?.bytes ?? ASSUMED_BYTES;
        if (batch.length > 0 && bytes > MAX_BATCH_BYTES) break;
        batch.push({ slot: image.slot, source: image.source, stat });
        next += 1;
      }
      return batch;
    },
  };
}

/** Whether a slot is in a different group than the last slot of the batch. */
function startsGroup(batch: Batch<unknown>, slot: number): boolean {
  return groupOf(batch.at(-1)?.slot ?? 0) !== groupOf(slot);
}

export function groupOf(slot: number): number {
  return Math.floor(slot / GROUP_SLOTS);
}
