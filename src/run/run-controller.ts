import { createMutex } from '../core/mutex.ts';
import { errorMessage } from '../core/error-message.ts';
import type { WorkerPool } from '../pool/worker-pool.ts';
import { sinkFailureText } from './commit-queue.ts';
import { createCurrentRun, type CurrentRun } from './current-run.ts';
import { createExcluder, type Excluder } from './exclude-rows.ts';
import { createFolderSearch } from './folder-search.ts';
import { beginRun, reopenRun } from './open-run.ts';
import { failedSlotsInSteps } from './retry-images.ts';
import type { FolderListing, RunEnvironment } from './run-environment.ts';
import { createRunExecutor } from './run-executor.ts';
import { runInSlices } from './run-in-slices.ts';
import { createRunMachine, type RunMachine } from './run-machine.ts';
import type { RunRecord } from './run-record.ts';
import type { RunSink } from './run-sink.ts';
import { canResume, canRetry, isWorking, refusalOf, type AwaitedFolder } from './run-state.ts';
import { createSavedRuns, type SavedRuns } from './saved-runs.ts';
import { createStoragePoller } from './storage-poller.ts';
import type { RunEvent } from './transition.ts';
import { untilAborted } from './until-aborted.ts';

/** Controls the current run, and opens saved ones. No call rejects. */
export interface RunController<Source, Folder, Sink> {
  readonly machine: RunMachine;
  readonly record: RunRecord<Source, Folder, Sink> | null;
  readonly saved: Pick<SavedRuns, 'refresh' | 'remove'>;
  readonly excluder: Excluder;
  /** Starts a run of the plan. */
  start(): Promise<void>;
  /** Pauses once the images in the workers are done; nothing is lost. */
  pause(): void;
  /** Call it in a click handler: the browser may ask for permission. */
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** Retries only the failed images, and reopens their files. */
  retryFailed(): Promise<void>;
  /** Resumes a saved run. Call it in a click handler. */
  resumeSaved(runId: string): Promise<void>;
  /** Opens a saved run to show its result. */
  openSaved(runId: string): Promise<void>;
  /** Attaches the files of this folder to the run that waits for it. */
  attach(listing: FolderListing<Source, Folder>): Promise<void>;
  /** Stops waiting for a folder. */
  cancelFolder(): Promise<void>;
  /** The sink, once it responds; null, with a notice, if there is none. */
  ensureSink(): Promise<Sink | null>;
  /** Closes the current run; it stays on disk. */
  close(): Promise<void>;
}

/** Abort the current work: `ended` on a pause or a stop, `stopped` only on a stop. */
interface Signals {
  readonly ended: AbortController;
  readonly stopped: AbortController;
}

