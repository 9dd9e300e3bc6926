import type { RowFilter } from '../inspect/row-filter.ts';

/** The filters of a run, which the contact sheet offers while that run is open. */
export interface RowFilters {
  readonly runId: string;
  readonly filters: readonly RowFilter[];
}

/**
 * The chosen filter as it is now: a later inspection has other rows under the same name, or none. As it was if `now` is
 * of another run, or null.
 */
export function currentFilter(
  chosen: RowFilter | null,
  now: RowFilters | null,
  runId: string,
): RowFilter | null {
  if (chosen === null || now === null || now.runId !== runId) return chosen;
  const found = now.filters.find(({ name }) => name === chosen.name);
  return found ?? { name: chosen.name, slots: new Uint32Array() };
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
