import { useRef } from 'react';

import type { BrowserFacts } from '../../../core/browser-facts.ts';
import { ServedKinds } from './ServedKinds.tsx';
import { browserFactTexts } from './browser-texts.ts';
import { useSession, useSlice } from '../session-context.ts';
import './dialogs.css';

/** A button in the masthead; behind it what this browser has, and what comes of it. */
export function AboutBrowser() {
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const about = useSlice((state) => state.about);
  function open(): void {
    dialog.current?.showModal();
    // its one button is at its end: whoever opens it begins at the top
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
        {about?.facts !== undefined && <Facts facts={about.facts} />}
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}

function Facts({ facts }: { readonly facts: BrowserFacts }) {
  const cores = useSlice((state) => state.cores);
  const userAgent = useSlice((state) => state.userAgent);
  return (
    <>
      <dl className="about-facts">
        {browserFactTexts(facts, cores, userAgent).map(({ name, text, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b>{text}</b>
              {note !== null && <span className="hint"> {note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <ServedKinds facts={facts} />
    </>
  );
}
