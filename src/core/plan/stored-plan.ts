import type { FileStat } from './file-stat.ts';
import { createIgnoredTest } from './ignored-files.ts';
import { labelOf } from './path-parts.ts';
import type { IgnoredFile, ListedFile, PlannedFile, RunPlan } from './plan.ts';
import type { PlanPart, PlanRemainder } from './stored-run.ts';

/** Slots in a part: about 300 KB of paths, a few milliseconds of work. */
export const SLOTS_PER_PART = 4096;

/** The part of a plan that begins at `firstSlot`: at most SLOTS_PER_PART slots. */
export function planPart(
  plan: RunPlan<unknown>,
  firstSlot: number,
  statOf: (slot: number) => FileStat | null,
): PlanPart {
  const slots = plan.slots.slice(firstSlot, firstSlot + SLOTS_PER_PART);
  return {
    firstSlot,
    paths: slots.map(({ path }) => path),
    stats: slots.map(({ slot }) => statOf(slot)),
    failures: slots.flatMap(({ slot, failure }) => (failure ? [[slot, failure] as const] : [])),
  };
}

/** The remainder of a plan: everything except its slots. */
export function planRemainder({ ignored, unnamed, summary }: RunPlan<unknown>): PlanRemainder {
  return {
    ignored: ignored.map(({ path }) => path),
    unnamed: unnamed.flatMap(({ path, failure }) => (failure ? [{ path, failure }] : [])),
    summary,
  };
}

/** Builds a plan from its stored parts; its files have no sources. */
export interface PlanBuilder {
  add(part: PlanPart): void;
  finish(name: string, remainder: PlanRemainder): RunPlan<never>;
}

export function createPlanBuilder(): PlanBuilder {
  const slots: PlannedFile<never>[] = [];
  let label: string | null = null;
  return {
    add({ firstSlot, paths, failures }) {
      const failureOf = new Map(failures);
      for (const [index, path] of paths.entries()) {
        const slot = firstSlot + index;
        const failure = failureOf.get(slot);
        label = labelOf(path, label);
        const file = { path, source: null, slot, label };
        slots.push(failure === undefined ? file : { ...file, failure });
      }
    },
    finish(name, { ignored, unnamed, summary }) {
      const unattached = (path: string): ListedFile<never> => ({ path, source: null });
      const reasonOf = createIgnoredTest();
      // one that was renamed may not be in the list under its new name
      const ignoredFile = (path: string): IgnoredFile<never> => {
        return { ...unattached(path), reason: reasonOf(path) ?? 'left-behind' };
      };
      return {
        name,
        slots,
        ignored: ignored.map(ignoredFile),
        unnamed: unnamed.map(({ path, failure }) => ({ ...unattached(path), failure })),
        summary,
      };
    },
  };
}
