import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import type { RowGroup } from '../../../core/sheet/choose-rows.ts';
import { layOutSheet, type SheetLayout } from '../../../core/sheet/sheet-layout.ts';
import type { PaintQueue } from '../../state/sheet/paint-queue.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { useWidth } from '../use-width.ts';
import { useSession } from '../session-context.ts';
import { RowDialog } from './RowDialog.tsx';
import { moveKeyOf } from './move-key.ts';
import { SheetLine } from './SheetLine.tsx';

const GAP = 8;
const CAPTION_HEIGHT = 22;
const TITLE_HEIGHT = 40;
const SMALL_TILE = 96;
const LARGE_TILE = 128;
const FIRST_HEIGHT = 480;

/** A grid of rows; only the lines that are visible, and the one with the focus, are in the document. */
export function SheetGrid(props: {
  readonly rows: RowAccess;
  readonly groups: readonly RowGroup[];
  readonly label: string;
  readonly mayExclude: boolean;
  readonly queue: PaintQueue;
}) {
  const { rows, groups, label, mayExclude, queue } = props;
  const session = useSession();
  const [box, width] = useWidth();
  const tile =
    Math.max(rows.recipe.width, rows.recipe.height) > SMALL_TILE ? LARGE_TILE : SMALL_TILE;
  const columns = Math.max(1, Math.floor((width - GAP) / (tile + GAP)));
  const layout = useMemo(() => layOutSheet(groups, columns), [groups, columns]);
  const [chosen, setChosen] = useState(0);
  const [isLarge, setLarge] = useState(false);
  const active = Math.max(0, Math.min(chosen, layout.rows - 1));
  const lineHeight = tile + CAPTION_HEIGHT + GAP;
  const { virtualizer, scroller } = useLines(layout, active, lineHeight);
  const focusWanted = useRef(false);

  function moveTo(position: number): void {
    setChosen(position);
    virtualizer.scrollToIndex(layout.lineOf(position), { align: 'auto' });
    focusWanted.current = true;
  }

  useLayoutEffect(() => {
    if (!focusWanted.current || isLarge) return;
    focusWanted.current = false;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-position="${active}"]`);
    cell?.focus({ preventScroll: true });
  });

  function toggle(position: number): void {
    const slot = layout.slotAt(position);
    if (slot === null || !mayExclude) return;
    focusWanted.current = true;
    void session.exclude(Uint32Array.of(slot), !rows.excluded.has(slot));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.floor((scroller.current?.clientHeight ?? FIRST_HEIGHT) / lineHeight);
    const key = moveKeyOf(event);
    if (key !== null) moveTo(layout.move(active, key, page));
    else if (event.key === 'Enter' || event.key === ' ') setLarge(true);
    else if (event.key === 'x' || event.key === 'X' || event.key === 'Delete') toggle(active);
    else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) void session.undoExclusion();
    else return;
    event.preventDefault();
  }

  const slot = layout.slotAt(active);
  return (
    <div ref={box}>
      <div
        ref={scroller}
        className="sheet-scroller"
        role="grid"
        aria-label={label}
        aria-rowcount={layout.lines}
        aria-colcount={columns}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, size }) => (
            <SheetLine
              key={index}
              rows={rows}
              layout={layout}
              index={index}
              place={{ start, size, tile }}
              active={active}
              queue={queue}
              onOpen={(position) => {
                setChosen(position);
                setLarge(true);
              }}
            />
          ))}
        </div>
      </div>
      {isLarge && slot !== null && (
        <RowDialog
          rows={rows}
          slot={slot}
          mayExclude={mayExclude}
          position={{ at: active, of: layout.rows }}
          onMove={(by) => moveTo(layout.move(active, by < 0 ? 'ArrowLeft' : 'ArrowRight', 1))}
          onToggle={() => toggle(active)}
          onClose={() => {
            focusWanted.current = true;
            setLarge(false);
          }}
        />
      )}
    </div>
  );
}

function useLines(layout: SheetLayout, active: number, lineHeight: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const activeLine = layout.lineOf(active);
  const virtualizer = useVirtualizer({
    count: layout.lines,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (layout.line(index)?.kind === 'title' ? TITLE_HEIGHT : lineHeight),
    overscan: 1,
    initialRect: { width: 0, height: FIRST_HEIGHT },
    rangeExtractor: (range: Range) => {
      const lines = defaultRangeExtractor(range);
      return lines.includes(activeLine) ? lines : [...lines, activeLine].toSorted((a, b) => a - b);
    },
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, layout, lineHeight]);
  return { virtualizer, scroller };
}
