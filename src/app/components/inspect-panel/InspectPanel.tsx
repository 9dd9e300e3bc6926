import { useEffect } from 'react';

import type { RunResult } from '../../../run/run-result.ts';
import type { InspectionResult } from '../../state/inspection/inspection-view.ts';
import { ProgressBar } from '../progress-bar/ProgressBar.tsx';
import { amountText } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { ChannelTable } from './ChannelTable.tsx';
import { CountChart } from './CountChart.tsx';
import { FindingItem } from './FindingItem.tsx';
import { standoutText } from './finding-texts.ts';
import {
  formatCounts,
  labelCounts,
  labelSentence,
  mostSentence,
  ratioCounts,
  sizeCounts,
} from './source-texts.ts';
import './inspect-panel.css';

/** Statistics and findings of a result, for which its rows are read. */
export function InspectPanel({ result }: { readonly result: RunResult }) {
  const session = useSession();
  const inspection = useSlice((state) => state.inspection);
  useEffect(() => void session.inspect(result), [session, result]);
  if (inspection?.result !== result) return null;
  const { status, done, total, found, reason } = inspection;
  if (status === 'broken') {
    return (
      <>
        <p className="error" role="alert">
          The rows could not be looked through: {reason}
        </p>
        <button type="button" onClick={() => void session.inspect(result)}>
          Try again
        </button>
      </>
    );
  }
  if (found === null) return <ProgressBar label="Rows looked through" done={done} total={total} />;
  return <Found found={found} result={result} />;
}

function Found(props: { readonly found: InspectionResult; readonly result: RunResult }) {
  const { found, result } = props;
  const { channels, sources, findings, zeros } = found;
  const { recipe } = result.receipt;
  const formats = formatCounts(sources);
  const sizes = sizeCounts(sources);
  const ratios = ratioCounts(sources);
  const { images } = sources;
  return (
    <div className="inspection">
      <p role="status">{standoutText(findings, images, recipe)}</p>
      {findings.length > 0 && (
        <section className="chart">
          <h3>Rows to look at</h3>
          <ul className="found-list">
            {findings.map((finding) => (
              <FindingItem key={finding.name} finding={finding} recipe={recipe} />
            ))}
          </ul>
        </section>
      )}
      {channels !== null && <ChannelTable channels={channels} zeros={zeros} />}
      <div className="source-charts">
        <CountChart
          title="Images by label"
          column="Label"
          counts={labelCounts(sources)}
          sentence={labelSentence(sources)}
        />
        <CountChart
          title="Images by format"
          column="Format"
          counts={formats}
          sentence={mostSentence(formats, images, (name) => `${name} files`)}
        />
        <CountChart
          title="Images by shorter side"
          column="Shorter side in pixels"
          counts={sizes}
          sentence={mostSentence(sizes, images, (name) => `shorter side ${name} pixels`)}
        />
        <CountChart
          title="Images by aspect ratio"
          column="Width to height"
          counts={ratios}
          sentence={mostSentence(ratios, images, (name) => `width to height ${name}`)}
        />
      </div>
      <p className="hint">
        {amountText(images, 'row')} of {recipe.width} × {recipe.height} pixels were read.
      </p>
    </div>
  );
}
