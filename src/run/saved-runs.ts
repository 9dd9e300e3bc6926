import type { StoredRun } from '../core/plan/stored-run.ts';
import { errorMessage } from '../core/error-message.ts';
import type { RunEnvironment } from './run-environment.ts';
import type { RunMachine } from './run-machine.ts';
import type { RunSink } from './run-sink.ts';
import { isWorking } from './run-state.ts';

/** The runs on this disk. */
export interface SavedRuns {
  /** Updates the list of runs and the storage space. Never rejects. */
  refresh(): Promise<void>;
  /** The same after a delay, and not during a run, because it reads every journal. */
  refreshSoon(): void;
  remove(runId: string): Promise<void>;
}

/** The delay after a change on disk, to give way to the work that follows. */
const DELAY_MS = 1000;

/** `currentId` returns the id of the current run, which is left out of the list. */
export function createSavedRuns<Source, Folder, Sink extends RunSink>(
  environment: Pick<
    RunEnvironment<Source, Folder, Sink>,
    'spawnSink' | 'show' | 'askSpace' | 'deleteFolder' | 'clearCleanExit'
  >,
  machine: RunMachine,
  currentId: () => string | null,
): SavedRuns {
  let listed: readonly StoredRun[] | null = null;
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function ask<T>(question: (sink: Sink) => Promise<T>): Promise<T> {
    const sink = environment.spawnSink();
    try {
      return await question(sink);
    } finally {
      sink.terminate();
    }
  }

  function hideCurrent(): void {
    const id = currentId();
    if (listed?.some(({ head }) => head.id === id) !== true) return;
    listed = listed.filter(({ head }) => head.id !== id);
    environment.show({ storedRuns: listed });
  }

  async function refresh(): Promise<void> {
    latest += 1;
    const mine = latest;
    // nothing to list if there is no disk storage
    const runs = await ask((sink) => sink.listRuns()).catch(() => []);
    const space = await environment.askSpace().catch(() => null);
    if (mine !== latest) return;
    listed = runs;
    environment.show({ storedRuns: runs, space });
    hideCurrent(); // a run may have been opened while they were listed
  }

  function refreshSoon(): void {
    hideCurrent();
    timer ??= setTimeout(() => {
      timer = null;
      if (isWorking(machine.state)) refreshSoon();
      else void refresh();
    }, DELAY_MS);
  }

  return {
    refresh,
    refreshSoon,
    async remove(runId) {
      if (runId === currentId()) return machine.note('This run is open on this page.');
      try {
        const isDeleted = await ask((sink) => sink.deleteRun(runId));
        const notice = 'The run is open in another tab. Close that tab first.';
        if (!isDeleted) machine.note(notice);
        if (isDeleted) await environment.deleteFolder(runId);
        if (isDeleted) environment.clearCleanExit(runId);
      } catch (error) {
        machine.note(`The run could not be deleted: ${errorMessage(error)}`);
      }
      await refresh();
    },
  };
}
