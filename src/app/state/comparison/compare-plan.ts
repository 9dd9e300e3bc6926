import type { StoreApi } from 'zustand/vanilla';

import { cellsByImportance } from '../../../core/comparison/cell.ts';
import {
  COMPARISON_KIND,
  COMPARISON_SCHEMA,
  type ComparisonReport,
} from '../../../core/comparison/report.ts';
import { errorMessage } from '../../../core/error-message.ts';
import { rowBytesOf } from '../../../core/recipe/recipe.ts';
import type { QueuedImage } from '../../../pool/batch-queue.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import { createComparisonMeter } from '../../../run/compare/comparison-meter.ts';
import { runComparison, type ComparisonProgress } from '../../../run/compare/run-comparison.ts';
import { sampleInGroups } from '../../../run/compare/sample-in-groups.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import { PIXELPOOL_VERSION } from '../../version.ts';
import type { PlanView, SessionState } from '../session-state.ts';
import { BEGUN_COMPARISON, type ComparisonView } from './comparison-view.ts';

/** The rows of a sample are in memory until the next pass. */
const MAX_ROW_BYTES = 512 * 2 ** 20;

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
  const { cores } = platform;
  const { recipe } = parameters;
  const { seconds, hasBatches } = comparisonSettings;
  const images = readableImages(planned);
  const sink = platform.spawnSinkWorker();
  let view: ComparisonView = BEGUN_COMPARISON;
  function update(changed: Partial<ComparisonView>): void {
    view = { ...view, ...changed };
    store.setState({ comparison: view });
  }
  const meter = createComparisonMeter({
    pool,
    sink,
    images,
    slots: planned.plan.slots.length,
    statOf: planned.stats.get,
    recipe,
    cores,
    watch: platform.watchDisturbance,
    stop,
  });
  const fixed = {
    kind: COMPARISON_KIND,
    schema: COMPARISON_SCHEMA,
    pixelpool: PIXELPOOL_VERSION,
    startedMs: Date.now(),
    seconds,
    machine: { cores, memoryGiB: platform.memoryGiB ?? null },
    userAgent: platform.userAgent,
    folder: folderOf(planned),
    recipe,
  } as const;

  function show(progress: ComparisonProgress): void {
    const { plan, passes, probes, doing, share } = progress;
    update({ doing, share });
    if (plan === null) return;
    const { cells, leftOut, rounds } = plan;
    const report: ComparisonReport = {
      ...fixed,
      isComplete: doing === null,
      sample: sampleOf(planned, images, plan.images),
      rounds,
      startMs: meter.startMs(),
      cells: cells.map(({ way, workers, batch }) => ({ way, workers, batch })),
      leftOut,
      passes,
      probes,
    };
    update({ report });
  }

  try {
    const request = {
      cells: cellsByImportance(cores, hasBatches ? batchWayOf(recipe.decode) : null),
      images: Math.min(images.length, Math.ceil(MAX_ROW_BYTES / rowBytesOf(recipe))),
      cores,
      budgetMs: seconds * 1000,
    };
    const isComplete = await runComparison(meter, request, show);
    update({ status: isComplete ? 'finished' : 'stopped', doing: null });
  } catch (error) {
    update({ status: 'broken', reason: errorMessage(error) });
  } finally {
    sink.terminate();
  }
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
