import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { QueuedImage } from '../../../pool/batch-queue.ts';
import type { OpenByHandle } from './file-opener.ts';
import type { OpenedFile } from './file-bundles.ts';
import type { FileSource } from './file-source.ts';
import { openBatch } from './open-batch.ts';

/** A disk that takes longer is left to the batch itself, which has a deadline. */
const LIMIT_MS = 10_000;

/**
 * Opens files for the batch that they will be in, as its size depends on theirs. Null for a file that does not
 * open, or was open already: its batch finds out. Never rejects.
 */
export async function openAhead(
  images: readonly QueuedImage<FileSource>[],
  openByHandle: OpenByHandle,
): Promise<readonly (FileStat | null)[]> {
  const batch = images.map(({ slot, source }) => ({ slot, source, stat: null }));
  const opened = await inTime(openBatch(batch, 'once', openByHandle).then((all) => all.opened));
  const stats = new Map(
    opened.map(({ slot, size, modifiedMs }) => [slot, { bytes: size, modifiedMs }]),
  );
  return images.map(({ slot }) => stats.get(slot) ?? null);
}

/** No file if it takes too long. */
async function inTime(opening: Promise<readonly OpenedFile[]>): Promise<readonly OpenedFile[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<readonly OpenedFile[]>((resolve) => {
    timer = setTimeout(() => resolve([]), LIMIT_MS);
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}
