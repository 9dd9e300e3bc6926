import type { IgnoredFile, ListedFile, PlannedFile, RunPlan } from './plan.ts';

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
 * the same folder, in which other files may be ignored. Order, slots and everything else stay as
 * stored. Yields between slices.
 */
export function* attachInSteps<Source>(
  stored: RunPlan<unknown>,
  present: RunPlan<Source>,
): Generator<void, AttachedPlan<Source>, void> {
  const slots: PlannedFile<Source>[] = [];
  const candidates = createFinder(present.slots);
  const ignoredNow = createFinder(present.ignored);
  let found = 0;
  for (const [index, { path, slot, label }] of stored.slots.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    const match = candidates.find(path) ?? ignoredNow.find(path);
    if (match !== null && match.source !== null) found += 1;
    slots.push({ slot, label, ...attached(path, match) });
  }
  const ignored = yield* attachIgnored(stored, present);
  const unnamed = stored.unnamed.map(({ path, failure }) => ({
    path,
    source: null,
    ...(failure === undefined ? {} : { failure }),
  }));
  const { name, summary } = stored;
  const added = candidates.skipped();
  return { plan: { name, slots, ignored, unnamed, summary }, found, added };
}

function* attachIgnored<Source>(
  stored: RunPlan<unknown>,
  present: RunPlan<Source>,
): Generator<void, readonly IgnoredFile<Source>[], void> {
  const ignored: IgnoredFile<Source>[] = [];
  const ignoredNow = createFinder(present.ignored);
  for (const [index, { path, reason }] of stored.ignored.entries()) {
    if (index % FILES_PER_STEP === 0) yield;
    ignored.push({ ...attached(path, ignoredNow.find(path)), reason });
  }
  return ignored;
}

function attached<Source>(path: string, match: ListedFile<Source> | null): ListedFile<Source> {
  const { source, failure } = match ?? { source: null };
  return failure === undefined ? { path, source } : { path, source, failure };
}

/** Finds files by path, if they are asked for in the order of their paths, which are unique. */
function createFinder<Source>(files: readonly ListedFile<Source>[]): {
  find(path: string): ListedFile<Source> | null;
  /** The number of files that were not found. */
  skipped(): number;
} {
  let next = 0;
  let found = 0;
  return {
    find(path) {
      while ((files[next]?.path ?? path) < path) next += 1;
      const match = files[next];
      if (match?.path !== path) return null;
      next += 1;
      found += 1;
      return match;
    },
    skipped: () => files.length - found,
  };
}
