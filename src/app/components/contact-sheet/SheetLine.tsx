import { useEffect, useRef } from 'react';

import type { SheetLayout } from '../../../core/sheet/sheet-layout.ts';
import type { SlotOutcome } from '../../../core/verdict.ts';
import type { PaintQueue } from '../../state/sheet/paint-queue.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { amountText } from '../quantity-text.ts';
import { drawOn } from './draw-on.ts';
import { baseName, cellText } from './sheet-texts.ts';

interface LineProps {
  readonly rows: RowAccess;
  readonly layout: SheetLayout;
  readonly index: number;
  /** In pixels. */
  readonly place: { readonly start: number; readonly size: number; readonly tile: number };
  /** The position of the cell that has the focus, or would get it. */
  readonly active: number;
  readonly queue: PaintQueue;
  readonly onOpen: (position: number) => void;
}

/** A line of the contact sheet. */
export function SheetLine(props: LineProps) {
  const { rows, layout, index, place, active, onOpen } = props;
  const line = layout.line(index);
  const element = usePictures(props, line?.kind === 'rows' ? line.slots : NO_SLOTS);
  if (line === null) return null;
  const style = { transform: `translateY(${place.start}px)`, height: place.size };
  if (line.kind === 'title') {
    return (
      <div role="row" className="sheet-line" aria-rowindex={index + 1} style={style}>
        <div role="gridcell" className="sheet-title one-line" aria-colspan={layout.columns}>
          <bdi>{line.title}</bdi> <span className="hint">{amountText(line.rows, 'file')}</span>
        </div>
      </div>
    );
  }
  return (
    <div ref={element} role="row" className="sheet-line" aria-rowindex={index + 1} style={style}>
      {[...line.slots].map((slot, column) => {
        const outcome = rows.outcomes[slot];
        const path = rows.plan.slots[slot]?.path ?? '';
        if (outcome === undefined) return null;
        const position = line.first + column;
        const isExcluded = rows.excluded.has(slot);
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid has the keys
          <div
            key={slot}
            role="gridcell"
            className="sheet-cell"
            aria-colindex={column + 1}
            aria-label={cellText(path, outcome, isExcluded)}
            data-position={position}
            data-excluded={isExcluded}
            tabIndex={position === active ? 0 : -1}
            style={{ width: place.tile }}
            onClick={() => onOpen(position)}
          >
            <div className="sheet-tile" data-code={codeOf(outcome)} style={{ height: place.tile }}>
              {outcome.verdict !== 'failed' && (
                <canvas data-slot={slot} width={1} height={1} aria-hidden="true" />
              )}
            </div>
            <span className="sheet-name one-line" aria-hidden="true">
              <bdi>{baseName(path)}</bdi>
            </span>
          </div>
        );
      })}
    </div>
  );
}

/** Shown in the place of a picture. */
function codeOf(outcome: SlotOutcome): string | undefined {
  return outcome.verdict === 'failed' ? outcome.code : undefined;
}

const NO_SLOTS = new Uint32Array();

/** Has the rows of a line painted on its canvases. */
function usePictures({ rows, queue, place }: LineProps, slots: Uint32Array) {
  const element = useRef<HTMLDivElement>(null);
  const wanted = [...slots].filter((slot) => rows.outcomes[slot]?.verdict !== 'failed').join(' ');
  const side = Math.ceil(place.tile * devicePixelRatio);
  useEffect(() => {
    if (wanted === '') return;
    const some = wanted.split(' ').map(Number);
    return queue.add(some, side, (pictures) => {
      for (const [i, picture] of pictures.entries()) {
        drawOn(element.current?.querySelector(`[data-slot="${some[i]}"]`), picture);
      }
    });
  }, [queue, side, wanted]);
  return element;
}
