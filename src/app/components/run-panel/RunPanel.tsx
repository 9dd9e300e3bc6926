import { Suspense } from 'react';

import {
  canPause,
  canResume,
  canStop,
  isWorking,
  shownState,
  type RunState,
} from '../../../run/run-state.ts';
import { loadLater } from '../load-later.tsx';
import { Findings } from '../findings/Findings.tsx';
import { ProgressBar } from '../progress-bar/ProgressBar.tsx';
import { memoryText, runFacts, runReasonText } from './run-texts.ts';
import { factsText } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { useStageArrival } from '../use-stage-arrival.ts';
import './run-panel.css';

const RunMeter = loadLater(
  import('./RunMeter.tsx').then((part) => part.RunMeter),
  NoMeter,
);

const Mosaic = loadLater(
  import('./Mosaic.tsx').then((part) => part.Mosaic),
  NoMeter,
);

/** The progress and speed of the run, and its failures as they occur. */
export function RunPanel() {
  const run = useSlice((state) => state.run);
  const progress = useSlice((state) => state.progress);
  const stage = useStageArrival();
  if (progress === null) return null;
  const reason = runReasonText(run);
  const inMemory = memoryText(progress.storage);
  const { done, total, findings, findingCount, meter } = progress;
  return (
    <section ref={stage} tabIndex={-1} className="stage" aria-labelledby="run-heading">
      <div className="stage-head run-head">
        <h2 id="run-heading">Run</h2>
        <p className="facts" data-testid="run-facts">
          {factsText(runFacts(run, progress))}
        </p>
        <RunControls run={run} />
      </div>
      <ProgressBar label="Images decoded" done={done} total={total} />
      {meter !== null && (
        <Suspense>
          <RunMeter meter={meter} />
        </Suspense>
      )}
      {progress.storage !== null && (
        <Suspense>
          <Mosaic />
        </Suspense>
      )}
      {reason !== null && (
        <p className="error" role="alert">
          {reason}
        </p>
      )}
      {inMemory !== null && <p className="hint">{inMemory}</p>}
      {findingCount > 0 && <Findings findings={findings} count={findingCount} />}
    </section>
  );
}

/**
 * Pause and Resume are the same element, so that pressing it keeps the focus. While it waits it is
 * `aria-disabled` instead of `disabled`, which would lose the focus.
 */
function RunControls({ run }: { readonly run: RunState }) {
  const session = useSession();
  const isAtWork = isWorking(run);
  const isResumable = canResume(shownState(run));
  return (
    <div className="run-controls">
      {(isAtWork || isResumable) && (
        <button
          type="button"
          className={isResumable ? 'primary' : ''}
          aria-disabled={isResumable ? !canResume(run) : !canPause(run)}
          onClick={() => {
            if (canPause(run)) session.pause();
            else if (canResume(run)) void session.resume();
          }}
        >
          {isResumable ? 'Resume' : 'Pause'}
        </button>
      )}
      {(isAtWork || canStop(run)) && (
        <button
          type="button"
          aria-disabled={!canStop(run)}
          onClick={() => {
            if (canStop(run)) session.stop();
          }}
        >
          Stop
        </button>
      )}
    </div>
  );
}

/** A run goes on without its meter and its mosaic. */
function NoMeter() {
  return null;
}
