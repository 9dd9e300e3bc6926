import { errorMessage } from '../core/error-message.ts';
import { attachFiles, type AttachedRun } from './attach-files.ts';
import type { CurrentRun } from './current-run.ts';
import type { FolderListing, RunEnvironment } from './run-environment.ts';
import type { RunMachine } from './run-machine.ts';
import type { RunRecord } from './run-record.ts';
import type { RunSink } from './run-sink.ts';
import type { AwaitedFolder, RunState } from './run-state.ts';

/** Finds the files of a stored run. No call rejects. */
export interface FolderSearch<Source, Folder> {
  /**
   * Tries the saved handle of the folder; if there is none or it may not be read, asks the user for
   * the folder. Call it in a click handler: the browser may ask for permission.
   */
  find(purpose: AwaitedFolder['purpose'], images: number): Promise<void>;
  /** Attaches the files of this folder to the run that waits for it. */
  attach(listing: FolderListing<Source, Folder>): Promise<void>;
}

interface SearchNeeds<Source, Folder, Sink extends RunSink> {
  readonly environment: RunEnvironment<Source, Folder, Sink>;
  readonly machine: RunMachine;
  readonly current: CurrentRun<Source, Folder, Sink>;
  /** Called when the files were found. */
  readonly onFound: (purpose: AwaitedFolder['purpose']) => Promise<void>;
}

export function createFolderSearch<Source, Folder, Sink extends RunSink>({
  environment,
  machine,
  current,
  onFound,
}: SearchNeeds<Source, Folder, Sink>): FolderSearch<Source, Folder> {
  type Run = RunRecord<Source, Folder, Sink>;

  /** Attaches files to the run, unless they belong to another or the run has moved on. */
  async function attachTo(
    run: Run,
    listing: FolderListing<Source, Folder>,
    wantedIn: RunState,
  ): Promise<boolean> {
    const attached = await attachFiles(run, listing, environment);
    if (machine.state !== wantedIn) return false;
    if ('reason' in attached) {
      machine.addNotes(attached.reason);
      return false;
    }
    const { plan, uncommitted, folder } = attached.run;
    run.progress.add(attached.vanished);
    current.update({ plan, uncommitted, folder, hasFiles: true });
    environment.onAttached(attached);
    machine.addNotes(...attached.notices);
    machine.send({ type: 'attached' });
    void tellChanges(run, attached);
    return true;
  }

  async function tellChanges(
    { progress }: Run,
    { findChanges }: AttachedRun<Source, Folder, Sink>,
  ): Promise<void> {
    const isWanted = (): boolean => current.record?.progress === progress;
    const texts = await findChanges(isWanted).catch(() => []);
    if (texts.length > 0 && isWanted()) machine.addNotes(...texts);
  }

  /** Returns whether the files were found; errors become notices. */
  async function isFound(wantedIn: RunState, search: () => Promise<boolean>): Promise<boolean> {
    try {
      return await search();
    } catch (error) {
      const notice = `The run’s files could not be found: ${errorMessage(error)}`;
      if (machine.state === wantedIn) machine.addNotes(notice);
      return false;
    }
  }

  async function attachSaved(run: Run, saved: Folder, wantedIn: RunState): Promise<boolean> {
    const listing = await environment.listFolder(saved);
    return listing !== null && machine.state === wantedIn && attachTo(run, listing, wantedIn);
  }

  /** The browser's prompt may stay open for a long time: the folder may be dropped meanwhile. */
  async function askFor(run: Run, saved: Folder, folder: AwaitedFolder): Promise<void> {
    const waiting = machine.state;
    if (!(await environment.askToRead(saved).catch(() => false))) return;
    if (machine.state !== waiting || !machine.send({ type: 'find-folder', folder })) return;
    const { state } = machine;
    if (await isFound(state, () => attachSaved(run, saved, state))) {
      return onFound(folder.purpose);
    }
    if (machine.state === state) machine.send({ type: 'returned' });
  }

  return {
    async find(purpose, images) {
      const { record: run } = current;
      const folder = current.folderFor(purpose, images);
      if (run === null || folder === null) return;
      if (!machine.send({ type: 'find-folder', folder })) return;
      const { state } = machine;
      let unread: Folder | null = null;
      const wasFound = await isFound(state, async () => {
        // the handle did not find these files the last time, so it is not tried again
        const saved = run.hasFiles ? null : await environment.savedFolder(run.head.id);
        if (saved === null) return false;
        if (await environment.isReadable(saved)) return attachSaved(run, saved, state);
        unread = saved;
        return false;
      });
      if (wasFound) return onFound(purpose);
      if (machine.state !== state) return;
      machine.send({ type: 'folder-needed', folder });
      if (unread !== null) await askFor(run, unread, folder);
    },
    async attach(listing) {
      const { record: run } = current;
      if (run === null) return;
      if (!machine.send({ type: 'attach' })) {
        return machine.note('The run’s folder is being searched. Try again when that is done.');
      }
      const { state } = machine;
      if (state.kind !== 'attaching') return;
      const { purpose } = state.before.folder;
      if (await isFound(state, () => attachTo(run, listing, state))) return onFound(purpose);
      if (machine.state === state) machine.send({ type: 'returned' });
    },
  };
}
