/**
 * A step that excludes slots from the array, or includes them again. It is the one at index `at` of the
 * steps: those from there on are undone first. A step without slots only undoes.
 */
export interface ExclusionStep {
  readonly at: number;
  readonly isExcluded: boolean;
  /** Ascending. */
  readonly slots: Uint32Array<ArrayBuffer>;
}

/** The slots that are excluded. */
export interface ExcludedSlots {
  has(slot: number): boolean;
  readonly count: number;
}

export interface Exclusions extends ExcludedSlots {
  /** The steps that can be undone. */
  readonly steps: number;
  /** The next step, with those of the slots that it changes; null if it changes none. */
  plan(slots: Uint32Array, isExcluded: boolean): ExclusionStep | null;
  /** The step that undoes the last one; null if there is none. */
  planUndo(): ExclusionStep | null;
  apply(step: ExclusionStep): void;
}

export const NOTHING_EXCLUDED: ExcludedSlots = { has: () => false, count: 0 };

/** The exclusions of a run of this many slots, a byte each; none at first. */
export function createExclusions(slotCount: number): Exclusions {
  const excluded = new Uint8Array(slotCount);
  const steps: ExclusionStep[] = [];
  let count = 0;

  const changed = (slots: Uint32Array, isExcluded: boolean): Uint32Array<ArrayBuffer> =>
    Uint32Array.from(
      new Set(slots.filter((slot) => excluded[slot] === Number(!isExcluded))),
    ).toSorted();

  function set(slots: Uint32Array, isExcluded: boolean): void {
    for (const slot of slots) excluded[slot] = Number(isExcluded);
    count += isExcluded ? slots.length : -slots.length;
  }

  return {
    has: (slot) => excluded[slot] === 1,
    get count() {
      return count;
    },
    get steps() {
      return steps.length;
    },
    plan(slots, isExcluded) {
      const some = changed(slots, isExcluded);
      return some.length === 0 ? null : { at: steps.length, isExcluded, slots: some };
    },
    planUndo: () =>
      steps.length === 0
        ? null
        : { at: steps.length - 1, isExcluded: false, slots: new Uint32Array() },
    apply({ at, isExcluded, slots }) {
      for (const undone of steps.splice(at).toReversed()) set(undone.slots, !undone.isExcluded);
      const some = changed(slots, isExcluded);
      if (some.length === 0) return;
      set(some, isExcluded);
      steps.push({ at: steps.length, isExcluded, slots: some });
    },
  };
}
