import type { RunPlan } from '../core/plan/plan.ts';
import type { ImageList, QueuedImage } from '../pool/batch-queue.ts';
import type { RunRecord } from './run-record.ts';

/** A step of this size takes a few tenths of a millisecond. */
export const SLOTS_PER_STEP = 8192;

type Run<Source> = Pick<RunRecord<Source, unknown, unknown>, 'plan' | 'progress' | 'suspects'>;

/**
 * The slots with a file and no outcome, except for suspects, in order. Yields every few thousand
 * slots (see runInSlices).
 */
export function* remainingImagesInSteps<Source>(
  run: Run<Source>,
): Generator<void, ImageList<Source>, void> {
  const suspects = new Set(run.suspects);
  const { outcomes } = run.progress;
  const slots = new Uint32Array(run.progress.remaining);
  let count = 0;
  for (const [index, { slot, source }] of run.plan.slots.entries()) {
    if (index % SLOTS_PER_STEP === 0) yield;
    if (source === null || outcomes[slot] !== undefined || suspects.has(slot)) continue;
    slots[count++] = slot;
  }
  return imagesAt(run.plan, slots.subarray(0, count));
}

/** The suspects that have no outcome yet. */
export function remainingSuspects<Source>(run: Run<Source>): readonly QueuedImage<Source>[] {
  return run.suspects.flatMap((slot) => {
    const source = run.plan.slots[slot]?.source ?? null;
    return source === null || run.progress.outcomes[slot] !== undefined ? [] : [{ slot, source }];
  });
}

/** Slots of a plan as images, without storing an object for each. */
function imagesAt<Source>(plan: RunPlan<Source>, slots: Uint32Array): ImageList<Source> {
  return {
    length: slots.length,
    at(index) {
      const slot = slots[index];
      const source = slot === undefined ? undefined : plan.slots[slot]?.source;
      return slot === undefined || source === undefined || source === null
        ? undefined
        : { slot, source };
    },
  };
}
