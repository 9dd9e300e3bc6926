import { Suspense, useState } from 'react';

import { loadOnUse } from '../load-later.tsx';
import { useSlice } from '../session-context.ts';

// fetched when it is opened
const ContactSheet = loadOnUse(() =>
  import('./ContactSheet.tsx').then((part) => part.ContactSheet),
);

/** Opens the contact sheet of the current run. */
export function SheetStage() {
  const [isOpen, setOpen] = useState(false);
  const hasRows = useSlice(({ progress }) => progress !== null && progress.done > 0);
  if (!hasRows) return null;
  return (
    <section className="stage" aria-labelledby="sheet-heading">
      <div className="stage-head">
        <h2 id="sheet-heading">Contact sheet</h2>
        <p className="facts">Look at the rows, and exclude those that do not belong.</p>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close' : 'Show all rows'}
        </button>
      </div>
      {isOpen && (
        <Suspense>
          <ContactSheet />
        </Suspense>
      )}
    </section>
  );
}
