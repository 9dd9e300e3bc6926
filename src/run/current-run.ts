import { planLabelsInSteps } from '../core/labels/slot-labels.ts';
import type { RunPause } from '../core/plan/stored-run.ts';
import { errorMessage } from '../core/error-message.ts';
import { sinkFailureText } from './commit-queue.ts';
import { ensureSink } from './ensure-sink.ts';
import type { RunEnvironment } from './run-environment.ts';
import { runInSlices } from './run-in-slices.ts';
import type { RunMachine } from './run-machine.ts';
import type { ProgressView, RunProgress } from './run-progress.ts';
import type { RunRecord } from './run-record.ts';
import { resultInSteps } from './run-result.ts';
import type { RunSink } from './run-sink.ts';
import type { AwaitedFolder, PauseCause } from './run-state.ts';

/** Holds the record of the current run, and pauses, ends or closes it. */
export interface CurrentRun<Source, Folder, Sink> {
  readonly record: RunRecord<Source, Folder, Sink> | null;
  progress(): ProgressView | null;
  /** Shows empty progress for a run of this many slots, which is about to begin. */
  expect(total: number): void;
  adopt(record: RunRecord<Source, Folder, Sink>): void;
  update(changed: Partial<RunRecord<Source, Folder, Sink>>): void;
  /** Records that the run pauses. `cause` is null if the user paused it. */
  pause(cause: PauseCause | null, reason: string | null, resumesItself?: boolean): Promise<void>;
  /** Records that the run pauses because its folder is needed. */
  needFolder(reason: string): Promise<void>;
  folderFor(purpose: AwaitedFolder['purpose'], images: number): AwaitedFolder | null;
  /** Records that the run has finished or was stopped, and publishes its result. */
  finish(): Promise<void>;
  /** Makes the result of a run that has ended, again if its exclusions have changed. */
  publish(): Promise<void>;
  /** Marks the run as broken: it cannot be resumed, because its rows are gone. */
  break(reason: string): void;
  /** The sink, once it responds; null, with a notice, if there is none. */
  ensureSink(): Promise<Sink | null>;
  /** Closes the run; it stays on disk. */
  close(): Promise<void>;
}

