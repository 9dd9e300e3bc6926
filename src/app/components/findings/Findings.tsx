import { lazy, Suspense } from 'react';

import type { Finding } from '../../../run/run-progress.ts';
import { amountText } from '../quantity-text.ts';
import './findings.css';

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly count: number;
}

// a list of which only a part is in the document takes a tenth of the page's script, and the page can
// be painted without it: it is fetched right after, and is there when something is found
const loading = import('./FindingList.tsx').then(
  ({ FindingList }) => ({ default: FindingList }),
  () => ({ default: FindingCount }), // the network is gone: the manifest has them all
);
const FindingList = lazy(() => loading);

/** Files that failed or want a second look. */
export function Findings(props: FindingsProps) {
  return (
    <Suspense fallback={<FindingCount {...props} />}>
      <FindingList {...props} />
    </Suspense>
  );
}

function FindingCount({ count }: FindingsProps) {
  return (
    <div className="findings">
      <h3>{amountText(count, 'file needs', 'files need')} attention</h3>
    </div>
  );
}
