import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import type { RunPause } from '../../../core/plan/stored-run.ts';
import type { Platform } from '../../platform/platform.ts';
import { runInSlices } from '../../platform/run-in-slices.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';
import { findLivingSink } from './living-sink.ts';
import type { RunAtHand } from './run-at-hand.ts';
import type { RunProgress } from './run-progress.ts';
import { resultInSteps, type RunResult } from './run-result.ts';
import type { AwaitedFolder, PauseCause, RunView, SessionState } from '../session-state.ts';

/** Keeps the run at hand, and what the page shows of it. */
export interface RunKeeper {
  readonly run: RunAtHand | null;
  readonly result: RunResult | null;
  /** Makes this the run at hand. */
  takeUp(run: RunAtHand): void;
  /** Changes what is known of the run at hand. */
  update(changed: Partial<RunAtHand>): void;
  /** Shows how far it is, with these changes to what is shown. */
  show(changed: Partial<RunView>): void;
  hideResult(): void;
  /** The run rests, and can be gone on with. `null`: the user wants it so. */
  rest(pausedBy: PauseCause | null, reason: string | null): Promise<void>;
  /** The run has ended, finished or stopped: shows what came out, unless the rows are gone. */
  finish(): Promise<void>;
  /** Shows what came out of a run that ended before. */
  publish(): Promise<void>;
  /** The run cannot go on, and its rows are gone. */
  breakOff(reason: string): void;
  awaitFolder(purpose: AwaitedFolder['purpose'], images: number): void;
  /** The store of the run at hand, once it answers; null where there is none, which is said. */
  livingSink(): Promise<SinkWorker | null>;
  /** Closes the run at hand; on disk it stays. */
  letGo(): Promise<void>;
}

export function createRunKeeper(
  store: StoreApi<SessionState>,
  platform: Platform,
  onStoreChanged: () => void,
): RunKeeper {
  let run: RunAtHand | null = null;
  let result: RunResult | null = null;
  let releaseMark: () => void = () => {};
  let finding: { readonly of: RunProgress; readonly sink: Promise<SinkWorker | null> } | null =
    null;

  function show(changed: Partial<RunView>): void {
    if (run === null) return;
    const { storage, progress } = run;
    const before = store.getState().run ?? { status: 'running', pausedBy: null, reason: null };
    store.setState({ run: { ...before, storage, ...progress.view(), ...changed } });
  }

  function drop(): RunAtHand | null {
    const dropped = run;
    run = null;
    result = null;
    releaseMark();
    releaseMark = () => {};
    return dropped;
  }

  function breakOff(reason: string): void {
    show({ status: 'broken', pausedBy: null, reason });
    drop()?.sink.terminate();
    onStoreChanged();
  }

  async function findSink(): Promise<SinkWorker | null> {
    const asked = run;
    if (asked === null) return null;
    const found = await findLivingSink(asked, platform);
    const isAtHand = run?.progress === asked.progress;
    if ('sink' in found) {
      if (isAtHand && found.changed !== undefined) run = { ...asked, ...found.changed };
      if (!isAtHand && found.changed !== undefined) found.sink.terminate();
      return isAtHand ? found.sink : null;
    }
    if (!isAtHand) return null;
    if (!found.areRowsGone) store.setState({ notices: [found.why] });
    else {
      store.setState({ result: null });
      breakOff(found.why);
    }
    return null;
  }

  /** Has it written down that the run rests. Gives why its rows are gone, where they are. */
  async function writeRest(status: RunPause['status']): Promise<string | null> {
    if (run === null) return null;
    const { sink, storage, probe } = run;
    try {
      const blocker = await sink.recordPause({ status, probe, userAgent: platform.userAgent });
      return blocker?.kind === 'storage-lost' ? blocker.detail : null;
    } catch (error) {
      // on disk they are there all the same
      return storage.kind === 'memory' ? `The rows' store failed: ${errorMessage(error)}` : null;
    }
  }

  /** Outcomes that could not be written down before have another try. */
  async function writeLeft(): Promise<void> {
    if (run === null || run.uncommitted.length === 0) return;
    const { sink, sums, uncommitted } = run;
    const blocker = await sink.commit({ outcomes: uncommitted, sums }).catch(() => 'dead');
    if (blocker === null && run?.sink === sink) run = { ...run, uncommitted: [] };
  }

  async function publish(): Promise<void> {
    if (run === null) return;
    const { plan, head, sums, probe, progress } = run;
    const steps = resultInSteps({
      plan,
      outcomes: progress.outcomes,
      parameters: head.parameters,
      timings: { listMs: head.listMs, ...sums },
      userAgent: platform.userAgent,
      probe,
    });
    const made = await runInSlices(steps);
    if (run?.progress !== progress) return; // it was let go meanwhile
    result = made;
    // a stop that came after the last image has stopped nothing
    const status = progress.left === 0 ? 'finished' : 'stopped';
    show({ status, pausedBy: null, reason: null });
    store.setState({ result: result.view });
  }

  return {
    get run() {
      return run;
    },
    get result() {
      return result;
    },
    takeUp(taken) {
      run = taken;
      releaseMark();
      releaseMark =
        taken.storage.kind === 'disk' ? platform.markCleanExit(taken.head.id) : () => {};
    },
    update(changed) {
      if (run !== null) run = { ...run, ...changed };
    },
    show,
    hideResult() {
      result = null;
      store.setState({ result: null });
    },
    async rest(pausedBy, reason) {
      const lost = await writeRest('paused');
      if (lost !== null) return breakOff(lost);
      show({ status: 'paused', pausedBy, reason });
    },
    async finish() {
      if (run === null) return;
      await writeLeft();
      const isWritten = run?.uncommitted.length === 0 && run.progress.left === 0;
      const lost = await writeRest(isWritten ? 'finished' : 'stopped');
      if (lost !== null) return breakOff(lost);
      await publish();
      onStoreChanged();
    },
    publish,
    breakOff,
    awaitFolder(purpose, images) {
      if (run === null) return;
      const { id: runId, name } = run.head;
      store.setState({ awaited: { runId, name, purpose, images } });
    },
    livingSink() {
      if (run === null) return Promise.resolve(null);
      const { progress } = run;
      if (finding?.of === progress) return finding.sink; // two who ask get one worker
      const sink = findSink().finally(() => {
        if (finding?.of === progress) finding = null;
      });
      finding = { of: progress, sink };
      return sink;
    },
    async letGo() {
      const gone = drop();
      store.setState({ run: null, result: null, awaited: null });
      if (gone === null) return;
      await gone.sink.close().catch(() => undefined); // it may be dead already
      gone.sink.terminate();
      onStoreChanged();
    },
  };
}
