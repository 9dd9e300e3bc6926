import type { HiddenFolders } from '../../../src/core/plan/ignored-files.ts';
import { planInSteps, type Listing, type RunPlan } from '../../../src/core/plan/plan.ts';
import { walk } from '../walk-steps.ts';

/** planInSteps in one go. */
export function planRun<Source>(
  listing: Listing<Source>,
  hidden: HiddenFolders = 'in',
): RunPlan<Source> {
  return walk(planInSteps(listing, hidden)).value;
}
