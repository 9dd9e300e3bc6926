import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import { isUnreadFolder, planInSteps, type RunPlan } from '../../../core/plan/plan.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { FolderListing, OnCount } from '../../platform/files/list-folder.ts';
import type { Platform } from '../../platform/platform.ts';
import { runInSlices } from '../../platform/run-in-slices.ts';
import { createFileStats, type FileStats } from '../../../core/plan/file-stats.ts';
import { measureFiles } from './measure-files.ts';
import { isBusy, type SessionState } from '../session-state.ts';

/** The count of files is shown at most ten times a second. */
const COUNT_INTERVAL_MS = 100;

/** Lists images; a drop's items are taken before it returns. */
export type ListImages = (onCount: OnCount) => FolderListing | Promise<FolderListing>;

/**
 * Lists, and shows the count as it grows; it stays until `listing` is set to null, when something is
 * made of the files. Null where that did not work, which becomes a notice. Never rejects.
 */
export async function listImages(
  store: StoreApi<SessionState>,
  list: ListImages,
): Promise<FolderListing | null> {
  const note = (notice: string): void => store.setState({ notices: [notice] });
  if (store.getState().listing !== null) {
    note('A folder is being listed; wait for it.');
    return null;
  }
  store.setState({ listing: 0, notices: [] });
  try {
    const showCount = atMostEvery(COUNT_INTERVAL_MS, (n) => store.setState({ listing: n }));
    const listing = await list(showCount);
    if (listing.files.length > 0) return listing;
    note('There are no files in there. Drop a folder of images.');
  } catch (error) {
    note(`The images could not be listed: ${errorMessage(error)}`);
  }
  store.setState({ listing: null });
  return null;
}

/**
 * Plans what was listed, in `listMs` from the drop on, and puts the plan where the old one was; the run
 * at hand is let go. False where something has begun meanwhile: then all stays as it is.
 */
export async function planImages(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'statFile'>,
  listing: FolderListing,
  startedAt: number,
  letGo: () => Promise<void>,
): Promise<boolean> {
  const plan = await runInSlices(planInSteps(listing));
  const listMs = performance.now() - startedAt;
  const stats = createFileStats(plan.slots.length);
  const measured = { bytes: 0, isDone: false };
  const { via, root } = listing;
  const planned = { plan, via, root, listMs, stats, measured };
  if (isBusy(store.getState())) return false;
  const closing = letGo();
  store.setState({ planned, listing: null, comparison: null, notices: noticesOn(plan) });
  void measurePlan(store, platform, plan, stats);
  await closing;
  return true;
}

const FOLDERS_NAMED = 3;

/** Folders of which not everything was listed: whoever starts a run has to know of them before. */
function noticesOn({ unnamed }: RunPlan<FileSource>): readonly string[] {
  const unread = unnamed.filter(isUnreadFolder);
  const others = unread.length - FOLDERS_NAMED;
  return [
    // isolated, so that a name that turns the direction of text around ends before the sentence
    ...unread.slice(0, FOLDERS_NAMED).map(({ path, problem }) => {
      return `\u2068${path}\u2069 ${problem?.detail ?? ''}`;
    }),
    ...(others > 0 ? [`The same goes for other folders: ${others}. The manifest names them.`] : []),
  ];
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
