import { useMemo, useState } from 'react';

import type { RowChoice } from '../../../core/sheet/choose-rows.ts';
import { currentFilter } from '../../../core/sheet/row-filter.ts';
import { cutGroups } from '../../../core/sheet/sheet-layout.ts';
import { canExclude } from '../../../run/run-state.ts';
import { createPaintQueue } from '../../state/sheet/paint-queue.ts';
import type { RowAccess } from '../../state/sheet/row-access.ts';
import { amountText, countText } from '../quantity-text.ts';
import { useSlice } from '../session-context.ts';
import { SheetActions } from './SheetActions.tsx';
import { SheetControls } from './SheetControls.tsx';
import { SheetGrid } from './SheetGrid.tsx';
import { useRowAccess } from './use-row-access.ts';
import { useRowGroups } from './use-row-groups.ts';
import './contact-sheet.css';

/** Browsers draw no element that is higher than about 16 million pixels. */
const PAGE_ROWS = 100_000;

const EVERYTHING: RowChoice = {
  show: 'all',
  filter: null,
  label: null,
  text: '',
  grouping: 'none',
};

/** All rows of a run, in a grid. */
export function ContactSheet() {
  const rows = useRowAccess();
  if (rows === null) return <p className="hint">Opening…</p>;
  if (typeof rows === 'string') return <p className="error">{rows}</p>;
  return <Sheet key={rows.runId} rows={rows} />;
}

function Sheet({ rows }: { readonly rows: RowAccess }) {
  const [chosen, setChosen] = useState(EVERYTHING);
  const [chosenPage, setPage] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const offered = useSlice((state) => state.rowFilters);
  const choice = useMemo(
    () => ({ ...chosen, filter: currentFilter(chosen.filter, offered, rows.runId) }),
    [chosen, offered, rows.runId],
  );
  const groups = useRowGroups(rows, choice);
  const mayExclude = useSlice(({ run }) => canExclude(run));
  const isBroken = useSlice(({ run }) => run.kind === 'broken');
  const queue = useMemo(() => createPaintQueue(rows.paint, setError), [rows]);
  const total = groups?.reduce((sum, { slots }) => sum + slots.length, 0) ?? 0;
  const lastPage = Math.max(0, Math.ceil(total / PAGE_ROWS) - 1);
  const page = Math.min(chosenPage, lastPage); // there may be fewer rows than before
  const from = page * PAGE_ROWS;
  const shown = useMemo(
    () => (groups === null ? [] : cutGroups(groups, from, from + PAGE_ROWS)),
    [groups, from],
  );
  if (groups === null) return <p className="hint">Sorting…</p>;
  return (
    <>
      <SheetControls
        rows={rows}
        choice={choice}
        onChange={(changed) => {
          setChosen({ ...choice, ...changed });
          setPage(0);
        }}
      />
      <SheetActions rows={rows} groups={groups} filter={choice.filter} total={total} />
      {error !== null && (
        <p className="error" role="alert">
          {isBroken ? 'The rows of this run are gone.' : `The rows cannot be painted: ${error}`}
        </p>
      )}
      {total > PAGE_ROWS && <Pages page={page} last={lastPage} total={total} onPage={setPage} />}
      {total === 0 ? (
        <p className="hint">No row is like that.</p>
      ) : (
        <SheetGrid
          key={page}
          rows={rows}
          groups={shown}
          label={`Contact sheet, ${amountText(total, 'file')}`}
          mayExclude={mayExclude}
          queue={queue}
        />
      )}
      <p className="hint">
        Arrow keys, Home, End, Page Up and Page Down move, with Ctrl to the first and last file.
        Enter shows a row beside its file. X or Delete excludes a file from the array, or includes
        it again; Ctrl+Z undoes. Nothing is deleted.
        {!mayExclude && ' Rows can be excluded once the run has ended.'}
      </p>
    </>
  );
}

function Pages(props: {
  readonly page: number;
  readonly last: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}) {
  const { page, last, total, onPage } = props;
  const end = Math.min(total, (page + 1) * PAGE_ROWS);
  return (
    <div className="actions">
      <p className="hint">
        Files {countText(page * PAGE_ROWS + 1)} to {countText(end)} of {countText(total)}
      </p>
      <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Previous files
      </button>
      <button type="button" disabled={page === last} onClick={() => onPage(page + 1)}>
        Next files
      </button>
    </div>
  );
}
