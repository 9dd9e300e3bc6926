import { Suspense, useState } from 'react';

import type { VerdictCounts } from '../../../core/output/outcome-summary.ts';
import { isPillowRecipe } from '../../../core/recipe/pillow-steps.ts';
import { shapeText } from '../../../core/output/array-shape.ts';
import type { Receipt } from '../../../core/output/receipt.ts';
import type { RunResult } from '../../../run/run-result.ts';
import {
  canDownload,
  canResume,
  canRetry,
  canSave,
  resultOf,
  shownState,
} from '../../../run/run-state.ts';
import { loadOnUse } from '../load-later.tsx';
import { ProgressBar } from '../progress-bar/ProgressBar.tsx';
import { ResultPython } from './ResultPython.tsx';
import { amountText, bytesText, countText, unbroken } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { useStageArrival } from '../use-stage-arrival.ts';
import './result-panel.css';

const InspectPanel = loadOnUse(() =>
  import('../inspect-panel/InspectPanel.tsx').then((part) => part.InspectPanel),
);

/** The result: the array, its companion files, and its Python. */
export function ResultPanel() {
  const result = useSlice(({ run }) => resultOf(run));
  const isResumable = useSlice(({ run }) => canResume(shownState(run)));
  const stage = useStageArrival();
  if (result === null) return null;
  const { counts, receipt } = result;
  const isOffered = hasImages(result);
  const codes = Object.entries(receipt.codes)
    .map(([code, count]) => `${code} ${countText(count)}`)
    .join(' · ');
  return (
    <section ref={stage} tabIndex={-1} className="stage" aria-labelledby="result-heading">
      <div className="stage-head">
        <h2 id="result-heading">Result</h2>
        <p className="facts">
          {isOffered ? (
            <>
              <strong className="name">{receipt.name}.npy</strong> {shapeText(receipt.shape)} uint8
              · {unbroken(bytesText(result.arrayBytes))}
            </>
          ) : (
            noArrayText(counts)
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
          The run did not reach every file. Files without a verdict are not in the manifest.
          {isResumable && ' Resume continues the run.'}
        </p>
      )}
      {receipt.approximateRows > 0 && (
        <p className="hint">
          {amountText(receipt.approximateRows, 'row')} may differ from Pillow’s. The manifest marks
          them as approximate.
        </p>
      )}
      <Downloads result={result} />
      <Saving name={receipt.name} />
      {isOffered && <Inspection result={result} />}
      {isOffered && <ResultPython receipt={receipt} />}
    </section>
  );
}

function Downloads({ result }: { readonly result: RunResult }) {
  const session = useSession();
  const isDownloadable = useSlice(({ run }) => canDownload(run));
  const isSavable = useSlice(({ run }) => canSave(run));
  const canSaveAs = useSlice((state) => state.canSaveAs);
  const { counts, receipt } = result;
  const isOffered = hasImages(result);
  return (
    <div className="actions">
      {isOffered && (
        <button
          type="button"
          className="primary"
          disabled={!isDownloadable}
          onClick={() => void session.downloadArray()}
        >
          Download
        </button>
      )}
      {isOffered && canSaveAs && (
        <button
          type="button"
          title="Writes the array straight to a file of your choice: best for very large arrays"
          aria-disabled={!isSavable}
          onClick={() => {
            if (isSavable) void session.saveArrayAs();
          }}
        >
          Save as…
        </button>
      )}
      <button type="button" onClick={session.downloadManifest}>
        Manifest
      </button>
      {counts.failed + counts.warned > 0 && (
        <button type="button" onClick={session.downloadFailures}>
          Failed files (CSV)
        </button>
      )}
      <button type="button" onClick={session.downloadReceipt}>
        Receipt
      </button>
      {isOffered && isPillowRecipe(receipt.recipe) && (
        <button type="button" onClick={session.downloadVerifyScript}>
          Verify script
        </button>
      )}
      <RetryFailed receipt={receipt} />
    </div>
  );
}

/** For failures that may be temporary, such as an unreachable file or a worker that died. */
function RetryFailed({ receipt }: { readonly receipt: Receipt }) {
  const session = useSession();
  const isDisabled = useSlice(({ run }) => !canRetry(run));
  // files without a usable name have no slot, so they cannot be retried
  if (receipt.counts.failed <= (receipt.codes['bad-name'] ?? 0)) return null;
  return (
    <button type="button" disabled={isDisabled} onClick={() => void session.retryFailed()}>
      Retry failed
    </button>
  );
}

/** Statistics and findings, for which all rows are read: only if they are asked for. */
function Inspection({ result }: { readonly result: RunResult }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>What is in it: statistics and findings</summary>
      {isOpen && (
        <Suspense>
          <InspectPanel result={result} />
        </Suspense>
      )}
    </details>
  );
}

function Saving({ name }: { readonly name: string }) {
  const run = useSlice((state) => state.run);
  if (run.kind !== 'saving') return null;
  const { bytes, totalBytes } = run;
  const text = unbroken(`${bytesText(bytes)} of ${bytesText(totalBytes)}`);
  return (
    <>
      <p className="hint">
        Writing <bdi>{name}.npy</bdi>: {text}
      </p>
      <ProgressBar label="Array written" done={bytes} total={totalBytes} text={text} />
    </>
  );
}

function hasImages({ order }: RunResult): boolean {
  return order.slots.length > order.blank.length;
}

function noArrayText({ ok, warned }: VerdictCounts): string {
  return ok + warned > 0
    ? 'All images are excluded, so there is no array.'
    : 'No image could be decoded, so there is no array.';
}

function countTexts({
  listed,
  ok,
  warned,
  failed,
  ignored,
  excluded,
}: VerdictCounts): readonly string[] {
  return [
    `${countText(listed)} listed`,
    `${countText(ok)} ok`,
    ...(warned > 0 ? [`${countText(warned)} warned`] : []),
    `${countText(failed)} failed`,
    `${countText(ignored)} ignored`,
    ...(excluded > 0 ? [`${countText(excluded)} excluded`] : []),
  ];
}
