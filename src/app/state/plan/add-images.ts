import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import {
  isUnreadFolder,
  planInSteps,
  replanInSteps,
  type RunPlan,
} from '../../../core/plan/plan.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { FolderListing, OnCount } from '../../platform/files/list-folder.ts';
import type { Platform } from '../../platform/platform.ts';
import { runInSlices } from '../../../run/run-in-slices.ts';
import type { RunMachine } from '../../../run/run-machine.ts';
import { canPause, isIdle } from '../../../run/run-state.ts';
import { createFileStats, type FileStats } from '../../../core/plan/file-stats.ts';
import { measureFiles } from './measure-files.ts';
import type { PlanView, SessionState } from '../session-state.ts';

/** The file count is updated at most ten times a second. */
const COUNT_INTERVAL_MS = 100;

/** Lists images; reads the items of a drop synchronously. */
export type ListImages = (onCount: OnCount) => FolderListing | Promise<FolderListing>;

/**
 * Lists images and shows their count as it grows. The caller sets `listing` to null when it has
 * used the files. Returns null, with a notice, if it fails. Never rejects.
 */
export async function listImages(
  store: StoreApi<SessionState>,
  { note, addNotes }: Pick<RunMachine, 'note' | 'addNotes'>,
  list: ListImages,
): Promise<FolderListing | null> {
  if (store.getState().listing !== null) {
    addNotes(
      'Another folder is still being listed. Add these images again once its plan is shown.',
    );
    return null;
  }
  store.setState({ listing: 0 });
  note();
  try {
    const showCount = atMostEvery(COUNT_INTERVAL_MS, (n) => store.setState({ listing: n }));
    const listing = await list(showCount);
    if (listing.files.length > 0) return listing;
    addNotes('There are no files in it. Drop a folder of images.');
  } catch (error) {
    addNotes(`The images could not be listed: ${errorMessage(error)}`);
  }
  store.setState({ listing: null });
  return null;
}

/**
 * Plans the files of a listing that began at `startedAt`. Replaces the previous plan and closes the
 * current run. Returns false and changes nothing if something else has begun meanwhile.
 */
export async function planImages(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'statFile'>,
  machine: Pick<RunMachine, 'state' | 'addNotes'>,
  listing: FolderListing,
  startedAt: number,
  closeRun: () => Promise<void>,
): Promise<boolean> {
  const plan = await runInSlices(planInSteps(listing, store.getState().parameters.hidden));
  const listMs = performance.now() - startedAt;
  if (!isIdle(machine.state)) return false;
  const closing = closeRun();
  const { via, root, notices } = listing;
  showPlan(store, platform, { plan, via, root, listMs });
  machine.addNotes(...notices, ...noticesOn(plan));
  await closing;
  return true;
}

/** Plans the same files again, with hidden folders in or out. The current run stays as it is. */
export async function replanImages(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'statFile'>,
): Promise<void> {
  const { planned, parameters } = store.getState();
  if (planned === null) return;
  // nothing may be started or added meanwhile
  store.setState({ listing: planned.plan.summary.listed });
  const plan = await runInSlices(replanInSteps(planned.plan, parameters.hidden));
  showPlan(store, platform, { ...planned, plan });
}

function showPlan(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'statFile'>,
  { plan, via, root, listMs }: Omit<PlanView, 'stats' | 'measured'>,
): void {
  const stats = createFileStats(plan.slots.length);
  const measured = { bytes: 0, isDone: false };
  const planned = { plan, via, root, listMs, stats, measured };
  store.setState({ planned, listing: null, comparison: null });
  void measurePlan(store, platform, plan, stats);
}

const FOLDERS_NAMED = 3;

/** Notices about folders that were not listed completely, to show before a run. */
function noticesOn({ unnamed }: RunPlan<FileSource>): readonly string[] {
  const unread = unnamed.filter(isUnreadFolder);
  const others = unread.length - FOLDERS_NAMED;
  return [
    // isolated (Unicode bidi), so that a name cannot reverse the text direction of the sentence
    ...unread.slice(0, FOLDERS_NAMED).map(({ path, failure }) => {
      return `\u2068${path}\u2069 ${failure?.detail ?? ''}`;
    }),
    ...(others > 0
      ? [`Other folders that were not read completely: ${others}. The manifest lists them.`]
      : []),
  ];
}

/**
 * Measures all files in the background, and shows the total size as it grows. A run, which opens its
 * files itself, goes first.
 */
async function measurePlan(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'statFile'>,
  plan: RunPlan<FileSource>,
  stats: FileStats,
): Promise<void> {
  const untilWanted = (): Promise<void> | null => {
    return canPause(store.getState().run) ? untilRunRests(store) : null;
  };
  await measureFiles(plan, platform.statFile, stats, untilWanted, (measured) => {
    const { planned } = store.getState();
    if (planned?.plan !== plan) return false;
    store.setState({ planned: { ...planned, measured } });
    return true;
  });
}

function untilRunRests(store: StoreApi<SessionState>): Promise<void> {
  return new Promise((resolve) => {
    const release = store.subscribe(({ run }) => {
      if (canPause(run)) return;
      release();
      resolve();
    });
  });
}

/** Shows a value at most once per interval. */
function atMostEvery(intervalMs: number, show: (value: number) => void): (value: number) => void {
  let lastShown = performance.now();
  return (value) => {
    const now = performance.now();
    if (now - lastShown < intervalMs) return;
    lastShown = now;
    show(value);
  };
}
