import { scaleLog } from 'd3-scale';
import { line } from 'd3-shape';

import { amdahlSpeedup } from '../../../core/comparison/amdahl.ts';
import { seriesOf, type Point, type Series } from '../../../core/comparison/facts.ts';
import { meaningOf } from '../../../core/comparison/fit-amdahl.ts';
import type { ComparisonReport } from '../../../core/comparison/report.ts';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { speedTable } from './comparison-tables.ts';
import { WayLegend, WayMark } from './way-marks.tsx';

const HEIGHT = 300;
const MARGIN = { top: 10, right: 16, bottom: 40, left: 52 };

type Place = (value: number) => number;

/** Images per second against workers, for each way, with the ideal lines and the fitted curves. */
export function SpeedChart(props: {
  readonly report: ComparisonReport;
  readonly sentences: readonly string[];
}) {
  const { report, sentences } = props;
  const series = seriesOf(report);
  const { cores } = report.machine;
  return (
    <ChartFigure
      title="Images per second, by workers"
      name="Images per second against the number of workers, one line for each way"
      sentences={sentences}
      table={speedTable(report)}
      legend={<WayLegend ways={series.map(({ way }) => way)} hasFit={series.some(hasFit)} />}
      height={HEIGHT}
      renderMarks={(width) => <SpeedMarks series={series} cores={cores} width={width} />}
    />
  );
}

function SpeedMarks(props: {
  readonly series: readonly Series[];
  readonly cores: number;
  readonly width: number;
}) {
  const { series, cores, width } = props;
  const points = series.flatMap((each) => each.points);
  const counts = [...new Set(points.map(({ workers }) => workers))].toSorted((a, b) => a - b);
  const rates = points.flatMap(({ workers, rate }) => [
    rate.min,
    workers === 1 ? rate.median * cores : rate.max, // the end of its ideal line
  ]);
  if (counts.length === 0) return null;
  const most = Math.max(...counts, 2);
  const right = width - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  // both logarithmic: twice as fast is the same step everywhere, and ideal lines are parallel
  const x = scaleLog([1, most], [MARGIN.left + 14, right - 14]);
  const y = scaleLog([Math.min(...rates) / 1.3, Math.max(...rates) * 1.3], [bottom, MARGIN.top]);
  return (
    <>
      {most > cores && (
        <>
          <rect
            className="beyond"
            x={x(cores * 1.04)}
            y={MARGIN.top}
            width={Math.max(0, right - x(cores * 1.04))}
            height={bottom - MARGIN.top}
          />
          <text className="axis" x={right - 4} y={MARGIN.top + 14} textAnchor="end">
            beyond the cores
          </text>
        </>
      )}
      {y
        .ticks(5)
        .filter(hasRoom)
        .map((tick) => (
          <g key={tick}>
            <path className="grid" d={`M${MARGIN.left},${y(tick)}H${right}`} />
            <text className="axis" x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
      {counts.map((count) => (
        <text key={count} className="axis" x={x(count)} y={bottom + 18} textAnchor="middle">
          {count}
        </text>
      ))}
      <text className="axis" x={(MARGIN.left + right) / 2} y={HEIGHT - 4} textAnchor="middle">
        workers (both axes are logarithmic)
      </text>
      {series.map((each) => (
        <Line key={each.way} series={each} cores={cores} x={x} y={y} />
      ))}
    </>
  );
}

/** Of the ticks between two powers of ten, only some have room. */
function hasRoom(tick: number): boolean {
  return /^[125]/.test(String(tick).replace(/^[0.]+/, ''));
}

function Line(props: {
  readonly series: Series;
  readonly cores: number;
  readonly x: Place;
  readonly y: Place;
}) {
  const { series, cores, x, y } = props;
  const { way, points } = series;
  const one = points.find(({ workers }) => workers === 1);
  const path = line<Point>()
    .x(({ workers }) => x(workers))
    .y(({ rate }) => y(rate.median));
  return (
    <g className={way}>
      {one !== undefined && cores > 1 && (
        <path
          className="ideal"
          d={`M${x(1)},${y(one.rate.median)}L${x(cores)},${y(one.rate.median * cores)}`}
        />
      )}
      <path className="fit" d={fittedPath(series, x, y)} />
      <path className="line" d={path(points) ?? ''} />
      {points.map(({ workers, rate }) => (
        <g key={workers}>
          <path
            className="whisker"
            d={`M${x(workers)},${y(rate.min)}V${y(rate.max)}m-4,0h8M${x(workers) - 4},${y(rate.min)}h8`}
          />
          <g transform={`translate(${x(workers)},${y(rate.median)})`}>
            <WayMark way={way} />
          </g>
        </g>
      ))}
    </g>
  );
}

/** Whether there is a p to show. */
function hasFit({ fit }: Pick<Series, 'fit'>): boolean {
  return fit !== null && meaningOf(fit) === 'p';
}

const CURVE_STEPS = 40;

/** Amdahl's curve up to the last point; empty if there is no p to show. */
function fittedPath({ points, fit }: Series, x: Place, y: Place): string {
  const most = points.at(-1)?.workers ?? 1;
  if (fit === null || !hasFit({ fit })) return '';
  const workers = Array.from({ length: CURVE_STEPS + 1 }, (_, i) => most ** (i / CURVE_STEPS));
  const path = line<number>()
    .x((n) => x(n))
    .y((n) => y((1000 / fit.oneTime) * amdahlSpeedup(fit.p, n)));
  return path(workers) ?? '';
}
