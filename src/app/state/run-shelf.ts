import type { StoreApi } from 'zustand/vanilla';

import { messageOf } from '../../pool/worker-link.ts';
import type { Platform } from '../platform/platform.ts';
import type { SinkWorker } from '../platform/sink-worker.ts';
import type { SessionState } from './session-state.ts';

/** The runs that this browser keeps. */
export interface RunShelf {
  /** Asks for them again, and for the space that is left. Never rejects. */
  refresh(): Promise<void>;
  remove(runId: string): Promise<void>;
}

/** `handId`: names the run at hand, which is none of them. */
export function createRunShelf(
  store: StoreApi<SessionState>,
  platform: Platform,
  handId: () => string | null,
): RunShelf {
  let latest = 0;

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
    const atHand = handId(); // by now: it may have been taken up while they were listed
    store.setState({ storedRuns: runs.filter(({ head }) => head.id !== atHand), space });
  }

  return {
    refresh,
    async remove(runId) {
      if (runId === handId()) return store.setState({ notices: ['This run is open here.'] });
      try {
        const isGone = await ask((sink) => sink.deleteRun(runId));
        const notice = 'The run is open in another tab: close that first.';
        if (!isGone) store.setState({ notices: [notice] });
        if (isGone) await platform.forgetFolder(runId);
        if (isGone) platform.forgetMark(runId);
      } catch (error) {
        store.setState({ notices: [`The run could not be deleted: ${messageOf(error)}`] });
      }
      await refresh();
    },
  };
}
