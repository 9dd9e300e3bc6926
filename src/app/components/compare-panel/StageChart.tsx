import { scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';

import { seriesOf, type Point } from '../../../core/comparison/facts.ts';
import { STAGES, type ComparisonReport, type Stage } from '../../../core/comparison/report.ts';
import { amountText } from '../quantity-text.ts';
import { STAGE_TEXTS } from '../stage-texts.ts';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { stageSum, stageTable } from './comparison-tables.ts';
import { msText, WAY_TEXTS } from './comparison-texts.ts';

const BAR_HEIGHT = 16;
const ROW_HEIGHT = 24;
const HEAD_HEIGHT = 26;
const LABEL_WIDTH = 78;
const SUM_WIDTH = 64;

/** The stages of an image's way: one bar for each number of workers, in shares of the workers' time. */
export function StageChart(props: {
  readonly report: ComparisonReport;
  readonly sentences: readonly string[];
}) {
  const { report, sentences } = props;
  const series = seriesOf(report);
  const heights = series.map(({ points }) => HEAD_HEIGHT + points.length * ROW_HEIGHT);
  const topOf = (index: number): number =>
    heights.slice(0, index).reduce((sum, height) => sum + height, 0);
  return (
    <ChartFigure
      title="Where an image’s time goes"
      name="Stacked bars: the share of opening, reading, decoding, scaling, writing and waiting in the workers’ time"
      sentences={sentences}
      table={stageTable(report)}
      legend={<StageLegend />}
      height={topOf(series.length)}
      renderMarks={(width) =>
        series.map(({ way, points }, index) => (
          <g key={way} transform={`translate(0,${topOf(index)})`}>
            <text className="label" y={17}>
              {WAY_TEXTS[way]}
            </text>
            <Bars points={points} width={width} />
          </g>
        ))
      }
    />
  );
}

function StageLegend() {
  return (
    <ul className="legend">
      {STAGES.map((stage) => (
        <li key={stage}>
          <svg width="14" height="14" aria-hidden="true">
            <rect className={`stage-${stage}`} width="14" height="14" rx="3" />
          </svg>
          {STAGE_TEXTS[stage]}
        </li>
      ))}
    </ul>
  );
}

function Bars({ points, width }: { readonly points: readonly Point[]; readonly width: number }) {
  const x = scaleLinear([0, 1], [LABEL_WIDTH, width - SUM_WIDTH]);
  const stacked = stack<unknown, Point, Stage>()
    .keys(STAGES)
    .value((point, stage) => point.stages[stage] / Math.max(1e-9, stageSum(point)))(points);
  return (
    <>
      {points.map((point, row) => (
        <g key={point.workers} transform={`translate(0,${HEAD_HEIGHT + row * ROW_HEIGHT})`}>
          <text className="axis" y={12}>
            {amountText(point.workers, 'worker')}
          </text>
          {stacked.map((layer) => {
            const [from, to] = layer[row] ?? [0, 0];
            return (
              <rect
                key={layer.key}
                className={`stage-${layer.key}`}
                x={x(from)}
                width={Math.max(0, x(to) - x(from))}
                height={BAR_HEIGHT}
              />
            );
          })}
          <text className="axis" x={width} y={12} textAnchor="end">
            {msText(stageSum(point))}
          </text>
        </g>
      ))}
    </>
  );
}
