import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import type { WorkerPool } from '../../../pool/worker-pool.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { FolderListing } from '../../platform/files/list-folder.ts';
import type { Platform } from '../../platform/platform.ts';
import { runInSlices } from '../../platform/run-in-slices.ts';
import { createFolderSearch } from './folder-search.ts';
import { beginRun, reopenRun } from './open-run.ts';
import { failedSlotsInSteps } from './retry-images.ts';
import { createRunCourse } from './run-course.ts';
import { createRunKeeper, type RunKeeper } from './run-keeper.ts';
import { createRunTurns } from './run-turns.ts';
import { isBusy, isGoing, type AwaitedFolder, type SessionState } from '../session-state.ts';
import { untilAborted } from '../until-aborted.ts';

/** What can be done with the run at hand, and with stored ones. No call rejects. */
export interface RunDesk {
  readonly keeper: Pick<RunKeeper, 'run' | 'result' | 'livingSink'>;
  start(): Promise<void>;
  pause(): void;
  resume(): Promise<void>;
  stop(): Promise<void>;
  retryFailed(): Promise<void>;
  goOnWith(runId: string): Promise<void>;
  openStored(runId: string): Promise<void>;
  cancelAwaited(): Promise<void>;
  /** Gives the run that waits for its folder what was listed. */
  attach(listing: FolderListing): Promise<void>;
  /** Closes the run at hand; on disk it stays. */
  letGo(): Promise<void>;
}

interface DeskNeeds {
  readonly store: StoreApi<SessionState>;
  readonly platform: Platform;
  readonly pool: WorkerPool<FileSource>;
  /** Lists a folder whose handle was kept, showing the count; null where that does not work. */
  readonly listKept: (folder: FileSystemDirectoryHandle) => Promise<FolderListing | null>;
  readonly onStoreChanged: () => void;
}

export function createRunDesk(needs: DeskNeeds): RunDesk {
  const { store, platform, pool, listKept, onStoreChanged } = needs;
  const keeper = createRunKeeper(store, platform, onStoreChanged);
  const turns = createRunTurns(store, keeper);
  const course = createRunCourse({ store, platform, pool, keeper, onRoom: () => void resume() });
  const search = createFolderSearch({ store, platform, keeper, listKept, goOn });

  const note = (notice: string): void => store.setState({ notices: [notice] });
  const showProgress = (): void => keeper.show({});

  function isSaving(): boolean {
    const { saving } = store.getState();
    if (saving !== null) note('The array is being saved; wait for it.');
    return saving !== null;
  }

  async function letGo(): Promise<void> {
    search.giveUp();
    course.endWaiting();
    await keeper.letGo();
  }

  async function start(): Promise<void> {
    const state = store.getState();
    const { planned, parameters } = state;
    if (planned === null || turns.isTaken || isBusy(state) || isSaving()) return;
    const begun = { total: planned.plan.slots.length, done: 0, elapsedMs: 0 };
    const nothing = { findings: [], findingCount: 0, storage: null, reason: null, pausedBy: null };
    const showBegun = (status: 'running' | 'stopped' | 'broken', reason: string | null = null) =>
      store.setState({ run: { ...begun, ...nothing, status, reason }, result: null });
    await turns.take(async (turn) => {
      const closing = letGo();
      showBegun('running');
      try {
        await closing;
        const { signal } = turn.stopped;
        const run = await beginRun(platform, planned, parameters, showProgress, signal);
        if (run === null) return showBegun('stopped');
        keeper.takeUp(run);
      } catch (error) {
        return showBegun('broken', errorMessage(error));
      }
      if (keeper.run?.storage.kind === 'disk') void platform.askToPersist().catch(() => undefined);
      await course.goOn(turn);
    });
  }

  async function resume(): Promise<void> {
    const { run: view, isOpening, comparison } = store.getState();
    const { run } = keeper;
    if (turns.isTaken || isOpening || comparison?.status === 'running') return;
    if ((view?.status !== 'paused' && view?.status !== 'stopped') || isSaving()) return;
    if (run === null) return start(); // it was stopped before it had begun
    if (!run.hasFiles || view.pausedBy === 'folder') {
      return search.find('go-on', run.progress.left);
    }
    await turns.take(async (turn) => {
      if (view.pausedBy === 'permission' && run.folder !== null) {
        const asked = untilAborted(platform.mayRead(run.folder), turn.ended.signal);
        const mayRead = await asked;
        if (mayRead === false) return note('The folder may still not be read.');
      }
      await course.goOn(turn);
    });
  }

  async function goOn(purpose: AwaitedFolder['purpose']): Promise<void> {
    if (purpose === 'retry') return retryFailed();
    await turns.take(course.goOn);
  }

  async function retryFailed(): Promise<void> {
    const { run } = keeper;
    const isFree = (): boolean => !turns.isTaken && !isBusy(store.getState());
    if (run === null || !isFree() || isSaving()) return;
    const slots = await runInSlices(failedSlotsInSteps(run));
    if (slots.length === 0 || keeper.run?.progress !== run.progress || !isFree()) return;
    if (!run.hasFiles) return search.find('retry', slots.length);
    await turns.take((turn) => course.retry(turn, slots));
  }

  /** Opens a stored run; the one at hand stays where that does not work. */
  async function open(runId: string, show: () => Promise<void>): Promise<void> {
    if (turns.isTaken || isBusy(store.getState()) || isSaving()) return;
    await turns.take(async () => {
      store.setState({ isOpening: true });
      try {
        const reopening = await reopenRun(platform, runId, showProgress);
        if ('run' in reopening) {
          await letGo();
          keeper.takeUp(reopening.run);
          await show();
        } else note(`The run cannot be opened: ${reopening.why}`);
      } catch (error) {
        note(`The run cannot be opened: ${errorMessage(error)}`);
      } finally {
        store.setState({ isOpening: false });
      }
      onStoreChanged();
    });
  }

  return {
    keeper,
    start,
    pause: turns.pause,
    resume,
    async stop() {
      const { run } = store.getState();
      if (!isGoing(run) && run?.status !== 'paused') return;
      search.giveUp();
      course.endWaiting();
      await turns.stop();
    },
    retryFailed,
    async goOnWith(runId) {
      if (keeper.run?.head.id === runId) return resume();
      let left = 0;
      await open(runId, async () => {
        left = keeper.run?.progress.left ?? 0;
        if (left === 0) await keeper.finish();
        else keeper.show({ status: 'paused', pausedBy: null, reason: null });
      });
      if (left > 0) await search.find('go-on', left);
    },
    async openStored(runId) {
      if (keeper.run?.head.id !== runId) await open(runId, keeper.publish);
    },
    cancelAwaited: search.cancel,
    attach: search.attach,
    letGo,
  };
}
