import { useEffect, useRef, type KeyboardEvent } from 'react';

import { resultOf } from '../../../run/run-state.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { countText } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { RowPictures } from './RowPictures.tsx';
import { rowFacts } from './sheet-texts.ts';

/** One row, large, beside its file. */
export function RowDialog(props: {
  readonly rows: RowAccess;
  readonly slot: number;
  readonly mayExclude: boolean;
  readonly position: { readonly at: number; readonly of: number };
  readonly onMove: (by: -1 | 1) => void;
  readonly onToggle: () => void;
  readonly onClose: () => void;
}) {
  const { rows, slot, mayExclude, position, onMove, onToggle, onClose } = props;
  const session = useSession();
  const result = useSlice(({ run }) => resultOf(run));
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const file = rows.plan.slots[slot];
  const outcome = rows.outcomes[slot];
  if (file === undefined || outcome === undefined) return null;
  const isExcluded = rows.excluded.has(slot);
  const row = result?.order.rowOf(slot) ?? null;
  const facts = rowFacts(outcome, file.label, { row, isExcluded, hasResult: result !== null });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') onMove(-1);
    else if (event.key === 'ArrowRight') onMove(1);
    else if (event.key === 'x' || event.key === 'X' || event.key === 'Delete') onToggle();
    else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) void session.undoExclusion();
    else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={dialog}
      className="row-dialog"
      aria-labelledby="row-dialog-heading"
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <h2 id="row-dialog-heading" className="row-path" aria-live="polite">
        <bdi>{file.path}</bdi>
      </h2>
      <RowPictures key={slot} rows={rows} slot={slot} hasRow={outcome.verdict !== 'failed'} />
      <dl className="row-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        <button type="button" aria-disabled={position.at === 0} onClick={() => onMove(-1)}>
          Previous
        </button>
        <button
          type="button"
          aria-disabled={position.at === position.of - 1}
          onClick={() => onMove(1)}
        >
          Next
        </button>
        <button type="button" aria-disabled={!mayExclude} onClick={onToggle}>
          {isExcluded ? 'Include' : 'Exclude'}
        </button>
        <button type="button" className="primary" onClick={() => dialog.current?.close()}>
          Close
        </button>
        <p className="hint">
          {countText(position.at + 1)} of {countText(position.of)}
        </p>
      </div>
    </dialog>
  );
}
