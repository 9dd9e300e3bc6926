import { Suspense, useRef } from 'react';

import { loadLater } from '../load-later.tsx';
import './dialogs.css';

const Explanation = loadLater(import('./Explanation.tsx').then((part) => part.Explanation));

/** A button in the masthead that opens a dialog. */
export function HowItWorks() {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="quiet" onClick={() => dialog.current?.showModal()}>
        How it works
      </button>
      <dialog ref={dialog} aria-labelledby="how-heading">
        <h2 id="how-heading">How it works</h2>
        <Suspense>
          <Explanation />
        </Suspense>
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}
