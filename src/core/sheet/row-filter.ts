/** Rows that have something in common, such as a finding, by their slots. */
export interface RowFilter {
  /** The name in a list: "single colour". */
  readonly name: string;
  /** Ascending. */
  readonly slots: Uint32Array;
  /** Slots that are alike, such as duplicates, in groups of two or more; each ascending. */
  readonly groups?: readonly Uint32Array[];
}

/** The filters of a run, which the contact sheet offers while that run is open. */
export interface RowFilters {
  readonly runId: string;
  readonly filters: readonly RowFilter[];
}

/** The slots of all groups without one of each: the first that is not excluded stays. */
export function allButOneOfEach(
  groups: readonly Uint32Array[],
  isExcluded: (slot: number) => boolean,
): Uint32Array<ArrayBuffer> {
  const slots: number[] = [];
  for (const group of groups) {
    const kept = group.find((slot) => !isExcluded(slot));
    for (const slot of group) if (slot !== kept) slots.push(slot);
  }
  return Uint32Array.from(slots);
}
