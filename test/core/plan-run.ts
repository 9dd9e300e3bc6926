import { planInSteps, type Listing, type RunPlan } from '../../src/core/plan.ts';

/** planInSteps in one go, for where nobody waits at the screen. */
export function planRun<Source>(listing: Listing<Source>): RunPlan<Source> {
  const steps = planInSteps(listing);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
