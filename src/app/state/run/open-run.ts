import { rowBytesOf } from '../../../core/recipe/recipe.ts';
import { STORED_RUN_FORMAT, type RunHead } from '../../../core/plan/stored-run.ts';
import type { RunParameters } from '../../../core/recipe/recipe-parameters.ts';
import type { Platform } from '../../platform/platform.ts';
import { runInSlices } from '../../platform/run-in-slices.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';
import { outcomesOfUnopened } from './outcomes-of-unopened.ts';
import type { RunAtHand } from './run-at-hand.ts';
import { createRunProgress } from './run-progress.ts';
import { NO_SUMS } from './run-stretch.ts';
import type { PlanView } from '../session-state.ts';
import { receiveRun, sendPlan } from './stored-run-parts.ts';
import { untilAborted } from '../until-aborted.ts';

/**
 * Begins a run of a plan: its store is open and its plan written down when this resolves; null where
 * the signal was aborted before. Rejects with a sentence where the store does not take it.
 */
export async function beginRun(
  platform: Platform,
  planned: PlanView,
  parameters: RunParameters,
  onShow: () => void,
  signal: AbortSignal,
): Promise<RunAtHand | null> {
  const { plan, stats, listMs } = planned;
  const head: RunHead = {
    format: STORED_RUN_FORMAT,
    id: platform.newRunId(),
    name: plan.name,
    startedMs: Date.now(),
    parameters,
    slots: plan.slots.length,
    listMs,
  };
  const sink = platform.spawnSinkWorker();
  try {
    const opening = openStore(sink, head, planned);
    const storage = await untilAborted(opening, signal);
    if (storage === null) {
      sink.terminate();
      return null;
    }
    const progress = createRunProgress(plan, 0, onShow);
    const unopened = await runInSlices(outcomesOfUnopened(plan));
    progress.add(unopened);
    const uncommitted = storage.kind === 'disk' ? unopened : [];
    const known = { sums: NO_SUMS, probe: null, suspects: [], uncommitted };
    const folder = await planned.root;
    if (folder !== null && storage.kind === 'disk') void platform.keepFolder(head.id, folder);
    return { head, plan, stats, progress, sink, storage, ...known, hasFiles: true, folder };
  } catch (error) {
    sink.terminate();
    throw error;
  }
}

async function openStore(sink: SinkWorker, head: RunHead, { plan, stats }: PlanView) {
  const { slots, parameters } = head;
  const storage = await sink.open({ slots, rowBytes: rowBytesOf(parameters.recipe) }, head);
  const blocker = storage.kind === 'disk' ? await sendPlan(sink, plan, stats) : null;
  if (blocker !== null) throw new Error(blocker.detail);
  return storage;
}

/** What came of the wish to open a stored run: the run without its files, or why not. */
export type Reopening = { readonly run: RunAtHand } | { readonly why: string };

/** Opens a run that is in the store. Its files are not at hand. */
export async function reopenRun(
  platform: Platform,
  runId: string,
  onShow: () => void,
): Promise<Reopening> {
  const sink = platform.spawnSinkWorker();
  try {
    const opening = await sink.openRun(runId, platform.wasCleanExit(runId));
    platform.clearCleanExit(runId);
    if (opening.kind !== 'opened') {
      sink.terminate();
      return {
        why: opening.kind === 'locked' ? 'It is open in another tab.' : opening.reason,
      };
    }
    const { head, sums, probe, suspects } = opening.run;
    const { plan, stats, outcomes } = await receiveRun(sink, head);
    const progress = createRunProgress(plan, sums.wallMs, onShow);
    for (const part of outcomes) progress.add(part);
    const nothing = { uncommitted: [], hasFiles: false, folder: null };
    const storage = { kind: 'disk' as const };
    const run = { head, plan, stats, progress, sink, storage, sums, probe, suspects, ...nothing };
    return { run };
  } catch (error) {
    sink.terminate();
    throw error;
  }
}
