import type { StoreApi } from 'zustand/vanilla';

import { planInSteps, type Listing, type RunPlan } from '../../core/plan.ts';
import { messageOf } from '../../pool/worker-link.ts';
import type { FileSource } from '../platform/file-source.ts';
import type { OnCount } from '../platform/list-folder.ts';
import type { Platform } from '../platform/platform.ts';
import { runInSlices } from '../platform/run-in-slices.ts';
import { createFileStats, measureFiles, type FileStats } from './file-stats.ts';
import { isBusy, type SessionState } from './session-state.ts';

/** The count of files is shown at most ten times a second. */
const COUNT_INTERVAL_MS = 100;

/** Lists images; a drop's items are taken before it returns. */
export type ListImages = (onCount: OnCount) => Listing<FileSource> | Promise<Listing<FileSource>>;

/**
 * Lists (the count is shown as it grows), plans, and puts the plan where the old one was, together
 * with whatever came of that. Never rejects: what goes wrong becomes a notice.
 */
export async function takeImages(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'statFile'>,
  list: ListImages,
  letResultGo: () => void,
): Promise<void> {
  const note = (notice: string): void => store.setState({ notices: [notice] });
  if (isBusy(store.getState())) return note('Stop what is running before you take other images.');
  if (store.getState().listing !== null) return note('A folder is being listed; wait for it.');
  const startedAt = performance.now();
  store.setState({ listing: 0, notices: [] });
  try {
    const showCount = atMostEvery(COUNT_INTERVAL_MS, (n) => store.setState({ listing: n }));
    const listing = await list(showCount);
    const plan = await runInSlices(planInSteps(listing));
    if (plan.summary.listed === 0)
      return note('There are no files in there. Drop a folder of images.');
    letResultGo();
    const listMs = performance.now() - startedAt;
    const stats = createFileStats(plan.slots.length);
    const measured = { bytes: 0, isDone: false };
    store.setState({ planned: { plan, listMs, stats, measured }, comparison: null });
    void measurePlan(store, platform, plan, stats);
  } catch (error) {
    note(`The images could not be listed: ${messageOf(error)}`);
  } finally {
    store.setState({ listing: null });
  }
}

/** Asks for every file's size, behind the plan's back, and shows the sum as it grows. */
async function measurePlan(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'statFile'>,
  plan: RunPlan<FileSource>,
  stats: FileStats,
): Promise<void> {
  await measureFiles(plan, platform.statFile, stats, (measured) => {
    const { planned } = store.getState();
    if (planned?.plan !== plan) return false;
    store.setState({ planned: { ...planned, measured } });
    return true;
  });
}

/** Passes a value on at most once in so many milliseconds. */
function atMostEvery(intervalMs: number, show: (value: number) => void): (value: number) => void {
  let lastShown = performance.now();
  return (value) => {
    const now = performance.now();
    if (now - lastShown < intervalMs) return;
    lastShown = now;
    show(value);
  };
}
