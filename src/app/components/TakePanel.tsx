import { useRef } from 'react';

import { isBusy } from '../state/session-state.ts';
import { SampleStrip } from './SampleStrip.tsx';
import { amountText } from './quantity-text.ts';
import { useSession, useSlice } from './session-context.ts';

/** Where images come from: a drop anywhere, a chosen folder, the samples. */
export function TakePanel() {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const listing = useSlice((state) => state.listing);
  const isPlanned = useSlice((state) => state.planned !== null);
  const isDisabled = useSlice((state) => isBusy(state) || state.listing !== null);
  return (
    <section className={isPlanned ? 'take take-again' : 'take'} aria-labelledby="take-heading">
      <div className="take-words">
        <h2 id="take-heading">
          {isPlanned ? 'Drop another folder anywhere' : 'Drop a folder of images'}
        </h2>
        {!isPlanned && (
          <p className="lead">
            Out comes one NumPy array, ready to train on. They stay on this computer.
          </p>
        )}
      </div>
      <div className="buttons">
        <button
          type="button"
          className={isPlanned ? '' : 'primary'}
          disabled={isDisabled}
          onClick={() => void session.chooseFolder(() => input.current?.click())}
        >
          Choose folder
        </button>
        <button type="button" disabled={isDisabled} onClick={session.takeSamples}>
          Try 12 samples
        </button>
        <input
          ref={(element) => {
            input.current = element;
            if (element !== null) element.webkitdirectory = true; // React has no attribute for it
          }}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            const { files } = currentTarget;
            if (files !== null && files.length > 0) session.takeInput(files);
            currentTarget.value = ''; // so that the same folder can be chosen again
          }}
        />
      </div>
      {listing !== null && (
        <p className="listing" data-testid="listing">
          Listing: {amountText(listing, 'file')} so far
        </p>
      )}
      {!isPlanned && <SampleStrip />}
    </section>
  );
}
