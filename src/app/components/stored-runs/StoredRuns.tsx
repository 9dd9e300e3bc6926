import { useEffect, useId, useState } from 'react';

import type { StoredRun } from '../../../core/plan/stored-run.ts';
import { canDeleteStored, canOpenStored } from '../../../run/run-state.ts';
import { agoText } from './ago-text.ts';
import { amountText, factsText, unbroken } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import {
  deletionText,
  isUnfinished,
  storedRunFacts,
  storedStatusText,
  storedTotalText,
} from './stored-run-texts.ts';
import './stored-runs.css';

const RUNS_SHOWN = 5;
const MINUTE_MS = 60_000;

/** The runs stored in this browser, which can be resumed, downloaded again or deleted. */
export function StoredRuns({ isLead }: { readonly isLead: boolean }) {
  const runs = useSlice((state) => state.storedRuns) ?? [];
  const space = useSlice((state) => state.space);
  const nowMs = useMinutes();
  // decided once, so that the list does not collapse while the user deletes runs
  const [isOpen] = useState(() => isLead && runs[0] !== undefined && isUnfinished(runs[0]));
  const [isWhole, setIsWhole] = useState(false);
  return (
    <section tabIndex={-1} className="stage" aria-labelledby="stored-heading">
      <details open={isOpen} className="stored">
        <summary>
          <h2 id="stored-heading">Earlier runs</h2>{' '}
          <span className="hint">{amountText(runs.length, 'run')}</span>
        </summary>
        <ul>
          {runs.slice(0, isWhole ? runs.length : RUNS_SHOWN).map((run, index) => (
            <StoredRunEntry
              key={run.head.id}
              run={run}
              nowMs={nowMs}
              isLead={isLead && index === 0}
            />
          ))}
        </ul>
        <div className="actions">
          {runs.length > RUNS_SHOWN && (
            <button type="button" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? 'Show fewer' : `Show all ${amountText(runs.length, 'run')}`}
            </button>
          )}
          <p className="hint">{unbroken(storedTotalText(runs, space))}</p>
        </div>
      </details>
    </section>
  );
}

function StoredRunEntry(props: {
  readonly run: StoredRun;
  readonly nowMs: number;
  /** Whether the page suggests resuming this run. */
  readonly isLead: boolean;
}) {
  const { run, nowMs, isLead } = props;
  const nameId = useId();
  const { head, done, changedMs, isLocked } = run;
  const isLeft = isUnfinished(run) && !isLocked;
  return (
    <li>
      <div className="stored-words">
        <p>
          <bdi className="name" id={nameId}>
            {head.name}
          </bdi>{' '}
          <span className={isLeft ? 'hint warning' : 'hint'}>{storedStatusText(run)}</span>
        </p>
        <p className="hint">
          {factsText(storedRunFacts(run))} ·{' '}
          <time dateTime={new Date(changedMs).toISOString()}>{agoText(changedMs, nowMs)}</time>
        </p>
        {isUnfinished(run) && (
          <div className="progress thin" aria-hidden="true">
            <div style={{ width: `${(done / head.slots) * 100}%` }} />
          </div>
        )}
      </div>
      {!isLocked && <StoredRunControls run={run} nameId={nameId} isLead={isLead} />}
    </li>
  );
}

/** Delete asks for confirmation in place: the focused button becomes Keep. */
function StoredRunControls(props: {
  readonly run: StoredRun;
  readonly nameId: string;
  readonly isLead: boolean;
}) {
  const { run, nameId, isLead } = props;
  const session = useSession();
  const isOpenable = useSlice(({ run: now, listing }) => canOpenStored(now) && listing === null);
  const isDeletable = useSlice(({ run: now, listing }) => canDeleteStored(now) && listing === null);
  const [isAsking, setIsAsking] = useState(false);
  const { id } = run.head;
  const questionId = useId();
  const about = isAsking ? `${questionId} ${nameId}` : nameId;
  const button = { type: 'button', 'aria-describedby': about } as const;
  return (
    <div className="stored-controls">
      {isAsking && (
        <>
          <p id={questionId}>{deletionText(run)}</p>
          <button
            {...button}
            className="danger"
            disabled={!isDeletable}
            onClick={() => void session.deleteStored(id)}
          >
            Delete
          </button>
        </>
      )}
      {!isAsking && isUnfinished(run) && (
        <button
          {...button}
          className={isLead ? 'primary' : ''}
          disabled={!isOpenable}
          onClick={() => void session.resumeStored(id)}
        >
          Resume
        </button>
      )}
      {!isAsking && run.done > 0 && (
        <button {...button} disabled={!isOpenable} onClick={() => void session.openStored(id)}>
          Open
        </button>
      )}
      <button key="keep" {...button} disabled={!isDeletable} onClick={() => setIsAsking(!isAsking)}>
        {isAsking ? 'Keep' : 'Delete'}
      </button>
    </div>
  );
}

/** The current time, updated every minute so that texts like `just now` stay correct. */
function useMinutes(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
