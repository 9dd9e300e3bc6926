import type { BrowserProbe } from '../../../core/browser-probe.ts';
import type { RunPlan } from '../../../core/plan/plan.ts';
import type { RunHead, RunSums } from '../../../core/plan/stored-run.ts';
import type { SlotOutcome } from '../../../core/verdict.ts';
import type { QueuedImage, ImageList } from '../../../pool/batch-queue.ts';
import type { RowStorage } from '../../../pool/wire/sink.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';
import type { FileStats } from '../../../core/plan/file-stats.ts';
import type { RunProgress } from './run-progress.ts';

/** Some tenths of a millisecond. */
export const SLOTS_PER_STEP = 8192;

/** The run that the page has: what is known of it, and the open store with its rows. */
export interface RunAtHand {
  readonly head: RunHead;
  readonly plan: RunPlan<FileSource>;
  readonly stats: FileStats;
  readonly progress: RunProgress;
  readonly sink: SinkWorker;
  readonly storage: RowStorage;
  readonly sums: RunSums;
  readonly probe: BrowserProbe | null;
  /** Slots that were with a worker when a tab went down. */
  readonly suspects: readonly number[];
  /** Outcomes that are known here and not yet written down. */
  readonly uncommitted: readonly SlotOutcome[];
  /** Whether its files are at hand: a stored run has paths until its folder is there again. */
  readonly hasFiles: boolean;
  /** The one folder that the files are in, where the browser gives such handles. */
  readonly folder: FileSystemDirectoryHandle | null;
}

/**
 * The slots that have neither an outcome nor a doubt on them, and have a file, in order. Yields every
 * few thousand slots (see runInSlices).
 */
export function* imagesLeftInSteps(run: RunAtHand): Generator<void, ImageList<FileSource>, void> {
  const suspected = new Set(run.suspects);
  const { outcomes } = run.progress;
  const slots = new Uint32Array(run.progress.left);
  let count = 0;
  for (const [index, { slot, source }] of run.plan.slots.entries()) {
    if (index % SLOTS_PER_STEP === 0) yield;
    if (source === null || outcomes[slot] !== undefined || suspected.has(slot)) continue;
    slots[count++] = slot;
  }
  return imagesAt(run.plan, slots.subarray(0, count));
}

/** The suspects that have no outcome yet. */
export function suspectsLeft(run: RunAtHand): readonly QueuedImage<FileSource>[] {
  return run.suspects.flatMap((slot) => {
    const source = run.plan.slots[slot]?.source ?? null;
    return source === null || run.progress.outcomes[slot] !== undefined ? [] : [{ slot, source }];
  });
}

/** Slots of a plan as images, without an object for each. */
function imagesAt(plan: RunPlan<FileSource>, slots: Uint32Array): ImageList<FileSource> {
  return {
    length: slots.length,
    at(index) {
      const slot = slots[index];
      const source = slot === undefined ? undefined : plan.slots[slot]?.source;
      return slot === undefined || !source ? undefined : { slot, source };
    },
  };
}
