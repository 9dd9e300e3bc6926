import type { VerdictCounts } from '../../core/manifest.ts';
import { isPillowRecipe } from '../../core/pillow-steps.ts';
import { shapeText } from '../../core/receipt.ts';
import type { ResultView } from '../state/session-state.ts';
import { ResultPython } from './ResultPython.tsx';
import { amountText, bytesText, countText } from './quantity-text.ts';
import { useSession, useSlice } from './session-context.ts';
import { useStageArrival } from './use-stage-arrival.ts';

/** What came out: the array, what comes with it, and its Python. */
export function ResultPanel() {
  const result = useSlice((state) => state.result);
  const stage = useStageArrival();
  if (result === null) return null;
  const { counts, receipt } = result;
  const codes = Object.entries(receipt.codes)
    .map(([code, count]) => `${code} ${countText(count)}`)
    .join(' · ');
  return (
    <section ref={stage} tabIndex={-1} className="stage" aria-labelledby="result-heading">
      <div className="stage-head">
        <h2 id="result-heading">Result</h2>
        <p className="facts">
          {hasImages(counts) ? (
            <>
              <strong className="name">{receipt.name}.npy</strong> {shapeText(receipt.shape)} uint8
              · {bytesText(result.arrayBytes)}
            </>
          ) : (
            'No image could be decoded, so there is no array.'
          )}
        </p>
      </div>
      <p className="counts">
        {countTexts(counts).map((text) => (
          <span key={text}>{text}</span>
        ))}
      </p>
      {codes !== '' && <p className="hint">{codes}</p>}
      {!receipt.isComplete && (
        <p className="hint">
          The run did not reach every file: those without a verdict are not in the manifest.
        </p>
      )}
      {receipt.approximateRows > 0 && (
        <p className="hint">
          {amountText(receipt.approximateRows, 'row')} may differ from Pillow’s: the manifest marks
          them as approximate.
        </p>
      )}
      <Downloads result={result} />
      {hasImages(counts) && <ResultPython receipt={receipt} />}
    </section>
  );
}

function Downloads({ result }: { readonly result: ResultView }) {
  const session = useSession();
  const { counts, receipt } = result;
  return (
    <div className="actions">
      {hasImages(counts) && (
        <button type="button" className="primary" onClick={() => void session.downloadArray()}>
          Download
        </button>
      )}
      <button type="button" onClick={session.downloadManifest}>
        Manifest
      </button>
      <button type="button" onClick={session.downloadReceipt}>
        Receipt
      </button>
      {hasImages(counts) && isPillowRecipe(receipt.recipe) && (
        <button type="button" onClick={session.downloadVerifyScript}>
          Verify script
        </button>
      )}
    </div>
  );
}

function hasImages(counts: VerdictCounts): boolean {
  return counts.ok + counts.warned > 0;
}

function countTexts({ listed, ok, warned, failed, ignored }: VerdictCounts): readonly string[] {
  return [
    `${countText(listed)} listed`,
    `${countText(ok)} ok`,
    ...(warned > 0 ? [`${countText(warned)} warned`] : []),
    `${countText(failed)} failed`,
    `${countText(ignored)} ignored`,
  ];
}
