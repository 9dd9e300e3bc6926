import { createExclusions } from '../core/exclusion/exclusions.ts';
import { NO_SUMS, STORED_RUN_FORMAT, type RunHead } from '../core/plan/stored-run.ts';
import type { RunParameters } from '../core/recipe/recipe-parameters.ts';
import { rowBytesOf } from '../core/recipe/recipe.ts';
import type { RowStorage } from '../pool/wire/sink.ts';
import { LOCKED } from './ensure-sink.ts';
import { outcomesOfUnopened } from './outcomes-of-unopened.ts';
import type { PlannedFiles, RunEnvironment } from './run-environment.ts';
import { runInSlices } from './run-in-slices.ts';
import { createRunProgress } from './run-progress.ts';
import type { RunRecord } from './run-record.ts';
import type { RunSink } from './run-sink.ts';
import { receiveRun, sendPlan } from './stored-run-parts.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Begins a run of a plan. Resolves when its sink is open and its plan is recorded, or with null if
 * the signal was aborted before that. Rejects if the sink cannot record the plan.
 */
export async function beginRun<Source, Folder, Sink extends RunSink>(
  environment: Pick<RunEnvironment<Source, Folder, Sink>, 'newRunId' | 'spawnSink' | 'saveFolder'>,
  planned: PlannedFiles<Source, Folder>,
  parameters: RunParameters,
  onShow: () => void,
  signal: AbortSignal,
): Promise<RunRecord<Source, Folder, Sink> | null> {
  const { plan, stats, listMs } = planned;
  const head: RunHead = {
    format: STORED_RUN_FORMAT,
    id: environment.newRunId(),
    name: plan.name,
    startedMs: Date.now(),
    parameters,
    slots: plan.slots.length,
    listMs,
  };
  const sink = environment.spawnSink();
  try {
    const storage = await untilAborted(openSink(sink, head, planned), signal);
    if (storage === null) {
      sink.terminate();
      return null;
    }
    const progress = createRunProgress(plan, 0, onShow);
    const unopened = await runInSlices(outcomesOfUnopened(plan));
    progress.add(unopened);
    const uncommitted = storage.kind === 'disk' ? unopened : [];
    const exclusions = createExclusions(plan.slots.length);
    const known = { sums: NO_SUMS, suspects: [], uncommitted, exclusions };
    const folder = await planned.root;
    if (folder !== null && storage.kind === 'disk') void environment.saveFolder(head.id, folder);
    return { head, plan, stats, progress, sink, storage, ...known, hasFiles: true, folder };
  } catch (error) {
    sink.terminate();
    throw error;
  }
}

async function openSink(
  sink: RunSink,
  head: RunHead,
  { plan, stats }: PlannedFiles<unknown, unknown>,
): Promise<RowStorage> {
  const { slots, parameters } = head;
  const storage = await sink.open({ slots, rowBytes: rowBytesOf(parameters.recipe) }, head);
  const blocker = storage.kind === 'disk' ? await sendPlan(sink, plan, stats) : null;
  if (blocker !== null) throw new Error(blocker.detail);
  return storage;
}

/** A stored run without its files, or the reason if it cannot be opened. */
export type ReopenedRun<Source, Folder, Sink> =
  { readonly run: RunRecord<Source, Folder, Sink> } | { readonly reason: string };

/** Opens a run that is on disk; its files are found later. */
export async function reopenRun<Source, Folder, Sink extends RunSink>(
  environment: Pick<
    RunEnvironment<Source, Folder, Sink>,
    'spawnSink' | 'wasCleanExit' | 'clearCleanExit'
  >,
  runId: string,
  onShow: () => void,
): Promise<ReopenedRun<Source, Folder, Sink>> {
  const sink = environment.spawnSink();
  try {
    const opening = await sink.openRun(runId, environment.wasCleanExit(runId));
    environment.clearCleanExit(runId);
    if (opening.kind !== 'opened') {
      sink.terminate();
      return { reason: opening.kind === 'locked' ? LOCKED : opening.reason };
    }
    const { head, sums, suspects } = opening.run;
    const { plan, stats, outcomes, exclusions } = await receiveRun(sink, head);
    const progress = createRunProgress(plan, sums.wallMs, onShow);
    for (const part of outcomes) progress.add(part);
    const files = { uncommitted: [], hasFiles: false, folder: null };
    const storage = { kind: 'disk' as const };
    return {
      run: { head, plan, stats, progress, exclusions, sink, storage, sums, suspects, ...files },
    };
  } catch (error) {
    sink.terminate();
    throw error;
  }
}
