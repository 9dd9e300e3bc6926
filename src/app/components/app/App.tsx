import '../../styles/base.css';
import '../../styles/controls.css';
import '../../styles/stage.css';
import { Suspense, useEffect, useState } from 'react';

import { resultOf, shownState } from '../../../run/run-state.ts';
import type { Session } from '../../state/session.ts';
import { AboutBrowser } from '../dialogs/AboutBrowser.tsx';
import { HowItWorks } from '../dialogs/HowItWorks.tsx';
import { Notices } from '../notices/Notices.tsx';
import { PlanPanel } from '../plan-panel/PlanPanel.tsx';
import { ResultPanel } from '../result-panel/ResultPanel.tsx';
import { RunPanel } from '../run-panel/RunPanel.tsx';
import { StageAnnouncer } from '../StageAnnouncer.tsx';
import { StoredRuns } from '../stored-runs/StoredRuns.tsx';
import { AddPanel } from '../add-panel/AddPanel.tsx';
import { loadLater } from '../load-later.tsx';
import { SessionContext, useSlice } from '../session-context.ts';
import { useFocusFallback } from '../use-focus-fallback.ts';
import './app.css';

const ComparePanel = loadLater(
  import('../compare-panel/ComparePanel.tsx').then((part) => part.ComparePanel),
);

export function App({ session }: { readonly session: Session }) {
  const isDragging = useWindowDrop(session);
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
  const isComparisonShown = useSlice((state) => state.comparison !== null);
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
      {isResultShown && <ResultPanel />}
      {hasEarlierRuns && <StoredRuns key={String(isFirst)} isLead={isFirst} />}
    </>
  );
}

/** Makes the whole window a drop target. Returns whether something is dragged over it. */
function useWindowDrop(session: Session): boolean {
  const [isDragging, setIsDragging] = useState(false);
  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    function onOver(event: DragEvent): void {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setIsDragging(true);
    }
    function onLeave(event: DragEvent): void {
      if (event.relatedTarget === null) setIsDragging(false);
    }
    function onDrop(event: DragEvent): void {
      const { dataTransfer } = event;
      if (dataTransfer === null || !carriesFiles(event)) return;
      event.preventDefault();
      setIsDragging(false);
      session.addDrop(dataTransfer);
    }
    window.addEventListener('dragenter', onOver, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    return () => listeners.abort();
  }, [session]);
  return isDragging;
}
