import type { FileStat } from './file-stat.ts';
import { labelOf, type ListedFile, type PlannedFile, type RunPlan } from './plan.ts';
import type { PlanPart, PlanRemainder } from './stored-run.ts';

/** Slots in a part: some 300 KB of paths, a few milliseconds of any thread. */
export const SLOTS_PER_PART = 4096;

/** The slots of a plan from `firstSlot` on, SLOTS_PER_PART at most, as they are written down. */
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

/** What a plan holds besides its slots. */
export function planRemainder({ ignored, unnamed, summary }: RunPlan<unknown>): PlanRemainder {
  return {
    ignored: ignored.map(({ path }) => path),
    unnamed: unnamed.flatMap(({ path, failure }) => (failure ? [{ path, failure }] : [])),
    summary,
  };
}

/** Puts a plan together again from its parts; its files have no sources. */
export interface PlanBuilder {
  add(part: PlanPart): void;
  finish(name: string, rest: PlanRemainder): RunPlan<never>;
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
      const apart = (path: string): ListedFile<never> => ({ path, source: null });
      return {
        name,
        slots,
        ignored: ignored.map(apart),
        unnamed: unnamed.map(({ path, failure }) => ({ ...apart(path), failure })),
        summary,
      };
    },
  };
}
