import { useRef } from 'react';
import './dialogs.css';

/** A button in the masthead and the dialog behind it. */
export function HowItWorks() {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="quiet" onClick={() => dialog.current?.showModal()}>
        How it works
      </button>
      <dialog ref={dialog} aria-labelledby="how-heading">
        <h2 id="how-heading">How it works</h2>
        <p>
          Your folder is listed and sorted, and every image gets its place in the array before the
          first one is decoded. A pool of workers, one for each core of this computer, then reads,
          decodes and scales the images in batches. Their order of completion changes nothing.
        </p>
        <p>
          Every file is accounted for. What cannot be decoded is named, with the reason, in the
          manifest that comes with the array; the others are not held up by it.
        </p>
        <p>
          A run outlives its page. Rows are kept on disk as they are made, in a place that the
          browser gives this page: after a closed tab or a crash, “Earlier runs” goes on from there,
          once the folder is dropped again. Where a browser has no such place, they are in memory,
          and the page says so.
        </p>
        <p>
          Nothing is uploaded: no part of this page sends your images anywhere, and its policy
          forbids it to talk to any server but the one it came from.
        </p>
        <p>
          The rows are those of Pillow 12.3.0, byte for byte, and the result comes with the Python
          that makes them too. With Turbo they are those of Pillow’s <code>draft()</code>: JPEGs are
          decoded at 1/2, 1/4 or 1/8, and most of the work is left out. With{' '}
          <code>decode: canvas</code> the browser itself decodes and scales; browsers differ in how
          they do that, so those rows are marked approximate.
        </p>
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}
