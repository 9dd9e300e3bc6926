import { Suspense } from 'react';

import { resultOf } from '../../../run/run-state.ts';
import { loadLater } from '../load-later.tsx';
import { useSlice } from '../session-context.ts';
import { useStageArrival } from '../use-stage-arrival.ts';

// fetched once the page is painted: a result must not depend on the network
const ResultPanel = loadLater(import('./ResultPanel.tsx').then((part) => part.ResultPanel));

/** The stage of the result, which is there, and can have the focus, before its contents. */
export function ResultStage() {
  const result = useSlice(({ run }) => resultOf(run));
  const stage = useStageArrival();
  if (result === null) return null;
  return (
    <section ref={stage} tabIndex={-1} className="stage" aria-labelledby="result-heading">
      <Suspense>
        <ResultPanel result={result} />
      </Suspense>
    </section>
  );
}