export function createCurrentRun<Source, Folder, Sink extends RunSink>(
  environment: RunEnvironment<Source, Folder, Sink>,
  machine: RunMachine,
  onStorageChanged: () => void,
): CurrentRun<Source, Folder, Sink> {
  let record: RunRecord<Source, Folder, Sink> | null = null;
  let shown: ProgressView | null = null;
  let releaseMark: () => void = () => {};
  let ensuring: { readonly of: RunProgress; readonly sink: Promise<Sink | null> } | null = null;

  function progress(): ProgressView | null {
    if (record !== null) {
      const { head, storage } = record;
      shown = { runId: head.id, storage, ...record.progress.view() };
    }
    return shown;
  }

  function drop(): typeof record {
    const dropped = record;
    record = null;
    releaseMark();
    releaseMark = () => {};
    return dropped;
  }

  function breakRun(reason: string): void {
    machine.send({ type: 'broke', reason });
    drop()?.sink.terminate();
    onStorageChanged();
  }

  async function replaceSink(): Promise<Sink | null> {
    const asked = record;
    if (asked === null) return null;
    const ensured = await ensureSink(asked, environment.spawnSink);
    const isCurrent = record?.progress === asked.progress;
    if ('sink' in ensured) {
      if (isCurrent && ensured.changed !== undefined) record = { ...asked, ...ensured.changed };
      if (!isCurrent && ensured.changed !== undefined) ensured.sink.terminate();
      return isCurrent ? ensured.sink : null;
    }
    if (isCurrent && ensured.areRowsGone) breakRun(ensured.reason);
    else if (isCurrent) machine.note(ensured.reason);
    return null;
  }

  /** Returns false if the rows turn out to be gone, which breaks the run. */
  async function recordPause(status: RunPause['status']): Promise<boolean> {
    if (record === null) return false;
    const { sink, storage } = record;
    const { userAgent } = environment;
    let lost: string | null = null;
    try {
      const blocker = await sink.recordPause({ status, userAgent });
      if (blocker?.kind === 'storage-lost') lost = blocker.detail;
    } catch (error) {
      // rows on disk are safe without it
      if (storage.kind === 'memory') lost = sinkFailureText(errorMessage(error));
    }
    if (lost !== null) breakRun(lost);
    return lost === null;
  }

  /** Tries again to commit outcomes that could not be committed before. */
  async function commitRemaining(): Promise<void> {
    if (record === null || record.uncommitted.length === 0) return;
    const { sink, sums, uncommitted } = record;
    const blocker = await sink.commit({ outcomes: uncommitted, sums }).catch(() => 'dead');
    if (blocker === null && record?.sink === sink) record = { ...record, uncommitted: [] };
  }

  async function publish(): Promise<void> {
    if (record === null) return;
    const { plan, head, sums, progress: made } = record;
    const { userAgent, version } = environment;
    const { parameters, listMs } = head;
    const timings = { listMs, ...sums };
    const { outcomes } = made;
    const excluded = record.exclusions;
    const result = await runInSlices(
      resultInSteps({
        plan,
        outcomes,
        excluded,
        labelsInSteps: () => planLabelsInSteps(plan),
        parameters,
        timings,
        userAgent,
        version,
      }),
    );
    if (record?.progress !== made) return; // it was closed meanwhile
    if (machine.send({ type: 'result-changed', result })) return;
    // a stop after the last image has no effect
    machine.send({ type: made.remaining === 0 ? 'finished' : 'stopped', result });
  }

  function folderFor(purpose: AwaitedFolder['purpose'], images: number): AwaitedFolder | null {
    if (record === null) return null;
    const { id: runId, name } = record.head;
    return { runId, name, purpose, images };
  }

  return {
    get record() {
      return record;
    },
    progress,
    expect(total) {
      const findings = { findings: [], findingCount: 0 };
      shown = {
        runId: null,
        storage: null,
        total,
        done: 0,
        elapsedMs: 0,
        meter: null,
        ...findings,
      };
      environment.show({ progress: shown });
    },
    adopt(adopted) {
      record = adopted;
      releaseMark();
      const isOnDisk = adopted.storage.kind === 'disk';
      releaseMark = isOnDisk ? environment.markCleanExit(adopted.head.id) : () => {};
    },
    update(changed) {
      if (record !== null) record = { ...record, ...changed };
    },
    async pause(cause, reason, resumesItself = false) {
      if (await recordPause('paused'))
        machine.send({ type: 'paused', cause, reason, resumesItself });
    },
    async needFolder(reason) {
      const folder = folderFor('resume', record?.progress.remaining ?? 0);
      if (folder === null || !(await recordPause('paused'))) return;
      machine.send({ type: 'folder-needed', folder, reason });
    },
    folderFor,
    async finish() {
      if (record === null) return;
      await commitRemaining();
      const isCommitted = record?.uncommitted.length === 0 && record.progress.remaining === 0;
      if (!(await recordPause(isCommitted ? 'finished' : 'stopped'))) return;
      await publish();
      onStorageChanged();
    },
    publish,
    break: breakRun,
    ensureSink() {
      if (record === null) return Promise.resolve(null);
      const { progress: of } = record;
      if (ensuring?.of === of) return ensuring.sink; // concurrent callers share one replacement
      const sink = replaceSink().finally(() => {
        if (ensuring?.of === of) ensuring = null;
      });
      ensuring = { of, sink };
      return sink;
    },
    async close() {
      const closed = drop();
      shown = null;
      machine.send({ type: 'close' });
      environment.show({ progress: null });
      if (closed === null) return;
      await closed.sink.close().catch(() => undefined); // it may be dead already
      closed.sink.terminate();
      onStorageChanged();
    },
  };
}
