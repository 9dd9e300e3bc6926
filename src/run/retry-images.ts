import type { QueuedImage } from '../pool/batch-queue.ts';
import { SLOTS_PER_STEP } from './remaining-images.ts';
import type { RunEnvironment } from './run-environment.ts';
import { nextTask, SLICE_MS } from './run-in-slices.ts';
import type { RunRecord } from './run-record.ts';
import type { RunSink } from './run-sink.ts';

/** The slots whose images failed, in order. Yields every few thousand slots (see runInSlices). */
export function* failedSlotsInSteps({
  progress,
}: Pick<RunRecord<unknown, unknown, unknown>, 'progress'>): Generator<
  void,
  readonly number[],
  void
> {
  const slots: number[] = [];
  for (const [slot, outcome] of progress.outcomes.entries()) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    if (outcome?.verdict === 'failed') slots.push(slot);
  }
  return slots;
}

/**
 * Reopens the files of failed images, through the folder's handle if there is one, because a `File`
 * can never be read again once the file has changed. Updates their sizes and times, too. Returns
 * early if it is aborted.
 */
export async function reopenedImages<Source, Folder>(
  run: RunRecord<Source, Folder, unknown>,
  slots: readonly number[],
  environment: Pick<RunEnvironment<Source, Folder, RunSink>, 'reopenSource' | 'statFile'>,
  signal: AbortSignal,
): Promise<readonly QueuedImage<Source>[]> {
  const images: QueuedImage<Source>[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  for (const slot of slots) {
    const file = run.plan.slots[slot];
    if (file === undefined) continue;
    if (signal.aborted) break;
    const source = await environment.reopenSource(run.folder, file.path, file.source);
    if (source !== null) {
      const stat = await environment.statFile(source).catch(() => null);
      if (stat !== null) run.stats.set(slot, stat);
      images.push({ slot, source });
    }
    if (performance.now() < sliceEnd) continue;
    await nextTask();
    sliceEnd = performance.now() + SLICE_MS;
  }
  return images;
}
