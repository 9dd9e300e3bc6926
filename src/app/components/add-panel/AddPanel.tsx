import { useEffect, useRef } from 'react';

import { awaitedFolderOf, canAddImages, shownState } from '../../../run/run-state.ts';
import { SampleStrip } from './SampleStrip.tsx';
import { amountText } from '../quantity-text.ts';
import { useSession, useSlice } from '../session-context.ts';
import { purposeText } from '../stored-runs/stored-run-texts.ts';
import './add-panel.css';

/** Adds images: by a drop, a chosen folder, or the samples. Also asks for a folder again. */
export function AddPanel() {
  const stage = useRef<HTMLElement>(null);
  const listing = useSlice((state) => state.listing);
  const awaited = useSlice(({ run }) => awaitedFolderOf(run));
  const isFirst = useSlice(
    ({ planned, run }) => planned === null && shownState(run).kind === 'none',
  );
  useEffect(() => {
    if (awaited !== null) stage.current?.focus(); // the pressed control is in another panel
  }, [awaited]);
  const names = ['add-panel', isFirst ? '' : 'add-again', awaited === null ? '' : 'add-awaited'];
  return (
    <section
      ref={stage}
      tabIndex={-1}
      className={names.filter((name) => name !== '').join(' ')}
      aria-labelledby="add-heading"
    >
      <AddHeading isFirst={isFirst} />
      <AddButtons isFirst={isFirst} />
      {listing !== null && (
        <p className="listing" data-testid="listing">
          Listing: {amountText(listing, 'file')} so far
        </p>
      )}
      {isFirst && <SampleStrip />}
    </section>
  );
}

function AddHeading({ isFirst }: { readonly isFirst: boolean }) {
  const awaited = useSlice(({ run }) => awaitedFolderOf(run));
  if (awaited !== null) {
    return (
      <div>
        <h2 id="add-heading">
          Drop “<bdi>{awaited.name}</bdi>” again {purposeText(awaited)}
        </h2>
        <p className="lead">
          {amountText(awaited.images, 'image')} to go. The rows made so far are kept.
        </p>
      </div>
    );
  }
  return (
    <div>
      <h2 id="add-heading">
        {isFirst ? 'Drop a folder of images' : 'Drop another folder anywhere'}
      </h2>
      {isFirst && (
        <p className="lead">
          You get one NumPy array, ready to train on. Your images stay on this computer.
        </p>
      )}
    </div>
  );
}

function AddButtons({ isFirst }: { readonly isFirst: boolean }) {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const archives = useRef<HTMLInputElement>(null);
  const isAwaiting = useSlice(({ run }) => awaitedFolderOf(run) !== null);
  const isDisabled = useSlice(({ run, listing }) => !canAddImages(run) || listing !== null);
  return (
    <div className="buttons">
      <button
        type="button"
        className={isFirst || isAwaiting ? 'primary' : ''}
        disabled={isDisabled}
        onClick={() => void session.chooseFolder(() => input.current?.click())}
      >
        Choose folder
      </button>
      <button
        type="button"
        disabled={isDisabled}
        onClick={() => void session.chooseArchive(() => archives.current?.click())}
      >
        Choose .zip or .tar
      </button>
      {isAwaiting ? (
        <button key="cancel" type="button" onClick={session.cancelFolder}>
          Cancel
        </button>
      ) : (
        <button key="samples" type="button" disabled={isDisabled} onClick={session.addSamples}>
          Try 12 samples
        </button>
      )}
      <input
        ref={(element) => {
          input.current = element;
          if (element !== null) element.webkitdirectory = true; // not an attribute in React
        }}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const { files } = currentTarget;
          if (files !== null && files.length > 0) session.addInput(files);
          currentTarget.value = ''; // so that the same folder can be chosen again
        }}
      />
      <input
        ref={archives}
        type="file"
        accept=".zip,.tar"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const { files } = currentTarget;
          if (files !== null && files.length > 0) session.addArchives(files);
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
