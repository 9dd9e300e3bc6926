import type { StoreApi } from 'zustand/vanilla';

import { cellsByImportance } from '../../../core/comparison/cell.ts';
import {
  COMPARISON_KIND,
  COMPARISON_SCHEMA,
  type ComparisonReport,
} from '../../../core/comparison/report.ts';
import { errorMessage } from '../../../core/error-message.ts';
import { COMPARED, STORED_RUN_FORMAT, type RunHead } from '../../../core/plan/stored-run.ts';
import type { RunParameters } from '../../../core/recipe/recipe-parameters.ts';
import { rowBytesOf } from '../../../core/recipe/recipe.ts';
import type { QueuedImage } from '../../../pool/batch-queue.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import { createComparisonMeter } from '../../../run/compare/comparison-meter.ts';
import { runComparison, type ComparisonProgress } from '../../../run/compare/run-comparison.ts';
import { sendPlan } from '../../../run/stored-run-parts.ts';
import { untilAborted } from '../../../run/until-aborted.ts';
import { sampleInGroups } from '../../../run/compare/sample-in-groups.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';
import { PIXELPOOL_VERSION } from '../../version.ts';
import type { PlanView, SessionState } from '../session-state.ts';
import { BEGUN_COMPARISON, type ComparisonView } from './comparison-view.ts';

/** A sample has no more rows than this. */
const MAX_ROW_BYTES = 128 * 2 ** 20;
/** A file has room for all slots, also those that are not in the sample: of larger folders rows stay in memory. */
const MAX_FILE_BYTES = 2 ** 30;

/**
 * Compares ways and numbers of workers on a sample of the plan, and shows the results so far. Never
 * rejects.
 */
export async function comparePlan(
  store: StoreApi<SessionState>,
  platform: Platform,
  pool: WorkerPool<FileSource>,
  stop: AbortController,
): Promise<void> {
  const { planned, parameters, comparisonSettings } = store.getState();
  if (planned === null) return;
  const { cores, userAgent } = platform;
  const { recipe } = parameters;
  const { seconds, hasBatches } = comparisonSettings;
  const images = readableImages(planned);
  const sink = platform.spawnSinkWorker();
  let view: ComparisonView = BEGUN_COMPARISON;
  function update(changed: Partial<ComparisonView>): void {
    view = { ...view, ...changed };
    store.setState({ comparison: view });
  }
  const fixed = {
    kind: COMPARISON_KIND,
    schema: COMPARISON_SCHEMA,
    pixelpool: PIXELPOOL_VERSION,
    startedMs: Date.now(),
    seconds,
    machine: { cores, memoryGiB: platform.memoryGiB ?? null },
    userAgent,
    folder: folderOf(planned),
    recipe,
  } as const;

  function show(progress: ComparisonProgress, startMs: number): void {
    const { plan, passes, probes, doing, share } = progress;
    update({ doing, share });
    if (plan === null) return;
    const { cells, leftOut, rounds } = plan;
    const report: ComparisonReport = {
      ...fixed,
      isComplete: doing === null,
      sample: sampleOf(planned, images, plan.images),
      rounds,
      startMs,
      cells: cells.map(({ way, workers, batch }) => ({ way, workers, batch })),
      leftOut,
      passes,
      probes,
    };
    update({ report });
  }

  const head = headOf(planned, parameters, `${COMPARED}${platform.newRunId()}`);
  try {
    const startedAt = performance.now();
    const opening = openSink(sink, head, planned);
    const hasJournal = await untilAborted(opening, stop.signal);
    if (hasJournal === null) return update({ status: 'stopped' });
    const sinkMs = performance.now() - startedAt;
    const statOf = planned.stats.get;
    const watch = platform.watchDisturbance;
    const sampled = { images, statOf, recipe, cores, userAgent };
    const needs = { pool, sink, hasJournal, ...sampled, watch, stop };
    const meter = createComparisonMeter(needs);
    const request = {
      cells: cellsByImportance(cores, hasBatches ? batchWayOf(recipe.decode) : null),
      images: Math.min(images.length, Math.ceil(MAX_ROW_BYTES / rowBytesOf(recipe))),
      cores,
      budgetMs: seconds * 1000,
    };
    const isComplete = await runComparison(meter, request, (progress) =>
      show(progress, meter.startMs() + sinkMs),
    );
    update({ status: isComplete ? 'finished' : 'stopped', doing: null });
  } catch (error) {
    update({ status: 'broken', reason: errorMessage(error) });
  } finally {
    await sink.deleteRun(head.id).catch(() => undefined); // the list of runs deletes it then
    sink.terminate();
  }
}

/** Begins as a run does, where that is possible. Returns whether there is a journal. */
async function openSink(
  sink: SinkWorker,
  head: RunHead,
  { plan, stats }: PlanView,
): Promise<boolean> {
  const rowBytes = rowBytesOf(head.parameters.recipe);
  const { slots } = head;
  const isSmall = slots * rowBytes <= MAX_FILE_BYTES;
  const storage = await sink.open({ slots, rowBytes }, isSmall ? head : null);
  if (storage.kind !== 'disk') return false;
  const blocker = await sendPlan(sink, plan, stats);
  if (blocker !== null) throw new Error(blocker.detail);
  return true;
}

function headOf({ plan, listMs }: PlanView, parameters: RunParameters, id: string): RunHead {
  const slots = plan.slots.length;
  const startedMs = Date.now();
  return { format: STORED_RUN_FORMAT, id, name: plan.name, startedMs, parameters, slots, listMs };
}

/** Batches are timed with the user's own choice; the canvas is none that batches would help. */
function batchWayOf(decode: SessionState['parameters']['recipe']['decode']): 'exact' | 'turbo' {
  return decode === 'turbo' ? 'turbo' : 'exact';
}

function readableImages({ plan }: PlanView): readonly QueuedImage<FileSource>[] {
  return plan.slots.flatMap(({ slot, source }) => (source === null ? [] : [{ slot, source }]));
}

function folderOf({ plan, measured }: PlanView): ComparisonReport['folder'] {
  return { images: plan.slots.length, bytes: measured.isDone ? measured.bytes : null };
}

function sampleOf(
  planned: PlanView | null,
  images: readonly QueuedImage<FileSource>[],
  count: number,
): ComparisonReport['sample'] {
  const sizes = sampleInGroups(images, count).map(({ slot }) => planned?.stats.get(slot)?.bytes);
  const known = sizes.filter((size) => size !== undefined);
  const bytes = known.reduce((sum, size) => sum + size, 0);
  return { images: sizes.length, bytes: known.length === sizes.length ? bytes : null };
}
