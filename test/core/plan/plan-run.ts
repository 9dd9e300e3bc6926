import { planInSteps, type Listing, type RunPlan } from '../../../src/core/plan/plan.ts';
import { walk } from '../walk-steps.ts';

/** planInSteps in one go. */
export function planRun<Source>(listing: Listing<Source>): RunPlan<Source> {
  return walk(planInSteps(listing)).value;
}
