import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import { runParameterTexts } from '../../../core/recipe/recipe-parameters.ts';
import type { FolderListing } from '../../platform/files/list-folder.ts';
import type { Platform } from '../../platform/platform.ts';
import { attachFiles, type AttachedRun } from '../plan/attach-files.ts';
import type { RunAtHand } from './run-at-hand.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { AwaitedFolder, SessionState } from '../session-state.ts';

/** Finds the files of a stored run again. */
export interface FolderSearch {
  /**
   * Takes the folder by the handle that was kept of it, where there is one that may be read, and goes
   * on; else the folder is asked for. Call it in a click: the user may be asked for permission.
   * Never rejects.
   */
  find(purpose: AwaitedFolder['purpose'], images: number): Promise<void>;
  /** Takes what was listed for the files of the run that waits, and goes on with it. Never rejects. */
  attach(listing: FolderListing): Promise<void>;
  cancel(): Promise<void>;
  /** Whatever is found from now on is not wanted any more. */
  giveUp(): void;
}

interface SearchNeeds {
  readonly store: StoreApi<SessionState>;
  readonly platform: Platform;
  readonly keeper: RunKeeper;
  /** Lists a folder, showing the count; null where that does not work. */
  readonly listKept: (folder: FileSystemDirectoryHandle) => Promise<FolderListing | null>;
  readonly goOn: (purpose: AwaitedFolder['purpose']) => Promise<void>;
}

export function createFolderSearch(needs: SearchNeeds): FolderSearch {
  const { store, platform, keeper, listKept, goOn } = needs;
  /** One for each time that files are wanted; null when none are. */
  let wish: object | null = null;
  /** Whether files are being listed, or put to their slots. */
  let isAtWork = false;

  const note = (notice: string): void => store.setState({ notices: [notice] });

  /** Does one piece of work at a time; what goes wrong becomes a notice, and null. */
  async function alone<T>(work: () => Promise<T>): Promise<T | null> {
    if (isAtWork) {
      note('Its folder is being looked through; wait for it.');
      return null;
    }
    isAtWork = true;
    try {
      return await work();
    } catch (error) {
      note(`The run’s files could not be found: ${errorMessage(error)}`);
      return null;
    } finally {
      isAtWork = false;
    }
  }

  /** Gives the run these files, if they are its own and it is still at hand. */
  async function take(run: RunAtHand, listing: FolderListing): Promise<boolean> {
    const mine = wish;
    const attached = await attachFiles(run, listing, platform);
    if (wish !== mine || keeper.run?.progress !== run.progress) return false;
    if ('why' in attached) {
      note(attached.why);
      return false;
    }
    const { planned, notices } = attached;
    const { plan, uncommitted, folder, head } = attached.run;
    run.progress.add(attached.vanished);
    keeper.update({ plan, uncommitted, folder, hasFiles: true });
    const { parameters } = head;
    store.setState({ awaited: null, planned, parameters, notices, comparison: null });
    platform.showParameters(runParameterTexts(parameters, platform.cores));
    void tellChanges(run, attached);
    return true;
  }

  async function tellChanges({ progress }: RunAtHand, attached: AttachedRun): Promise<void> {
    const isWanted = (): boolean => keeper.run?.progress === progress;
    const texts = await attached.changedSince(isWanted).catch(() => []);
    if (texts.length === 0 || !isWanted()) return;
    store.setState((state) => ({ notices: [...state.notices, ...texts] }));
  }

  /** Lists a folder by its handle and takes it; false where that does not work. */
  async function takeKept(run: RunAtHand, kept: FileSystemDirectoryHandle): Promise<boolean> {
    const mine = wish;
    const listing = await listKept(kept);
    return listing !== null && wish === mine && take(run, listing);
  }

  return {
    async find(purpose, images) {
      const { run } = keeper;
      if (run === null) return;
      const mine = {};
      let kept: FileSystemDirectoryHandle | null = null;
      let isReadable = false;
      const isFound = await alone(async () => {
        wish = mine;
        // what a handle does not reach once, it does not reach again
        kept = run.hasFiles ? null : await platform.keptFolder(run.head.id);
        isReadable = kept !== null && (await platform.isReadable(kept));
        return kept !== null && isReadable && (await takeKept(run, kept));
      });
      if (wish !== mine) return;
      if (isFound === true) return goOn(purpose);
      if (purpose === 'go-on') {
        keeper.hideResult();
        keeper.show({ status: 'paused', pausedBy: 'folder', reason: null });
      }
      keeper.awaitFolder(purpose, images);
      await askFor(run, isReadable ? null : kept, purpose);
    },
    async attach(listing) {
      const { awaited } = store.getState();
      const { run } = keeper;
      if (awaited === null || run?.head.id !== awaited.runId) return;
      wish ??= {};
      if ((await alone(() => take(run, listing))) === true) await goOn(awaited.purpose);
    },
    async cancel() {
      const { awaited } = store.getState();
      wish = null;
      store.setState({ awaited: null });
      if (awaited?.purpose === 'go-on') await keeper.letGo();
    },
    giveUp() {
      wish = null;
    },
  };

  /** The browser's question may stand for long: the folder may be dropped meanwhile. */
  async function askFor(
    run: RunAtHand,
    kept: FileSystemDirectoryHandle | null,
    purpose: AwaitedFolder['purpose'],
  ): Promise<void> {
    const { awaited } = store.getState();
    if (kept === null || !(await platform.mayRead(kept).catch(() => false))) return;
    if (store.getState().awaited !== awaited || isAtWork) return;
    if ((await alone(() => takeKept(run, kept))) === true) await goOn(purpose);
  }
}
