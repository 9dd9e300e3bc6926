import { groupsOf } from './row-filter.ts';
import type { RowFinding } from './finding.ts';

/**
 * The slots that may be copies of the same file: equal files make equal rows, so only equal rows are among them, and of
 * those only files of equal size. Groups of one are left out; null: the size is not known.
 */
export function sameSizeGroups(
  equalRows: RowFinding,
  bytesOf: (slot: number) => number | null,
): readonly Uint32Array[] {
  return groupsOf(equalRows).flatMap((group) => splitBy(group, bytesOf));
}

/** The files of these groups that have the same hash; null: it could not be read. */
export function sameFiles(
  groups: readonly Uint32Array[],
  hashOf: (slot: number) => string | null,
): RowFinding {
  const same = groups.flatMap((group) => splitBy(group, hashOf));
  const starts: number[] = [];
  let rows = 0;
  for (const { length } of same) {
    starts.push(rows);
    rows += length;
  }
  return {
    name: 'same-files',
    slots: Uint32Array.from(same.flatMap((group) => Array.from(group))),
    groups: Uint32Array.from(starts),
  };
}

/** Those of a group that have the same key, if there are two at least. */
function splitBy(
  group: Uint32Array,
  keyOf: (slot: number) => string | number | null,
): readonly Uint32Array[] {
  const byKey = new Map<string | number, number[]>();
  for (const slot of group) {
    const key = keyOf(slot);
    if (key === null) continue;
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [slot]);
    else others.push(slot);
  }
  return [...byKey.values()]
    .filter(({ length }) => length > 1)
    .map((slots) => Uint32Array.from(slots));
}
