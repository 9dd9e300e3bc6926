import { isGoing, type RunView } from '../../state/session-state.ts';
import { Findings } from '../findings/Findings.tsx';
import { ProgressBar } from '../progress-bar/ProgressBar.tsx';
import { canResume, memoryText, runFacts, runTroubleText } from './run-texts.ts';
import { useSession, useSlice } from '../session-context.ts';
import { useStageArrival } from '../use-stage-arrival.ts';
import './run-panel.css';

/** How far the run is, how fast it goes, and what did not work, as it comes. */
export function RunPanel() {
  const run = useSlice((state) => state.run);
  const stage = useStageArrival();
  if (run === null) return null;
  const trouble = runTroubleText(run);
  const inMemory = memoryText(run.storage);
  return (
    <section ref={stage} tabIndex={-1} className="stage" aria-labelledby="run-heading">
      <div className="stage-head run-head">
        <h2 id="run-heading">Run</h2>
        <p className="facts" data-testid="run-facts">
          {runFacts(run).join(' · ')}
        </p>
        <RunControls run={run} />
      </div>
      <ProgressBar label="Images decoded" done={run.done} total={run.total} />
      {trouble !== null && (
        <p className="error" role="alert">
          {trouble}
        </p>
      )}
      {inMemory !== null && <p className="hint">{inMemory}</p>}
      {run.findingCount > 0 && <Findings findings={run.findings} count={run.findingCount} />}
    </section>
  );
}

/**
 * Pause and Resume are one button, so that whoever pressed the one is on the other. What waits for
 * the images at hand is not `disabled`, which would take the focus from it.
 */
function RunControls({ run }: { readonly run: RunView }) {
  const session = useSession();
  const isComparing = useSlice((state) => state.comparison?.status === 'running');
  const { status } = run;
  const isResumable = canResume(run);
  return (
    <div className="run-controls">
      {(isGoing(run) || isResumable) && (
        <button
          type="button"
          className={isResumable ? 'primary' : ''}
          aria-disabled={isResumable ? isComparing : status !== 'running'}
          onClick={() => {
            if (status === 'running') session.pause();
            else if (isResumable && !isComparing) void session.resume();
          }}
        >
          {isResumable ? 'Resume' : 'Pause'}
        </button>
      )}
      {(isGoing(run) || status === 'paused') && (
        <button
          type="button"
          aria-disabled={status === 'stopping'}
          onClick={() => {
            if (status !== 'stopping') session.stop();
          }}
        >
          Stop
        </button>
      )}
    </div>
  );
}
