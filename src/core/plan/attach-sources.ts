import type { PlannedFile, RunPlan } from './plan.ts';

/** A stored plan with the files found for it. */
export interface AttachedPlan<Source> {
  readonly plan: RunPlan<Source>;
  /** Slots of the plan that have a file. */
  readonly found: number;
  /** Files in the folder that are not in the plan. */
  readonly added: number;
}

const FILES_PER_STEP = 4096;

/**
 * Attaches files to the slots of a stored plan: those of the same path in `present`, a newer plan of
 * the same folder. Order, slots and everything else stay as stored. Yields between slices.
 */
export function* attachInSteps<Source>(
  stored: RunPlan<unknown>,
  present: RunPlan<Source>,
): Generator<void, AttachedPlan<Source>, void> {
  const slots: PlannedFile<Source>[] = [];
  let next = 0;
  let found = 0;
  let added = 0;
  // both are sorted by path, and paths are unique
  for (const [index, { path, slot, label }] of stored.slots.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    for (; (present.slots[next]?.path ?? path) < path; next += 1) added += 1;
    const match = present.slots[next];
    const isFound = match?.path === path;
    if (isFound) next += 1;
    if (isFound && match.source !== null) found += 1;
    const source = isFound ? match.source : null;
    const failure = isFound ? match.failure : undefined;
    slots.push({ path, slot, label, source, ...(failure === undefined ? {} : { failure }) });
  }
  added += present.slots.length - next;
  const ignored = stored.ignored.map(({ path }) => ({ path, source: null }));
  const unnamed = stored.unnamed.map(({ path, failure }) => ({
    path,
    source: null,
    ...(failure === undefined ? {} : { failure }),
  }));
  const { name, summary } = stored;
  return { plan: { name, slots, ignored, unnamed, summary }, found, added };
}
