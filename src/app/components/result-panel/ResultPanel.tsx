import { Suspense, useState } from 'react';

import type { VerdictCounts } from '../../../core/output/outcome-summary.ts';
import { isPillowRecipe } from '../../../core/recipe/pillow-steps.ts';
import { shapeText } from '../../../core/output/array-shape.ts';
import { FORM_FACTS } from '../../../core/output/forms.ts';
import { isAsStored } from '../../../core/output/output.ts';
import { outputOf } from '../../../core/output/save-choice.ts';
import { savedShape } from '../../../core/output/saved-shape.ts';
import { channelsOf } from '../../../core/recipe/recipe.ts';
import type { Receipt } from '../../../core/output/receipt.ts';
import type { RunResult } from '../../../run/run-result.ts';
import { canDownload, canResume, canRetry, canSave, shownState } from '../../../run/run-state.ts';
import { loadOnUse } from '../load-later.tsx';
import { ProgressBar } from '../progress-bar/ProgressBar.tsx';
import { ResultPython } from './ResultPython.tsx';
import { SaveChoices } from './SaveChoices.tsx';
import { useSavedFiles } from './use-saved-files.ts';
import { amountText, bytesText, countText, unbroken } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import './result-panel.css';

const InspectPanel = loadOnUse(() =>
  import('../inspect-panel/InspectPanel.tsx').then((part) => part.InspectPanel),
);

/** The result: the array, its companion files, and its Python. */
export function ResultPanel({ result }: { readonly result: RunResult }) {
  const isResumable = useSlice(({ run }) => canResume(shownState(run)));
  const { counts, receipt } = result;
  const isOffered = hasImages(result);
  const codes = Object.entries(receipt.codes)
    .map(([code, count]) => `${code} ${countText(count)}`)
    .join(' · ');
  return (
    <>
      <div className="stage-head">
        <h2 id="result-heading">Result</h2>
        <p className="facts">
          {isOffered ? (
            <>
              <ArrayFacts result={result} />
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
      {isOffered && <SaveChoices />}
      <Downloads result={result} />
      <Saving name={receipt.name} />
      {isOffered && <Inspection result={result} />}
      {isOffered && <ResultPython receipt={receipt} />}
    </>
  );
}

function Downloads({ result }: { readonly result: RunResult }) {
  const session = useSession();
  const isDownloadable = useSlice(({ run }) => canDownload(run));
  const isSavable = useSlice(({ run }) => canSave(run));
  const canSaveAs = useSlice((state) => state.canSaveAs);
  const { counts, receipt } = result;
  const isOffered = hasImages(result);
  // the script compares the bytes of NAME.npy with rows
  const isVerifiable = useSlice(({ saveChoice }) => isAsStored(outputOf(saveChoice)));
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
      {isOffered && <FilesBeside result={result} />}
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
      {isOffered && (
        <button type="button" onClick={session.downloadDataCard}>
          Data card
        </button>
      )}
      {isOffered && isVerifiable && isPillowRecipe(receipt.recipe) && (
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

/** The file that Download makes: its name, shape, type and size. */
function ArrayFacts({ result }: { readonly result: RunResult }) {
  const choice = useSlice((state) => state.saveChoice);
  const { receipt, order } = result;
  const { ending, hasNumbers } = FORM_FACTS[choice.form];
  const [file] = useSavedFiles(result, choice) ?? [];
  const { recipe } = receipt;
  const output = outputOf(choice);
  const size = { height: recipe.height, width: recipe.width, channels: channelsOf(recipe) };
  const shape = savedShape(order.slots.length, size, output);
  const most = file?.isExact === false ? 'at most ' : '';
  return (
    <>
      <strong className="name">
        {receipt.name}
        {ending}
      </strong>{' '}
      {hasNumbers ? `${shapeText(shape)} ${output.dtype}` : amountText(order.slots.length, 'PNG')}
      {file !== undefined && ` · ${most}${unbroken(bytesText(file.bytes))}`}
    </>
  );
}

/** The labels, targets and classes of a form that has them in files of their own. */
function FilesBeside({ result }: { readonly result: RunResult }) {
  const session = useSession();
  const choice = useSlice((state) => state.saveChoice);
  const isDownloadable = useSlice(({ run }) => canDownload(run));
  const [, ...beside] = useSavedFiles(result, choice) ?? [];
  if (result.labels.classes.length === 0 && result.labels.targetOf === null) return null;
  return beside.map(({ name }, index) => (
    <button
      key={name}
      type="button"
      disabled={!isDownloadable}
      onClick={() => void session.downloadArray(index + 1)}
    >
      {BESIDE_TEXTS.find(([ending]) => name.endsWith(ending))?.[1] ?? name}
    </button>
  ));
}

const BESIDE_TEXTS = [
  ['.labels.npy', 'Labels'],
  ['.targets.npy', 'Targets'],
  ['.classes.json', 'Classes'],
] as const;

function Saving({ name }: { readonly name: string }) {
  const run = useSlice((state) => state.run);
  if (run.kind !== 'saving') return null;
  const { bytes, totalBytes } = run;
  const text = unbroken(`${bytesText(bytes)} of ${bytesText(totalBytes)}`);
  return (
    <>
      <p className="hint">
        Writing <bdi>{name}</bdi>: {text}
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
