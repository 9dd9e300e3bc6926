import { expect, test } from 'vitest';

import type { RowFinding } from '../../../src/core/inspect/finding.ts';
import { sameFiles, sameSizeGroups } from '../../../src/core/inspect/same-files.ts';

const EQUAL_ROWS: RowFinding = {
  name: 'exact-duplicates',
  slots: Uint32Array.of(0, 2, 4, 6, 1, 3),
  groups: Uint32Array.of(0, 4),
};
const SIZES = [10, 10, 10, 20, 20, 0, 20];
const arrays = (groups: readonly Uint32Array[]) => groups.map((group) => [...group]);

test('I4 only files with equal rows and of equal size may be the same', () => {
  const groups = sameSizeGroups(EQUAL_ROWS, (slot) => SIZES[slot] ?? null);
  expect(arrays(groups)).toEqual([
    [0, 2],
    [4, 6],
  ]);
  expect(sameSizeGroups(EQUAL_ROWS, () => null)).toEqual([]);
});

test('I4 files are the same if their hashes are', () => {
  const groups = [Uint32Array.of(0, 2, 5), Uint32Array.of(1, 3), Uint32Array.of(4, 6)];
  const hashes = ['a', 'b', 'a', 'c', 'd', null, 'd'];
  const { name, slots, groups: starts } = sameFiles(groups, (slot) => hashes[slot] ?? null);
  expect([name, [...slots], [...(starts ?? [])]]).toEqual(['same-files', [0, 2, 4, 6], [0, 2]]);
});
