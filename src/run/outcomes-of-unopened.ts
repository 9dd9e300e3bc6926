import type { RunPlan } from '../core/plan/plan.ts';
import { failedOutcome, type Failure, type SlotOutcome } from '../core/verdict.ts';
import { SLOTS_PER_STEP } from './remaining-images.ts';

const NOT_OPENED: Failure = { code: 'unreadable', detail: 'It could not be opened.' };

/**
 * The outcomes of slots whose files could not be opened when they were listed. Yields every few
 * thousand slots (see runInSlices).
 */
export function* outcomesOfUnopened(
  plan: RunPlan<unknown>,
): Generator<void, readonly SlotOutcome[], void> {
  const outcomes: SlotOutcome[] = [];
  for (const { slot, source, failure = NOT_OPENED } of plan.slots) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    if (source !== null) continue;
    outcomes.push(failedOutcome(slot, failure));
  }
  return outcomes;
}
