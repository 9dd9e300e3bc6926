import type { RunPlan } from '../core/plan/plan.ts';
import { failedOutcome, type SlotOutcome } from '../core/verdict.ts';
import { SLOTS_PER_STEP } from './remaining-images.ts';

/**
 * The outcomes of slots that could not be opened when they were listed. Yields every few thousand
 * slots (see runInSlices).
 */
export function* outcomesOfUnopened(
  plan: RunPlan<unknown>,
): Generator<void, readonly SlotOutcome[], void> {
  const outcomes: SlotOutcome[] = [];
  for (const { slot, source, problem } of plan.slots) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    if (source !== null) continue;
    const failure = problem ?? { code: 'unreadable' as const, detail: 'It could not be opened.' };
    outcomes.push(failedOutcome(slot, failure));
  }
  return outcomes;
}
