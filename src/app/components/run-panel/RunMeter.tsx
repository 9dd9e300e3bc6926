import { STAGES } from '../../../core/comparison/report.ts';
import type { MeterView } from '../../../run/run-meter.ts';
import { STAGE_TEXTS } from '../stage-texts.ts';
import { unbroken } from '../quantity-text.ts';
import { busyText, ratesText, stagesText } from './meter-texts.ts';
import './run-meter.css';

const WIDTH = 150;
const HEIGHT = 32;
const BAR_STEP = 11;

/** The last seconds of a run: its speed as a line, how busy each worker is, and the stages. */
export function RunMeter({ meter }: { readonly meter: MeterView }) {
  const { rates, busy, stages } = meter;
  return (
    <div className="meter">
      <figure>
        <svg
          role="img"
          aria-label={ratesText(rates)}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          width={WIDTH}
          height={HEIGHT}
        >
          <path className="rates" d={ratesPath(rates)} />
        </svg>
        <figcaption className="hint">{unbroken(ratesText(rates))}</figcaption>
      </figure>
      <figure>
        <svg role="img" aria-label={busyText(busy)} width={busy.length * BAR_STEP} height={HEIGHT}>
          <path className="room" d={barsPath(busy.map(() => 1))} />
          <path className="share" d={barsPath(busy)} />
        </svg>
        <figcaption className="hint">{unbroken(busyText(busy))}</figcaption>
      </figure>
      <figure className="wide">
        <svg role="img" aria-label={stagesText(stages)} width="100%" height="10">
          {STAGES.map((stage, index) => (
            <rect
              key={stage}
              className={`stage-${stage}`}
              x={percent(STAGES.slice(0, index).reduce((sum, before) => sum + stages[before], 0))}
              width={percent(stages[stage])}
              height="10"
            >
              <title>{STAGE_TEXTS[stage]}</title>
            </rect>
          ))}
        </svg>
        <figcaption className="hint">{unbroken(stagesText(stages))}</figcaption>
      </figure>
    </div>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** From the bottom, which is 0, to the highest rate. */
function ratesPath(rates: readonly number[]): string {
  const most = Math.max(1e-9, ...rates);
  const step = WIDTH / Math.max(1, rates.length - 1);
  const points = rates.map((rate, second) => {
    return `${(second * step).toFixed(1)},${(HEIGHT - 2 - (HEIGHT - 4) * (rate / most)).toFixed(1)}`;
  });
  return points.length < 2 ? '' : `M${points.join('L')}`;
}

/** A bar for each worker; the style sheet makes them as wide as they are. */
function barsPath(shares: readonly number[]): string {
  return shares
    .map((share, seat) => `M${(seat + 0.5) * BAR_STEP},${HEIGHT}v${(-share * HEIGHT).toFixed(1)}`)
    .join('');
}
