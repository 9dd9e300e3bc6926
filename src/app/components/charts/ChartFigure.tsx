import { useId, type ReactNode } from 'react';

import { unbroken } from '../quantity-text.ts';
import { useWidth } from '../use-width.ts';
import './charts.css';
import type { TextTable } from './text-table.ts';

/** A chart with its heading, and with a sentence and a table that say the same. */
export function ChartFigure(props: {
  readonly title: string;
  /** A description of the chart for people who do not see it. */
  readonly name: string;
  readonly sentences: readonly string[];
  readonly table: TextTable;
  /** Above the chart: the meaning of its colours. */
  readonly legend?: ReactNode;
  readonly height: number;
  readonly renderMarks: (width: number) => ReactNode;
}) {
  const { title, name, sentences, table } = props;
  const id = useId();
  const [element, width] = useWidth();
  return (
    <section className="chart" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {props.legend}
      <div ref={element}>
        <svg role="img" aria-label={name} width={width} height={props.height}>
          {width > 0 && props.renderMarks(width)}
        </svg>
      </div>
      {sentences.map((sentence) => (
        <p key={sentence}>{unbroken(sentence)}</p>
      ))}
      <details>
        <summary>As a table</summary>
        <DataTable table={table} />
      </details>
    </section>
  );
}

/** It scrolls sideways if it is too wide, also with the keyboard. */
export function DataTable({ table }: { readonly table: TextTable }) {
  const { caption, head, rows } = table;
  return (
    <div className="data-table" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.slice(0, 2).join()}>
              {cells.map((text, column) =>
                column === 0 ? (
                  <th key={head[column]} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={head[column]}>{text}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
