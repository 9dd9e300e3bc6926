import { expect, test } from 'vitest';

import type { RowFilter } from '../../../src/core/inspect/row-filter.ts';
import { currentFilter } from '../../../src/core/sheet/row-filter.ts';

const named = (name: string, ...slots: readonly number[]): RowFilter => ({
  name,
  slots: Uint32Array.from(slots),
});
const DARK = named('dark', 1, 2, 3);

test('V3 a filter has the rows of the latest inspection', () => {
  const filters = [named('light', 4), named('dark', 2, 3)];
  expect(currentFilter(DARK, { runId: 'run', filters }, 'run')).toBe(filters[1]);
  expect(currentFilter(null, { runId: 'run', filters }, 'run')).toBeNull();
});

test('V3 a finding that is no longer there has no rows, and keeps its name', () => {
  const now = { runId: 'run', filters: [named('light', 4)] };
  expect(currentFilter(DARK, now, 'run')).toEqual(named('dark'));
});

test('V3 an inspection of another run changes nothing', () => {
  const other = { runId: 'other', filters: [named('dark', 9)] };
  expect(currentFilter(DARK, other, 'run')).toBe(DARK);
  expect(currentFilter(DARK, null, 'run')).toBe(DARK);
});
