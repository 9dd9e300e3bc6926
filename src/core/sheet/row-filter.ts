import type { RowFilter } from '../inspect/row-filter.ts';

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
