import type { RowGroup } from '../../../core/sheet/choose-rows.ts';
import { groupsOf, type RowFilter } from '../../../core/inspect/row-filter.ts';
import { allButOneOfEach } from '../../../core/sheet/row-filter.ts';
import { canExclude } from '../../../run/run-state.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { amountText, countText } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';

/** Excludes all rows that are shown, or includes them again. */
export function SheetActions(props: {
  readonly rows: RowAccess;
  readonly groups: readonly RowGroup[];
  readonly filter: RowFilter | null;
  readonly total: number;
}) {
  const { rows, groups, filter, total } = props;
  const session = useSession();
  const mayExclude = useSlice(({ run }) => canExclude(run));
  const { count, steps } = rows.excluded;
  const alike = filter?.groups === undefined ? null : groupsOf(filter);
  const all = () => joined(groups.map(({ slots }) => slots));
  const button = (text: string, isDisabled: boolean, onClick: () => void) => (
    <button
      type="button"
      aria-disabled={isDisabled}
      onClick={() => {
        if (!isDisabled) onClick();
      }}
    >
      {text}
    </button>
  );
  return (
    <div className="actions">
      {button(`Exclude all ${countText(total)}`, !mayExclude || total === 0, () => {
        void session.exclude(all(), true);
      })}
      {alike !== null &&
        button('Exclude all but one of each group', !mayExclude, () => {
          void session.exclude(allButOneOfEach(alike, rows.excluded.has), true);
        })}
      {button(`Include all ${countText(total)}`, !mayExclude || total === 0 || count === 0, () => {
        void session.exclude(all(), false);
      })}
      {button('Undo', !mayExclude || steps === 0, () => void session.undoExclusion())}
      <p className="hint" role="status">
        {amountText(total, 'file')} shown
        {count > 0 && `, ${countText(count)} of this run excluded from the array`}
      </p>
    </div>
  );
}

function joined(parts: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
