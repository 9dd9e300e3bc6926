import { amdahlSpeedup } from '../../../core/amdahl.ts';
import type { Comparison, TimedPass } from '../../../pool/compare-workers.ts';
import type { ComparisonView } from '../../state/session-state.ts';
import { ProgressBar } from '../progress-bar/ProgressBar.tsx';
import { amountText, durationText, percentText, rateText } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { useStageArrival } from '../use-stage-arrival.ts';
import './compare-panel.css';

const PHASE_TEXTS = { 'warm-up': 'warming up', one: 'with 1 worker', many: 'with the pool' };

/** The comparison of one worker with the pool: both times, speed-up and efficiency. */
export function ComparePanel() {
  const session = useSession();
  const view = useSlice((state) => state.comparison);
  const stage = useStageArrival();
  if (view === null) return null;
  return (
    <section ref={stage} tabIndex={-1} className="stage" aria-labelledby="compare-heading">
      <div className="stage-head">
        <h2 id="compare-heading">Comparison</h2>
        <p className="facts">{factsOf(view)}</p>
        {view.status === 'running' && (
          <button type="button" onClick={session.stop}>
            Stop
          </button>
        )}
      </div>
      {view.status === 'running' && (
        <ProgressBar label="Images compared" done={view.done} total={view.images} />
      )}
      {view.status === 'broken' && (
        <p className="error" role="alert">
          The comparison failed: {view.reason}
        </p>
      )}
      {view.comparison !== null && <Bars comparison={view.comparison} />}
    </section>
  );
}

function factsOf(view: ComparisonView): string {
  const images = amountText(view.images, 'image');
  if (view.status === 'running') return `${images} · ${PHASE_TEXTS[view.phase]}`;
  return view.status === 'stopped' ? 'stopped' : `the same ${images}, the same recipe`;
}

function Bars({ comparison }: { readonly comparison: Comparison }) {
  const { one, many, speedup, efficiency } = comparison;
  const longest = Math.max(one.wallMs, many.wallMs);
  return (
    <>
      <dl className="bars">
        <TimeBar pass={one} longest={longest} />
        <TimeBar pass={many} longest={longest} isPool />
      </dl>
      <dl className="figures">
        <Figure
          name="Speed-up"
          value={`${speedup.toFixed(2)} ×`}
          note={`of ${many.workers} × possible`}
        />
        <Figure name="Efficiency" value={percentText(efficiency)} note="speed-up / workers" />
        <Figure
          name="Parallel fraction"
          value={`p = ${comparison.parallelFraction.toFixed(2)}`}
          note="by Amdahl’s law"
        />
      </dl>
      <p className="hint">{amdahlText(comparison)}</p>
    </>
  );
}

function TimeBar(props: {
  readonly pass: TimedPass;
  readonly longest: number;
  readonly isPool?: boolean;
}) {
  const { pass, longest, isPool = false } = props;
  const perSecond = pass.images / (pass.wallMs / 1000);
  return (
    <div className={isPool ? 'bar pool' : 'bar'}>
      <dt>{amountText(pass.workers, 'worker')}</dt>
      <dd>
        <span className="track">
          <span style={{ width: `${(pass.wallMs / longest) * 100}%` }} />
        </span>
        <b>{durationText(pass.wallMs)}</b> <span className="hint">{rateText(perSecond)}</span>
      </dd>
    </div>
  );
}

function Figure(props: { readonly name: string; readonly value: string; readonly note: string }) {
  return (
    <div>
      <dt className="hint">{props.name}</dt>
      <dd>
        <b>{props.value}</b> <span className="hint">{props.note}</span>
      </dd>
    </div>
  );
}

function amdahlText({ parallelFraction: p, many }: Comparison): string {
  const decoding =
    'Browsers also decode on threads of their own, so one worker may use more than one core.';
  if (p >= 1 || p < 0) {
    return `A p outside 0 to 1 is noise: compare more images. ${decoding}`;
  }
  const limit = (1 / (1 - p)).toFixed(1);
  const twice = 2 * many.workers;
  const next = amdahlSpeedup(p, twice).toFixed(1);
  return `With this p, ${twice} workers would be ${next} × as fast as one. No number of workers would exceed ${limit} ×. ${decoding}`;
}
