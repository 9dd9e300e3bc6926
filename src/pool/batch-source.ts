import {
  createBatchQueue,
  GROUP_SLOTS,
  MAX_BATCH_IMAGES,
  type ImageList,
  type QueuedImage,
  type StatOf,
} from './batch-queue.ts';
import type { Batch } from './wire/batch.ts';

/** The batches yet to be sent. */
export interface BatchSource<Source> {
  readonly hasNext: boolean;
  /** Null if another caller got the last one meanwhile. */
  next(): Promise<Batch<Source> | null>;
  /** Returns a batch whose worker died before it was sent. */
  putBack(batch: Batch<Source>): void;
}

/** Asks for the sizes of images before they are put in batches. Never rejects. */
export type PrepareImages<Source> = (images: readonly QueuedImage<Source>[]) => Promise<void>;

interface SourceNeeds<Source> {
  readonly images: ImageList<Source>;
  readonly workers: number;
  readonly statOf: StatOf;
  readonly batchImages?: number | undefined;
  readonly prepare?: PrepareImages<Source>;
}

/** Prepared together: a whole group of slots. */
const PREPARED_IMAGES = GROUP_SLOTS;

/** Cuts images into batches once they are prepared, while those after them are being prepared. */
export function createBatchSource<Source>(run: SourceNeeds<Source>): BatchSource<Source> {
  const { images, prepare } = run;
  const queue = createBatchQueue(images, run.workers, run.statOf, run.batchImages);
  const unsent: Batch<Source>[] = [];
  const preparing: { readonly from: number; readonly done: Promise<void> }[] = [];
  let end = 0; // of the images whose preparation has begun

  /** Keeps a batch for every worker, and one more, prepared. */
  function prepareAhead(): void {
    if (prepare === undefined) return;
    const wanted = Math.min(images.length, queue.next + (run.workers + 1) * MAX_BATCH_IMAGES);
    while (end < wanted) {
      const from = end;
      const next: QueuedImage<Source>[] = [];
      for (; next.length < PREPARED_IMAGES && end < images.length; end += 1) {
        const image = images.at(end);
        if (image !== undefined) next.push(image);
      }
      preparing.push({ from, done: prepare(next) });
    }
  }

  /** Resolves once the next batch can be cut, whatever its size. */
  async function untilPrepared(): Promise<void> {
    for (;;) {
      prepareAhead();
      const [first] = preparing;
      if (first === undefined || first.from >= queue.next + MAX_BATCH_IMAGES) return;
      await first.done;
      if (preparing[0] === first) preparing.shift();
    }
  }

  return {
    get hasNext() {
      return unsent.length > 0 || queue.remaining > 0;
    },
    async next() {
      if (unsent.length === 0) await untilPrepared();
      return unsent.shift() ?? queue.dequeue();
    },
    putBack: (batch) => void unsent.push(batch),
  };
}
