import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { QueuedImage } from '../../../pool/batch-queue.ts';
import type { OpenByHandle } from './file-opener.ts';
import type { FileSource } from './file-source.ts';
import { openBatch } from './open-batch.ts';

/**
 * Opens files for the batch that they will be in, as its size depends on theirs. Null for a file that does not
 * open, or was open already: its batch finds out. Never rejects.
 */
export async function openAhead(
  images: readonly QueuedImage<FileSource>[],
  openByHandle: OpenByHandle,
): Promise<readonly (FileStat | null)[]> {
  const batch = images.map(({ slot, source }) => ({ slot, source, stat: null }));
  const { opened } = await openBatch(batch, 'once', openByHandle);
  const stats = new Map(
    opened.map(({ slot, size, modifiedMs }) => [slot, { bytes: size, modifiedMs }]),
  );
  return images.map(({ slot }) => stats.get(slot) ?? null);
}
