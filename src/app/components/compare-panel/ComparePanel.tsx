import type { ComparisonView } from '../../state/comparison/comparison-view.ts';
import { ProgressBar } from '../progress-bar/ProgressBar.tsx';
import { amountText, percentText } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { useStageArrival } from '../use-stage-arrival.ts';
import { doingText } from './comparison-texts.ts';
import { ReportView } from './ReportView.tsx';
import './compare-panel.css';

/** The comparison of ways and workers, and a saved one beside it. */
export function ComparePanel() {
  const session = useSession();
  const view = useSlice((state) => state.comparison);
  const saved = useSlice((state) => state.savedComparison);
  const stage = useStageArrival();
  const isRunning = view?.status === 'running';
  return (
    <section ref={stage} tabIndex={-1} className="stage" aria-labelledby="compare-heading">
      <div className="stage-head">
        <h2 id="compare-heading">Comparison</h2>
        <p className="facts">{view === null ? 'saved' : factsOf(view)}</p>
        {isRunning && (
          <button type="button" onClick={session.stop}>
            Stop
          </button>
        )}
      </div>
      {isRunning && (
        <ProgressBar
          label="Comparison"
          done={Math.round(view.share * 100)}
          total={100}
          text={percentText(view.share)}
        />
      )}
      {view?.status === 'broken' && (
        <p className="error" role="alert">
          The comparison failed: {view.reason}
        </p>
      )}
      <Method />
      <div className={saved === null || view === null ? 'reports' : 'reports beside'}>
        {view?.report && (
          <div>
            {saved !== null && <h3>This comparison</h3>}
            <ReportView report={view.report} isOwn />
          </div>
        )}
        {saved !== null && (
          <div>
            <h3>Saved comparison</h3>
            <ReportView report={saved} isOwn={false} />
          </div>
        )}
      </div>
    </section>
  );
}

function factsOf({ status, doing, report }: ComparisonView): string {
  if (status === 'running') return doingText(doing, report?.rounds ?? 0);
  if (report === null) return status === 'stopped' ? 'stopped' : '';
  const images = `the same ${amountText(report.sample.images, 'image')} each time`;
  const passes = amountText(report.passes.length, 'pass', 'passes');
  return `${status === 'stopped' ? 'stopped · ' : ''}${images} · ${passes}`;
}

function Method() {
  return (
    <details className="method">
      <summary>
        Timed: from the first batch to the last row stored, on files that were read before.{' '}
        <b>More</b>
      </summary>
      <ul className="hint">
        <li>
          Every pass runs the same images, spread evenly over your folder. Rounds follow each other,
          and each runs everything once. Shown are medians, and the smallest and largest figure as
          whiskers.
        </li>
        <li>
          A warm-up is not counted. Files are in the system’s cache then, so a folder that was never
          read takes longer in a run. Rows are stored as in a run, and deleted.
        </li>
        <li>
          One worker is one core: decoding and scaling run on the worker itself. The browser decodes
          for its canvas on threads of its own, one image at a time for each worker.
        </li>
        <li>
          Plain TypeScript makes the rows of exact, but scales them without WebAssembly. It leaves
          images above {'32\u00a0MP'} to WebAssembly, because it holds their pixels as a whole.
        </li>
        <li>
          Stages are of the workers’ time: reading and writing only as far as a worker waits for
          them. Under turbo, scaling by 1/2, 1/4 or 1/8 is a part of decoding. Lines of a JPEG are
          decoded and scaled in turns, and timed apart.
        </li>
        <li>
          Before each round, all cores compute the same thing for a moment. Rounds that find them
          slower, a hidden tab, late timers, and passes that are slower than the noise explains do
          not count, and are repeated.
        </li>
      </ul>
    </details>
  );
}
