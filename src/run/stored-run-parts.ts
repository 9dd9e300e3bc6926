import { createExclusions, type Exclusions } from '../core/exclusion/exclusions.ts';
import { createFileStats, type FileStats } from '../core/plan/file-stats.ts';
import type { FileStat } from '../core/plan/file-stat.ts';
import type { RunPlan } from '../core/plan/plan.ts';
import {
  createPlanBuilder,
  planPart,
  planRemainder,
  SLOTS_PER_PART,
} from '../core/plan/stored-plan.ts';
import type { PlanRemainder, RunHead } from '../core/plan/stored-run.ts';
import type { SlotOutcome } from '../core/verdict.ts';
import type { Blocker } from '../pool/wire/blocker.ts';
import type { RunSink } from './run-sink.ts';

/** Sends a plan to the sink part by part. Returns the blocker if it cannot be recorded. */
export async function sendPlan(
  sink: Pick<RunSink, 'addPlan' | 'endPlan'>,
  plan: RunPlan<unknown>,
  stats: FileStats,
): Promise<Blocker | null> {
  for (let slot = 0; slot < plan.slots.length; slot += SLOTS_PER_PART) {
    const blocker = await sink.addPlan(planPart(plan, slot, stats.get));
    if (blocker !== null) return blocker;
  }
  return sink.endPlan(planRemainder(plan));
}

/** The contents of a run's journal. */
export interface ReceivedRun {
  readonly plan: RunPlan<never>;
  readonly stats: FileStats;
  /** In order of arrival: a later outcome replaces an earlier one of the same slot. */
  readonly outcomes: readonly (readonly SlotOutcome[])[];
  readonly exclusions: Exclusions;
}

/** Receives a run that the sink has opened, part by part. Rejects if the sink does. */
export async function receiveRun(
  sink: Pick<RunSink, 'nextPart'>,
  head: RunHead,
): Promise<ReceivedRun> {
  const builder = createPlanBuilder();
  const stats = createFileStats(head.slots);
  const outcomes: (readonly SlotOutcome[])[] = [];
  const exclusions = createExclusions(head.slots);
  let remainder: PlanRemainder | null = null;
  for (let part = await sink.nextPart(); part !== null; part = await sink.nextPart()) {
    if (part.kind === 'plan') builder.add(part.part);
    if (part.kind === 'plan') setStats(stats, part.part.firstSlot, part.part.stats);
    if (part.kind === 'remainder') ({ remainder } = part);
    if (part.kind === 'outcomes') outcomes.push(part.outcomes);
    if (part.kind === 'exclusion') exclusions.apply(part.step);
    if (part.kind === 'stats') {
      for (const [index, slot] of part.slots.entries()) setStats(stats, slot, [part.stats[index]]);
    }
  }
  if (remainder === null) throw new Error('Its plan is not complete.');
  return { plan: builder.finish(head.name, remainder), stats, outcomes, exclusions };
}

function setStats(
  stats: FileStats,
  firstSlot: number,
  known: readonly (FileStat | null | undefined)[],
): void {
  for (const [index, stat] of known.entries()) if (stat) stats.set(firstSlot + index, stat);
}
