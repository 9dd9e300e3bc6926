import { lazy, Suspense } from 'react';

import type { Finding } from '../../../run/run-progress.ts';
import { amountText } from '../quantity-text.ts';
import './findings.css';

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly count: number;
}

// the virtual list is a tenth of the page's script and not needed for the first paint, so it is
// loaded right after, in time for the first finding
const loading = import('./FindingList.tsx').then(
  ({ FindingList }) => ({ default: FindingList }),
  () => ({ default: FindingCount }), // offline: show the count; the manifest lists all of them
);
const FindingList = lazy(() => loading);

/** Files that failed or have a warning. */
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
