import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import type { Platform } from '../../platform/platform.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';
import { isGoing, type SessionState } from '../session-state.ts';

/** The runs that this browser keeps. */
export interface RunShelf {
  /** Asks for them again, and for the space that is left. Never rejects. */
  refresh(): Promise<void>;
  /** The same in a while, and not in the middle of a run: every journal is read for it. */
  refreshSoon(): void;
  remove(runId: string): Promise<void>;
}

/** How long the store is left alone after it changed: what follows on it comes first. */
const REST_MS = 1000;

/** `handId`: names the run at hand, which is none of them. */
export function createRunShelf(
  store: StoreApi<SessionState>,
  platform: Platform,
  handId: () => string | null,
): RunShelf {
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function ask<T>(question: (sink: SinkWorker) => Promise<T>): Promise<T> {
    const sink = platform.spawnSinkWorker();
    try {
      return await question(sink);
    } finally {
      sink.terminate();
    }
  }

  async function refresh(): Promise<void> {
    latest += 1;
    const mine = latest;
    // without a store there is nothing to list
    const runs = await ask((sink) => sink.listRuns()).catch(() => []);
    const space = await platform.askSpace().catch(() => null);
    if (mine !== latest) return;
    store.setState({ storedRuns: runs, space });
    hideAtHand(); // by now: it may have been taken up while they were listed
  }

  function hideAtHand(): void {
    const { storedRuns } = store.getState();
    const atHand = handId();
    if (storedRuns?.some(({ head }) => head.id === atHand) !== true) return;
    store.setState({ storedRuns: storedRuns.filter(({ head }) => head.id !== atHand) });
  }

  function refreshSoon(): void {
    hideAtHand();
    timer ??= setTimeout(() => {
      timer = null;
      if (isGoing(store.getState().run)) refreshSoon();
      else void refresh();
    }, REST_MS);
  }

  return {
    refresh,
    refreshSoon,
    async remove(runId) {
      if (runId === handId()) return store.setState({ notices: ['This run is open here.'] });
      try {
        const isGone = await ask((sink) => sink.deleteRun(runId));
        const notice = 'The run is open in another tab: close that first.';
        if (!isGone) store.setState({ notices: [notice] });
        if (isGone) await platform.forgetFolder(runId);
        if (isGone) platform.clearCleanExit(runId);
      } catch (error) {
        store.setState({ notices: [`The run could not be deleted: ${errorMessage(error)}`] });
      }
      await refresh();
    },
  };
}
