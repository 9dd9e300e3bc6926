import { scaleLog } from 'd3-scale';

import { ladderOf, seriesOf, type LadderStep } from '../../../core/comparison/facts.ts';
import type { ComparisonReport } from '../../../core/comparison/report.ts';
import { rateText } from '../quantity-text.ts';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { ladderTable } from './comparison-tables.ts';
import { cellText, timesText } from './comparison-texts.ts';

const STEP_HEIGHT = 50;
/** Narrower than this, there is no room for the unit beside the names. */
const NARROW = 480;
const BAR_TOP = 22;
const BAR_HEIGHT = 16;

/** The gain of each step: from the canvas with one worker to the fastest way with the pool. */
export function LadderChart(props: {
  readonly report: ComparisonReport;
  readonly sentences: readonly string[];
}) {
  const { report, sentences } = props;
  const steps = ladderOf(seriesOf(report));
  return (
    <ChartFigure
      title="Step by step"
      name="Bars of images per second, from the browser’s canvas with one worker to the fastest way"
      sentences={sentences}
      table={ladderTable(report)}
      height={steps.length * STEP_HEIGHT}
      renderMarks={(width) => <Steps steps={steps} width={width} />}
    />
  );
}

function Steps(props: { readonly steps: readonly LadderStep[]; readonly width: number }) {
  const { steps, width } = props;
  const rates = steps.map(({ point }) => point.rate.median);
  const x = scaleLog([Math.min(...rates) / 2, Math.max(...rates)], [0, width]);
  return steps.map(({ point, factor }, index) => (
    <g
      key={cellText(point)}
      className={point.way}
      transform={`translate(0,${index * STEP_HEIGHT})`}
    >
      <text className="label" y={15}>
        {cellText(point)}
      </text>
      <text className="label" x={width} y={15} textAnchor="end">
        {factor !== null && <tspan className="factor">{timesText(factor)} → </tspan>}
        {width < NARROW ? shortRate(point.rate.median) : rateText(point.rate.median)}
      </text>
      <rect
        className="bar"
        y={BAR_TOP}
        width={Math.max(2, x(point.rate.median))}
        height={BAR_HEIGHT}
        rx={4}
      />
    </g>
  ));
}

function shortRate(perSecond: number): string {
  return rateText(perSecond).replace(' images', ' ');
}
