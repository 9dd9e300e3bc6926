import { isGoing, type RunView } from '../state/session-state.ts';
import { FindingList } from './FindingList.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { amountText, countText, durationText, rateText } from './quantity-text.ts';
import { useSession, useSlice } from './session-context.ts';
import { useStageArrival } from './use-stage-arrival.ts';

/** How far the run is, how fast it goes, and what did not work, as it comes. */
export function RunPanel() {
  const session = useSession();
  const run = useSlice((state) => state.run);
  const stage = useStageArrival();
  if (run === null) return null;
  return (
    <section ref={stage} tabIndex={-1} className="stage" aria-labelledby="run-heading">
      <div className="stage-head">
        <h2 id="run-heading">Run</h2>
        <p className="facts" data-testid="run-facts">
          {factsOf(run).join(' · ')}
        </p>
        {isGoing(run) && (
          <button
            type="button"
            className="stop"
            disabled={run.status === 'stopping'}
            onClick={session.stop}
          >
            Stop
          </button>
        )}
      </div>
      <ProgressBar label="Images decoded" done={run.done} total={run.total} />
      {run.status === 'broken' && (
        <p className="trouble" role="alert">
          The run gave up: {run.reason} Start tries again from the beginning.
        </p>
      )}
      {run.findingCount > 0 && <FindingList findings={run.findings} count={run.findingCount} />}
    </section>
  );
}

const STATUS_TEXTS: Record<RunView['status'], string | null> = {
  running: null,
  stopping: 'stopping',
  finished: 'finished',
  stopped: 'stopped',
  broken: 'gave up',
};

function factsOf(run: RunView): readonly string[] {
  const perSecond = run.done / Math.max(run.elapsedMs / 1000, 1e-3);
  const status = STATUS_TEXTS[run.status];
  const facts = [
    ...(status === null ? [] : [status]),
    `${countText(run.done)} of ${amountText(run.total, 'image')}`,
  ];
  if (run.done === 0) return facts;
  facts.push(rateText(perSecond));
  if (run.status !== 'running') return [...facts, durationText(run.elapsedMs)];
  const left = ((run.total - run.done) / perSecond) * 1000;
  return [...facts, `${durationText(Math.max(1000, left))} left`];
}