export function createRunController<Source, Folder, Sink extends RunSink>(
  environment: RunEnvironment<Source, Folder, Sink>,
  pool: WorkerPool<Source>,
): RunController<Source, Folder, Sink> {
  const machine = createRunMachine((changed) => {
    environment.show({ ...changed, progress: current.progress() });
    abortSignals();
    const { state } = machine;
    if (state.kind === 'paused' && state.resumesItself) poller.start();
    else poller.stop();
  });
  const saved = createSavedRuns(environment, machine, () => current.record?.head.id ?? null);
  const current: CurrentRun<Source, Folder, Sink> = createCurrentRun(
    environment,
    machine,
    saved.refreshSoon,
  );
  const executor = createRunExecutor({ environment, pool, machine, current });
  const search = createFolderSearch({ environment, machine, current, onFound });
  const poller = createStoragePoller(
    () => current.record?.sink.tryRoom(),
    () => void resume(),
    (error) => {
      const reason = sinkFailureText(errorMessage(error));
      machine.send({ type: 'paused', cause: 'workers', reason });
    },
  );
  const excluder = createExcluder(current, machine, work);
  const mutex = createMutex();
  let pending = 0;
  let signals: Signals | null = null;
  const showProgress = (): void => environment.show({ progress: current.progress() });

  function abortSignals(): void {
    const { kind } = machine.state;
    if (kind === 'pausing' || kind === 'stopping') signals?.ended.abort();
    if (kind === 'stopping') signals?.stopped.abort();
  }

  /** Returns whether the event was accepted; if not, shows the reason if there is one. */
  function request(event: RunEvent): boolean {
    const isAccepted = machine.send(event);
    const refusal = isAccepted ? null : refusalOf(machine.state);
    if (refusal !== null) machine.note(refusal);
    return isAccepted;
  }

  /** Runs one task at a time, then handles a pause or stop that was requested meanwhile. */
  async function work(task: (own: Signals) => Promise<void>): Promise<void> {
    pending += 1;
    await mutex.runExclusive(async () => {
      const mine = { ended: new AbortController(), stopped: new AbortController() };
      signals = mine;
      abortSignals();
      try {
        await task(mine);
      } catch (error) {
        const reason = errorMessage(error);
        if (isWorking(machine.state)) await current.pause('workers', reason);
        else machine.note(reason);
        machine.send({ type: 'returned' });
      }
      pending -= 1;
      if (pending === 0) await settle(); // otherwise the next task determines the state
    });
  }

  async function settle(): Promise<void> {
    if (machine.state.kind === 'stopping') {
      await current.finish();
      machine.send({ type: 'stopped', result: null });
    } else if (isWorking(machine.state)) {
      await current.pause(null, null);
    }
  }

  async function start(): Promise<void> {
    const next = environment.nextRun();
    if (next === null || !request({ type: 'start' })) return;
    const { planned, parameters } = next;
    const closing = current.close();
    current.expect(planned.plan.slots.length);
    await work(async ({ ended, stopped }) => {
      try {
        await closing;
        const run = await beginRun(environment, planned, parameters, showProgress, stopped.signal);
        if (run === null) return void machine.send({ type: 'stopped', result: null });
        current.adopt(run);
        if (run.storage.kind === 'disk') void environment.askToPersist().catch(() => undefined);
      } catch (error) {
        return void machine.send({ type: 'broke', reason: errorMessage(error) });
      }
      await executor.resume(ended);
    });
  }

  async function resume(): Promise<void> {
    const { state } = machine;
    const { record } = current;
    if (canResume(state) && record === null) return start(); // stopped before it began
    if (canResume(state) && (!record?.hasFiles || state.kind === 'waiting-for-folder')) {
      return search.find('resume', record?.progress.remaining ?? 0);
    }
    const isForbidden = state.kind === 'paused' && state.cause === 'permission';
    if (isForbidden && record !== null && record.folder !== null) return askToResume(record.folder);
    if (request({ type: 'resume' })) await work(({ ended }) => executor.resume(ended));
  }

  async function askToResume(folder: Folder): Promise<void> {
    if (!request({ type: 'ask-permission' })) return;
    await work(async ({ ended }) => {
      const mayRead = await untilAborted(environment.askToRead(folder), ended.signal);
      if (mayRead === false) {
        machine.note('The browser still does not let the page read the folder.');
        machine.send({ type: 'returned' });
      } else if (machine.send({ type: 'resume' })) await executor.resume(ended);
    });
  }

  async function retryFailed(): Promise<void> {
    const { state } = machine;
    const { record } = current;
    if (record === null || !canRetry(state)) return void request({ type: 'retry' });
    const slots = await runInSlices(failedSlotsInSteps(record));
    if (slots.length === 0 || machine.state !== state) return;
    if (!record.hasFiles) return search.find('retry', slots.length);
    if (request({ type: 'retry' })) await work(({ ended }) => executor.retry(ended, slots));
  }

  async function onFound(purpose: AwaitedFolder['purpose']): Promise<void> {
    return purpose === 'retry' ? retryFailed() : resume();
  }

  /** Opens a saved run; the current one stays if that fails. */
  async function open(runId: string, show: () => Promise<void>): Promise<void> {
    if (!request({ type: 'open-stored' })) return;
    const note = (reason: string) => machine.note(`The run could not be opened: ${reason}`);
    await work(async () => {
      try {
        const reopened = await reopenRun<Source, Folder, Sink>(environment, runId, showProgress);
        if ('run' in reopened) {
          await current.close();
          current.adopt(reopened.run);
          await show();
        } else note(reopened.reason);
      } catch (error) {
        note(errorMessage(error));
      }
      machine.send({ type: 'returned' });
      saved.refreshSoon();
    });
  }

  return {
    machine,
    get record() {
      return current.record;
    },
    saved,
    excluder,
    start,
    pause: () => void machine.send({ type: 'pause' }),
    resume,
    async stop() {
      if (machine.send({ type: 'stop' })) await work(async () => undefined);
    },
    retryFailed,
    async resumeSaved(runId) {
      if (current.record?.head.id === runId) return resume();
      let remaining = 0;
      await open(runId, async () => {
        remaining = current.record?.progress.remaining ?? 0;
        if (remaining === 0) return current.finish();
        machine.send({ type: 'paused', cause: null, reason: null });
      });
      if (remaining > 0) await search.find('resume', remaining);
    },
    async openSaved(runId) {
      if (current.record?.head.id !== runId) await open(runId, current.publish);
    },
    attach: search.attach,
    async cancelFolder() {
      if (machine.send({ type: 'cancel-folder' }) && machine.state.kind === 'none') {
        await current.close();
      }
    },
    ensureSink: current.ensureSink,
    close: current.close,
  };
}
