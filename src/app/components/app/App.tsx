import '../../styles/base.css';
import '../../styles/controls.css';
import '../../styles/stage.css';
import { Suspense } from 'react';

import { resultOf, shownState } from '../../../run/run-state.ts';
import type { Session } from '../../state/session.ts';
import { AboutBrowser } from '../dialogs/AboutBrowser.tsx';
import { SheetStage } from '../contact-sheet/SheetStage.tsx';
import { HowItWorks } from '../dialogs/HowItWorks.tsx';
import { Notices } from '../notices/Notices.tsx';
import { PlanPanel } from '../plan-panel/PlanPanel.tsx';
import { ResultStage } from '../result-panel/ResultStage.tsx';
import { RunPanel } from '../run-panel/RunPanel.tsx';
import { StageAnnouncer } from '../StageAnnouncer.tsx';
import { StoredRuns } from '../stored-runs/StoredRuns.tsx';
import { AddPanel } from '../add-panel/AddPanel.tsx';
import { loadLater, loadOnUse } from '../load-later.tsx';
import { SessionContext, useSlice } from '../session-context.ts';
import { useAddedFiles } from '../use-added-files.ts';
import { useFocusFallback } from '../use-focus-fallback.ts';
import './app.css';

// fetched when it is asked for: its charts are larger than the page
const ComparePanel = loadOnUse(() =>
  import('../compare-panel/ComparePanel.tsx').then((part) => part.ComparePanel),
);

// without it the page is as good, but not offline
const OfflineCopy = loadLater(
  import('../offline-copy/OfflineCopy.tsx').then((part) => part.OfflineCopy),
  () => null,
);

export function App({ session }: { readonly session: Session }) {
  const isDragging = useAddedFiles(session);
  const focusFallback = useFocusFallback();
  return (
    <SessionContext value={session}>
      <div className="page">
        <header className="masthead">
          <h1>
            <img src="./icon.svg" alt="" width="28" height="28" />
            pixelpool
          </h1>
          <nav className="masthead-links" aria-label="About">
            <AboutBrowser />
            <HowItWorks />
          </nav>
        </header>
        <main {...focusFallback}>
          <Suspense>
            <OfflineCopy />
          </Suspense>
          <Notices />
          <AddPanel />
          <Stages />
        </main>
        <StageAnnouncer />
      </div>
      {isDragging && (
        <div className="drop-veil" aria-hidden="true">
          <p>Drop to add these images</p>
        </div>
      )}
    </SessionContext>
  );
}

/** The stages in order; a stage with nothing to show renders nothing. */
function Stages() {
  const isPlanned = useSlice((state) => state.planned !== null);
  const isRunShown = useSlice(({ run }) => shownState(run).kind !== 'none');
  const isResultShown = useSlice(({ run }) => resultOf(run) !== null);
  const isComparisonShown = useSlice(
    ({ comparison, savedComparison }) => comparison !== null || savedComparison !== null,
  );
  const hasEarlierRuns = useSlice(
    (state) => state.storedRuns !== null && state.storedRuns.length > 0,
  );
  const isFirst = !isPlanned && !isRunShown;
  return (
    <>
      {isPlanned && <PlanPanel />}
      {isComparisonShown && (
        <Suspense>
          <ComparePanel />
        </Suspense>
      )}
      {isRunShown && <RunPanel />}
      {isResultShown && <ResultStage />}
      {isRunShown && <SheetStage />}
      {hasEarlierRuns && <StoredRuns key={String(isFirst)} isLead={isFirst} />}
    </>
  );
}
