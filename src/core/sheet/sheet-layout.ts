import type { RowGroup } from './choose-rows.ts';

/** A line of a contact sheet: the title of a group, or up to `columns` of its rows. */
export type SheetLine =
  | { readonly kind: 'title'; readonly title: string; readonly rows: number }
  | {
      readonly kind: 'rows';
      /** The position of the first one among all rows of the sheet. */
      readonly first: number;
      readonly slots: Uint32Array<ArrayBuffer>;
    };

/** Rows in lines, by groups; only the lines that are asked for are made. */
export interface SheetLayout {
  readonly columns: number;
  readonly lines: number;
  readonly rows: number;
  line(index: number): SheetLine | null;
  /** The line that has the row at this position. */
  lineOf(position: number): number;
  slotAt(position: number): number | null;
  /** The position after a key of a grid; `page`: the lines that are visible at a time. */
  move(position: number, key: MoveKey, page: number): number;
}

export const MOVE_KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'First',
  'Last',
] as const;
export type MoveKey = (typeof MOVE_KEYS)[number];

interface PlacedGroup extends RowGroup {
  readonly firstLine: number;
  readonly firstRow: number;
  readonly hasTitle: boolean;
}

export function layOutSheet(groups: readonly RowGroup[], columns: number): SheetLayout {
  const placed: PlacedGroup[] = [];
  let lines = 0;
  let rows = 0;
  for (const group of groups) {
    if (group.slots.length === 0) continue;
    const hasTitle = group.title !== '';
    placed.push({ ...group, firstLine: lines, firstRow: rows, hasTitle });
    lines += Number(hasTitle) + Math.ceil(group.slots.length / columns);
    rows += group.slots.length;
  }
  const clamp = (position: number): number => Math.max(0, Math.min(rows - 1, position));

  function lineOf(position: number): number {
    const group = lastFrom(placed, ({ firstRow }) => firstRow <= position);
    if (group === null) return 0;
    const below = Math.floor((position - group.firstRow) / columns);
    return group.firstLine + Number(group.hasTitle) + below;
  }

  function line(index: number): SheetLine | null {
    const group = index < lines ? lastFrom(placed, ({ firstLine }) => firstLine <= index) : null;
    if (group === null) return null;
    const { title, slots, hasTitle, firstLine, firstRow } = group;
    const below = index - firstLine - Number(hasTitle);
    if (below < 0) return { kind: 'title', title, rows: slots.length };
    const from = below * columns;
    return { kind: 'rows', first: firstRow + from, slots: slots.slice(from, from + columns) };
  }

  /** The row in the same column of another line, or the nearest one; titles are passed over. */
  function toLine(position: number, by: number): number {
    const start = lineOf(position);
    const from = line(start);
    const column = from?.kind === 'rows' ? position - from.first : 0;
    const step = Math.sign(by);
    let target = Math.max(0, Math.min(lines - 1, start + by));
    if (line(target)?.kind === 'title') target += step;
    const to = line(target) ?? line(target - 2 * step);
    if (to?.kind !== 'rows') return position;
    return to.first + Math.min(column, to.slots.length - 1);
  }

  function move(position: number, key: MoveKey, page: number): number {
    const at = line(lineOf(position));
    const { first, slots } = at?.kind === 'rows' ? at : { first: 0, slots: new Uint32Array() };
    switch (key) {
      case 'ArrowLeft':
        return clamp(position - 1);
      case 'ArrowRight':
        return clamp(position + 1);
      case 'ArrowUp':
        return toLine(position, -1);
      case 'ArrowDown':
        return toLine(position, 1);
      case 'PageUp':
        return toLine(position, -Math.max(1, page));
      case 'PageDown':
        return toLine(position, Math.max(1, page));
      case 'Home':
        return first;
      case 'End':
        return clamp(first + slots.length - 1);
      case 'First':
        return 0;
      case 'Last':
        return clamp(rows - 1);
    }
  }

  function slotAt(position: number): number | null {
    const group = lastFrom(placed, ({ firstRow }) => firstRow <= position);
    return group?.slots[position - group.firstRow] ?? null;
  }

  return { columns, lines, rows, line, lineOf, slotAt, move };
}

/** Some of the rows of all groups, by their positions; groups that lose all of them are left out. */
export function cutGroups(
  groups: readonly RowGroup[],
  from: number,
  to: number,
): readonly RowGroup[] {
  let at = 0;
  return groups.flatMap(({ title, slots }) => {
    const some = slots.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += slots.length;
    return some.length === 0 ? [] : [{ title, slots: some }];
  });
}

/** The last item of which the test is true; it is true of all before it, and of none after it. */
function lastFrom<T>(items: readonly T[], isBefore: (item: T) => boolean): T | null {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && isBefore(item)) low = middle + 1;
    else high = middle;
  }
  return items[low - 1] ?? null;
}
