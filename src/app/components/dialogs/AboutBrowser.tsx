import { Suspense, useRef } from 'react';

import { useSession, useSlice } from '../session-context.ts';
import { loadLater } from '../load-later.tsx';
import './dialogs.css';

const FactList = loadLater(import('./FactList.tsx').then((part) => part.FactList));

/** A button in the masthead that opens a dialog about this browser's capabilities. */
export function AboutBrowser() {
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const about = useSlice((state) => state.about);
  function open(): void {
    dialog.current?.showModal();
    // the only button is at the end; start at the top
    dialog.current?.focus({ preventScroll: true });
    dialog.current?.scrollTo(0, 0);
    void session.askAboutBrowser();
  }
  return (
    <>
      <button type="button" className="quiet" onClick={open}>
        About this browser
      </button>
      <dialog ref={dialog} tabIndex={-1} className="about" aria-labelledby="about-heading">
        <h2 id="about-heading">About this browser</h2>
        {about?.reason !== undefined && (
          <p className="error">This browser could not be checked. {about.reason}</p>
        )}
        {about !== null && about.reason === undefined && about.facts === undefined && (
          <p role="status">Checking this browser …</p>
        )}
        {about?.facts !== undefined && (
          <Suspense>
            <FactList facts={about.facts} />
          </Suspense>
        )}
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}
