import type { FileStat } from '../core/plan/file-stat.ts';
import type { Batch, BatchItem } from './wire/batch.ts';

/** More than this in one batch saves no more time a file: measured on 57 KB pictures. */
export const MAX_BATCH_IMAGES = 64;
/** Compressed bytes a worker holds for one batch; two batches are in flight a worker. */
export const MAX_BATCH_BYTES = 16 * 2 ** 20;
/** The assumed size of a file if it is not known yet. */
export const ASSUMED_BYTES = 2 ** 20;
/** A batch is this fraction of an equal share of the remaining images, so that the last ones are small. */
const SHARES_PER_WORKER = 2;
/** Small images are not sent one by one: that would take longer than to decode them. */
export const MIN_BATCH_IMAGES = 4;
const SMALL_BYTES = 32 * 2 ** 10;
/**
 * Slots that are read together, from a multiple of this on: files are opened and kept in such
 * groups, and a batch that crosses two of them costs more.
 */
export const GROUP_SLOTS = 16;

/** An image that is to be decoded. */
export interface QueuedImage<Source> {
  readonly slot: number;
  readonly source: Source;
}

/** Images by their place in the order of a run; an array is one. */
export interface ImageList<Source> {
  readonly length: number;
  at(index: number): QueuedImage<Source> | undefined;
}

/** The size and time of a slot's file, if they are known by now. */
export type StatOf = (slot: number) => FileStat | null;

export interface BatchQueue<Source> {
  /** The next batch in slot order, or null when nothing is left. */
  dequeue(): Batch<Source> | null;
  readonly remaining: number;
}

/**
 * Guided self-scheduling (Polychronopoulos and Kuck, 1987): big batches at first, small ones at the
 * end, so that no worker idles while another has a full batch before it. Bounded by count and bytes.
 */
export function createBatchQueue<Source>(
  images: ImageList<Source>,
  workers: number,
  statOf: StatOf,
): BatchQueue<Source> {
  let next = 0;

  return {
    get remaining() {
      return images.length - next;
    },
    dequeue() {
      if (next >= images.length) return null;
      const share = Math.ceil((images.length - next) / (workers * SHARES_PER_WORKER));
      const batch: BatchItem<Source>[] = [];
      let bytes = 0;
      while (next < images.length && batch.length < MAX_BATCH_IMAGES) {
        const image = images.at(next);
        if (image === undefined) throw new RangeError(`there is no image ${next}`);
        const isSmall = batch.length < MIN_BATCH_IMAGES && bytes < MIN_BATCH_IMAGES * SMALL_BYTES;
        const isEnough = batch.length >= share && !isSmall;
        if (isEnough && (share < GROUP_SLOTS || startsGroup(batch, image.slot))) break;
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

/** Whether a slot is of another group than the last of a batch. */
function startsGroup(batch: Batch<unknown>, slot: number): boolean {
  return groupOf(batch.at(-1)?.slot ?? 0) !== groupOf(slot);
}

/** The number of the group that a slot is in. */
export function groupOf(slot: number): number {
  return Math.floor(slot / GROUP_SLOTS);
}
