import type { QueuedImage } from '../../../pool/batch-queue.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import { nextTask, SLICE_MS } from '../../platform/run-in-slices.ts';
import { SLOTS_PER_STEP, type RunAtHand } from './run-at-hand.ts';

/** The slots whose images failed, in order. Yields every few thousand slots (see runInSlices). */
export function* failedSlotsInSteps({
  progress,
}: RunAtHand): Generator<void, readonly number[], void> {
  const slots: number[] = [];
  for (const [slot, outcome] of progress.outcomes.entries()) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    if (outcome?.verdict === 'failed') slots.push(slot);
  }
  return slots;
}

/**
 * Images with files that are taken afresh, by the folder's handle where there is one: a `File` that
 * changed can never be read again. What is known of the files is asked again too.
 * An abort ends it early.
 */
export async function freshImages(
  run: RunAtHand,
  slots: readonly number[],
  platform: Pick<Platform, 'reopenSource' | 'statFile'>,
  signal: AbortSignal,
): Promise<readonly QueuedImage<FileSource>[]> {
  const images: QueuedImage<FileSource>[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  for (const slot of slots) {
    const file = run.plan.slots[slot];
    if (file === undefined) continue;
    if (signal.aborted) break;
    const source = await platform.reopenSource(run.folder, file.path, file.source);
    if (source !== null) {
      const stat = await platform.statFile(source).catch(() => null);
      if (stat !== null) run.stats.set(slot, stat);
      images.push({ slot, source });
    }
    if (performance.now() < sliceEnd) continue;
    await nextTask();
    sliceEnd = performance.now() + SLICE_MS;
  }
  return images;
}
