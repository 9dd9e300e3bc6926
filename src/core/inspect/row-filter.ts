/** Some rows of a run, by their slots, under a name that a person reads. */
export interface RowFilter {
  readonly name: string;
  /** Ascending; if there are groups, group after group. */
  readonly slots: Uint32Array<ArrayBuffer>;
  /** Groups of rows that belong together: the index in `slots` at which each of them begins. */
  readonly groups?: Uint32Array<ArrayBuffer>;
}

/** The slots of each group of a filter; all of them as one group if it has none. */
export function groupsOf({ slots, groups }: RowFilter): readonly Uint32Array<ArrayBuffer>[] {
  if (groups === undefined) return slots.length === 0 ? [] : [slots];
  return Array.from(groups, (from, i) => slots.subarray(from, groups[i + 1] ?? slots.length));
}
