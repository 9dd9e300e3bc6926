import { batchPointsOf } from '../../../core/comparison/facts.ts';
import type { ComparisonReport } from '../../../core/comparison/report.ts';
import { comparisonMarkdown, conditionsOf } from './comparison-markdown.ts';
import { sentencesOf } from './comparison-sentences.ts';
import { batchTable } from './comparison-tables.ts';
import { DataTable } from '../charts/ChartFigure.tsx';
import { LadderChart } from './LadderChart.tsx';
import { Projections } from './Projections.tsx';
import { SpeedChart } from './SpeedChart.tsx';
import { StageChart } from './StageChart.tsx';
import { CopyButton } from '../result-panel/CopyButton.tsx';
import { unbroken } from '../quantity-text.ts';
import { useSession } from '../session-context.ts';

/** Everything that one comparison has found. `isOwn`: on this page, whose folder it can project. */
export function ReportView(props: { readonly report: ComparisonReport; readonly isOwn: boolean }) {
  const { report, isOwn } = props;
  const session = useSession();
  const sentences = sentencesOf(report);
  const notes = [...sentences.noise, ...sentences.leftOut];
  return (
    <div className="report">
      {notes.length > 0 && (
        <div className="notes">
          {notes.map((note) => (
            <p key={note} className="warning">
              {unbroken(note)}
            </p>
          ))}
        </div>
      )}
      <SpeedChart report={report} sentences={sentences.speed} />
      <LadderChart report={report} sentences={sentences.ladder} />
      <StageChart report={report} sentences={sentences.bounds} />
      {batchPointsOf(report).length > 0 && (
        <section className="chart" aria-label="Batch sizes">
          <h3>Batch sizes</h3>
          <DataTable table={batchTable(report)} />
        </section>
      )}
      {isOwn ? (
        <Projections report={report} />
      ) : (
        sentences.projection.map((sentence) => <p key={sentence}>{unbroken(sentence)}</p>)
      )}
      <ul className="conditions hint">
        {conditionsOf(report).map((line) => (
          <li key={line}>{unbroken(line)}</li>
        ))}
      </ul>
      <div className="actions">
        <CopyButton text={comparisonMarkdown(report)} label="Copy as Markdown" />
        {isOwn ? (
          <button type="button" onClick={() => session.saveComparison(report)}>
            Save as JSON
          </button>
        ) : (
          <button type="button" onClick={session.closeSavedComparison}>
            Close
          </button>
        )}
      </div>
    </div>
  );
}
