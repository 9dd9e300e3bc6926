import { Suspense } from 'react';

import type { Finding } from '../../../run/run-progress.ts';
import { loadLater } from '../load-later.tsx';
import { amountText } from '../quantity-text.ts';
import './findings.css';

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly count: number;
}

// The virtual list is a tenth of the page's script, and is loaded in time for the first finding.
// Offline, the count is shown instead; the manifest lists all of them.
const FindingList = loadLater(
  import('./FindingList.tsx').then((part) => part.FindingList),
  FindingCount,
);

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
