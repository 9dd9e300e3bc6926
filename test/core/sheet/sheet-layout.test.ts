import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  cutGroups,
  layOutSheet,
  MOVE_KEYS,
  type SheetLayout,
} from '../../../src/core/sheet/sheet-layout.ts';

const groupOf = (title: string, ...slots: readonly number[]) => ({
  title,
  slots: Uint32Array.from(slots),
});

const THREE = [groupOf('a', 3, 5, 7, 9, 11), groupOf('b', 4), groupOf('c', 1, 2, 6)];

function textsOf(layout: SheetLayout): readonly string[] {
  return Array.from({ length: layout.lines }, (_, index) => {
    const line = layout.line(index);
    return line?.kind === 'rows' ? line.slots.join(' ') : `${line?.title} (${line?.rows})`;
  });
}

describe('the layout of a sheet', () => {
  test('V3 has a title and lines of rows for each group, none for an empty one', () => {
    const layout = layOutSheet([...THREE, groupOf('d')], 2);
    expect(textsOf(layout)).toEqual([
      'a (5)',
      '3 5',
      '7 9',
      '11',
      'b (1)',
      '4',
      'c (3)',
      '1 2',
      '6',
    ]);
    expect(layout.line(layout.lines)).toBeNull();
    expect(textsOf(layOutSheet([groupOf('', 1, 2, 3)], 2))).toEqual(['1 2', '3']);
  });

  test('V4 a position has one line, and its slot is there', () => {
    const titles = fc.constantFrom('', 'x', 'y');
    const groups = fc.array(fc.tuple(titles, fc.integer({ min: 0, max: 9 })), { maxLength: 5 });
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 4 }), (sizes, columns) => {
        let slot = 0;
        const made = sizes.map(([title, count]) =>
          groupOf(title, ...Array.from({ length: count }, () => (slot += 3))),
        );
        const layout = layOutSheet(made, columns);
        expect(layout.rows).toBe(sizes.reduce((sum, [, count]) => sum + count, 0));
        for (let position = 0; position < layout.rows; position++) {
          const line = layout.line(layout.lineOf(position));
          const found = line?.kind === 'rows' ? line.slots[position - line.first] : undefined;
          expect(found).toBe(layout.slotAt(position));
          expect(found).toBe((position + 1) * 3);
          for (const key of MOVE_KEYS) {
            const next = layout.move(position, key, 2);
            expect(next >= 0 && next < layout.rows).toBe(true);
          }
        }
      }),
      { seed: 1 },
    );
  });

  test('V4 arrows pass over titles, and keep the column if the line is long enough', () => {
    const layout = layOutSheet(THREE, 2);
    const move = (position: number, key: (typeof MOVE_KEYS)[number], page = 3) =>
      layout.move(position, key, page);
    expect(move(1, 'ArrowDown')).toBe(3);
    expect(move(3, 'ArrowDown')).toBe(4);
    expect(move(4, 'ArrowDown')).toBe(5);
    expect(move(5, 'ArrowDown')).toBe(6);
    expect(move(7, 'ArrowUp')).toBe(5);
    expect(move(0, 'ArrowUp')).toBe(0);
    expect(move(8, 'ArrowDown')).toBe(8);
    expect([move(3, 'Home'), move(2, 'End'), move(0, 'Last'), move(8, 'First')]).toEqual([
      2, 3, 8, 0,
    ]);
    expect([move(0, 'PageDown'), move(8, 'PageUp'), move(0, 'PageDown', 99)]).toEqual([5, 5, 8]);
  });

  test('V7 a part of all groups has the rows from one position to another', () => {
    const texts = (from: number, to: number) =>
      cutGroups(THREE, from, to).map(({ title, slots }) => `${title} ${slots.join(' ')}`);
    expect(texts(0, 9)).toEqual(['a 3 5 7 9 11', 'b 4', 'c 1 2 6']);
    expect(texts(4, 7)).toEqual(['a 11', 'b 4', 'c 1']);
    expect(texts(9, 20)).toEqual([]);
  });
});
