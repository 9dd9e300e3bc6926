import { scaleLinear } from 'd3-scale';

import { ChartFigure } from '../charts/ChartFigure.tsx';
import { countText } from '../quantity-text.ts';
import { shortened } from './source-texts.ts';

const ROW_HEIGHT = 22;
const BAR_HEIGHT = 14;
const COUNT_WIDTH = 56;
/** More bars would be a table, which is there too. */
const MAX_BARS = 20;
/** More lines would make the page slow. */
const MAX_LINES = 1000;

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** A bar for each name, with a table that has all of them. */
export function CountChart(props: {
  readonly title: string;
  readonly column: string;
  readonly counts: readonly NamedCount[];
  readonly sentence: string;
}) {
  const { title, column, counts, sentence } = props;
  const bars = counts.slice(0, MAX_BARS);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const lines = counts.slice(0, MAX_LINES);
  const rest = counts.length - lines.length;
  return (
    <ChartFigure
      title={title}
      name={`Bars: the number of images for each ${column.toLowerCase()}`}
      sentences={rest === 0 ? [sentence] : [sentence, `The table has the first ${MAX_LINES}.`]}
      table={{
        caption: title,
        head: [column, 'Images'],
        rows: lines.map(({ name, count }) => [name, countText(count)]),
      }}
      height={bars.length * ROW_HEIGHT}
      renderMarks={(width) => <Bars bars={bars} most={most} width={width} />}
    />
  );
}

function Bars(props: {
  readonly bars: readonly NamedCount[];
  readonly most: number;
  readonly width: number;
}) {
  const { bars, most, width } = props;
  const labelWidth = Math.min(140, width * 0.36);
  const x = scaleLinear([0, most], [0, Math.max(0, width - labelWidth - COUNT_WIDTH)]);
  return bars.map(({ name, count }, row) => (
    <g key={name} transform={`translate(0,${row * ROW_HEIGHT})`}>
      <text className="axis" y={12}>
        {shortened(name, Math.floor(labelWidth / 7.5))}
      </text>
      <rect
        className="count-bar"
        x={labelWidth}
        width={x(count)}
        height={BAR_HEIGHT}
        y={1}
        rx={2}
      />
      <text className="axis" x={labelWidth + x(count) + 6} y={12}>
        {countText(count)}
      </text>
    </g>
  ));
}
