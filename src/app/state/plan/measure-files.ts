import type { RunPlan } from '../../../core/plan/plan.ts';
import type { FileStat } from '../../../core/plan/file-stat.ts';
import type { FileStats } from '../../../core/plan/file-stats.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import { nextTask, SLICE_MS } from '../../../run/run-in-slices.ts';

/** The progress of measuring a plan. */
export interface Measured {
  readonly bytes: number;
  readonly isDone: boolean;
}

/** Concurrent requests to the file system. */
const CONCURRENT_STATS = 64;
const SHOW_INTERVAL_MS = 200;

/**
 * Asks for the size and modification time of each slot's file, in slot order, a few at a time, unless it
 * is known. Waits for `untilWanted`, which returns null if there is nothing to wait for. Calls `onMeasured` now and then and at the end; stops if it returns false. A file that cannot be
 * measured stays unknown: opening it will report the reason.
 */
export async function measureFiles(
  plan: RunPlan<FileSource>,
  statFile: (source: FileSource) => Promise<FileStat>,
  stats: FileStats,
  untilWanted: () => Promise<void> | null,
  onMeasured: (measured: Measured) => boolean,
): Promise<void> {
  let bytes = 0;
  let next = 0;
  let isWanted = true;
  let lastShown = performance.now();
  let sliceEnd = lastShown + SLICE_MS;

  function show(): void {
    const now = performance.now();
    if (now - lastShown < SHOW_INTERVAL_MS) return;
    lastShown = now;
    isWanted = onMeasured({ bytes, isDone: false });
  }

  async function loop(): Promise<void> {
    for (let file = plan.slots[next]; file !== undefined && isWanted; file = plan.slots[next]) {
      next += 1;
      if (file.source === null) continue;
      const waiting = untilWanted();
      if (waiting !== null) await waiting;
      try {
        const stat = stats.get(file.slot) ?? (await statFile(file.source));
        stats.set(file.slot, stat);
        bytes += stat.bytes;
      } catch {
        continue;
      }
      show();
      // a File answers synchronously, on the page's thread: yield now and then
      if (performance.now() > sliceEnd) {
        await nextTask();
        sliceEnd = performance.now() + SLICE_MS;
      }
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT_STATS }, loop));
  if (isWanted) onMeasured({ bytes, isDone: true });
}
