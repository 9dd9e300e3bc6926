import { createStore, type StoreApi } from 'zustand/vanilla';

import verifyPy from '../../core/output/verify.py?raw';
import { verifyScript } from '../../core/output/verify-script.ts';
import { saveChoiceTexts, type SaveChoice } from '../../core/output/save-choice.ts';
import { runParameterTexts, type RunParameters } from '../../core/recipe/recipe-parameters.ts';
import { budgetPixelsOf } from '../../pool/pixel-budget.ts';
import { errorMessage } from '../../core/error-message.ts';
import { imageDeadlineMs } from '../../pool/decode-deadlines.ts';
import { createWorkerPool } from '../../pool/worker-pool.ts';
import { createRunController } from '../../run/run-controller.ts';
import type { RunResult } from '../../run/run-result.ts';
import { awaitedFolderOf, canAddImages, refusalOf, resultOf } from '../../run/run-state.ts';
import type { DroppedKind } from '../platform/files/dropped-kind.ts';
import type { Platform } from '../platform/platform.ts';
import { askAboutBrowser } from './ask-about-browser.ts';
import {
  createComparisonCalls,
  loneJson,
  type ComparisonCalls,
} from './comparison/comparison-calls.ts';
import { addressNotices, initialState } from './initial-state.ts';
import { createInspectionCalls, type InspectionCalls } from './inspection/inspection-calls.ts';
import { createMosaicCalls, type MosaicCalls } from './inspection/mosaic-calls.ts';
import { listImages, planImages, replanImages, type ListImages } from './plan/add-images.ts';
import { createPictureStore, type PictureStore } from './preview/picture-store.ts';
import { previewPlan } from './preview/preview-plan.ts';
import { createRunEnvironment } from './run-environment.ts';
import { createSaveCalls, type SaveCalls } from './save-array.ts';
import type { SessionState } from './session-state.ts';
import type { RowAccess } from './sheet/row-access.ts';

const STOP_FIRST = 'Stop the run or the comparison before you add other images.';

const NO_FILES: Readonly<Record<Exclude<DroppedKind, 'files'>, string>> = {
  picture:
    'That image is part of a page, not a file. Save it to a folder first, then drop the folder.',
  link: 'That is a link, and this page downloads nothing. Save the images to a folder first, then drop the folder.',
  text: 'That is text. Drop a folder of images, or image files.',
};

/** Everything a user can do on the page. No call rejects: errors become notices. */
export interface Session extends ComparisonCalls, InspectionCalls, MosaicCalls, SaveCalls {
  readonly store: StoreApi<SessionState>;
  /** Pictures of the plan's files that wait for their canvas. */
  readonly pictures: PictureStore;
  /** Adds what was dropped or pasted. Call it in the event's handler. */
  addDrop(transfer: DataTransfer): void;
  addInput(chosen: FileList): void;
  addSamples(): void;
  /** Opens the browser's folder picker, or else calls `openInput`, which leads to `addInput`. */
  chooseFolder(openInput: () => void): Promise<void>;
  addArchives(chosen: FileList): void;
  /** The same for a .zip or a .tar; its input leads to `addArchives`. */
  chooseArchive(openInput: () => void): Promise<void>;
  change(parameters: Partial<RunParameters>): void;
  /** Changes how the array will be saved. */
  changeSave(changed: Partial<SaveChoice>): void;
  start(): Promise<void>;
  /** Pauses the run once the images in the workers are done; nothing is lost. */
  pause(): void;
  /** Resumes a paused or stopped run. Call it in a click handler: it may ask for permission. */
  resume(): Promise<void>;
  /** Ends the run, even if it is paused, or the comparison. */
  stop(): void;
  /** Retries only the failed images of the run, and reopens their files. */
  retryFailed(): Promise<void>;
  /** Resumes a stored run; asks for its folder if necessary. Call it in a click handler. */
  resumeStored(runId: string): Promise<void>;
  /** Shows the result of a stored run so that it can be downloaded again. */
  openStored(runId: string): Promise<void>;
  deleteStored(runId: string): Promise<void>;
  /** Stops waiting for a folder. */
  cancelFolder(): void;
  downloadManifest(): void;
  downloadVerifyScript(): void;
  downloadFailures(): void;
  /** The rows of the current run, if it is this one; else null. Rejects if it cannot be loaded. */
  openRows(runId: string | null): Promise<RowAccess | null>;
  /** Excludes slots of the ended run from its array, or includes them again. */
  exclude(slots: Uint32Array, isExcluded: boolean): Promise<void>;
  undoExclusion(): Promise<void>;
  dismissNotices(): void;
  /** Asks a worker for facts about this browser, once. */
  askAboutBrowser(): Promise<void>;
}

export function createSession(platform: Platform): Session {
  const store = createStore<SessionState>(() => initialState(platform));
  const pool = createWorkerPool(
    platform.spawnDecodeWorker,
    imageDeadlineMs,
    budgetPixelsOf(platform.memoryGiB),
  );
  const pictures = createPictureStore();
  previewPlan(store, platform, pool, pictures);
  const environment = createRunEnvironment(store, platform, async (folder) => {
    const list: ListImages = (onCount) => platform.listHandle(folder, onCount);
    const listing = await listImages(store, machine, list);
    store.setState({ listing: null });
    return listing;
  });
  const run = createRunController(environment, pool);
  const { machine } = run;
  machine.note(...addressNotices(platform));
  const { stopComparison, openComparison, ...comparisonCalls } = createComparisonCalls(
    store,
    platform,
    pool,
    machine,
  );
  void run.saved.refresh();

  function showParameters(): void {
    const { parameters, saveChoice } = store.getState();
    const texts = runParameterTexts(parameters, platform.cores);
    platform.showParameters([...texts, ...saveChoiceTexts(saveChoice)]);
  }

  /** Lists files and attaches them to the run that waits for them; if none does, plans them. */
  async function add(list: ListImages): Promise<void> {
    const { state } = machine;
    const isAwaited = awaitedFolderOf(state) !== null;
    if (!canAddImages(state)) return machine.addNotes(refusalOf(state) ?? STOP_FIRST);
    const startedAt = performance.now();
    const listing = await listImages(store, machine, list);
    if (listing === null) return;
    try {
      if (isAwaited && isStillAwaited(state)) {
        store.setState({ listing: null });
        machine.addNotes(...listing.notices);
        return await run.attach(listing);
      }
      if (isAwaited && !canAddImages(machine.state)) return store.setState({ listing: null });
      if (await planImages(store, platform, machine, listing, startedAt, run.close)) return;
      machine.addNotes(refusalOf(machine.state) ?? STOP_FIRST);
    } catch (error) {
      machine.addNotes(`The images could not be added: ${errorMessage(error)}`);
    }
    store.setState({ listing: null });
  }

  /** Whether the same folder is still awaited. */
  function isStillAwaited(then: typeof machine.state): boolean {
    return awaitedFolderOf(machine.state)?.runId === awaitedFolderOf(then)?.runId;
  }

  async function save(
    suffix: string,
    file: (result: RunResult) => Blob | Promise<Blob>,
  ): Promise<void> {
    const result = resultOf(machine.state);
    if (result === null) return;
    try {
      platform.saveFile(await file(result), `${result.receipt.name}${suffix}`);
    } catch (error) {
      machine.note(`The file could not be made: ${errorMessage(error)}`);
    }
  }

  return {
    store,
    pictures,
    addDrop(transfer) {
      const kind = platform.droppedKind(transfer);
      if (kind !== 'files') return machine.addNotes(NO_FILES[kind]);
      const saved = loneJson(transfer);
      if (saved === null) void add((onCount) => platform.listDrop(transfer, onCount));
      else void openComparison(saved);
    },
    addInput: (chosen) => void add((onCount) => platform.listInput(chosen, onCount)),
    addSamples: () => void add(platform.listSamples),
    async chooseFolder(openInput) {
      const picking = platform.pickDirectory();
      if (picking === undefined) return openInput();
      const root = await picking;
      if (root === 'refused') return openInput();
      if (root !== null) await add((onCount) => platform.listHandle(root, onCount));
    },
    addArchives: (chosen) => void add((onCount) => platform.listArchives([...chosen], onCount)),
    async chooseArchive(openInput) {
      const picking = platform.pickArchive();
      if (picking === undefined) return openInput();
      const archive = await picking;
      if (archive === 'refused') return openInput();
      if (archive !== null) await add((onCount) => platform.listHandle(archive, onCount));
    },
    change(changed) {
      const { parameters: before, listing } = store.getState();
      const parameters = { ...before, ...changed };
      // files that are being listed will be planned as the choice is now
      if (parameters.hidden !== before.hidden && listing !== null) return;
      store.setState({ parameters });
      showParameters();
      if (parameters.hidden !== before.hidden) void replanImages(store, platform);
    },
    changeSave(changed) {
      store.setState({ saveChoice: { ...store.getState().saveChoice, ...changed } });
      showParameters();
    },
    start: run.start,
    ...comparisonCalls,
    ...createMosaicCalls(run),
    ...createInspectionCalls(store, platform, run, pictures),
    pause: run.pause,
    resume: run.resume,
    stop() {
      stopComparison();
      void run.stop();
    },
    retryFailed: run.retryFailed,
    resumeStored: run.resumeSaved,
    openStored: run.openSaved,
    deleteStored: run.saved.remove,
    cancelFolder: () => void run.cancelFolder(),
    ...createSaveCalls(store, platform, run),
    downloadManifest: () => void save('.manifest.jsonl', (result) => result.manifest()),
    downloadVerifyScript: () => void save('.verify.py', (result) => verifyScriptOf(result)),
    downloadFailures: () => void save('.failed.csv', (result) => result.failures()),
    async openRows(runId) {
      const { createRowAccess } = await import('./sheet/row-access.ts');
      return run.record?.head.id === runId ? createRowAccess(run, platform) : null;
    },
    exclude: run.excluder.exclude,
    undoExclusion: run.excluder.undo,
    dismissNotices: () => machine.note(),
    askAboutBrowser: () => askAboutBrowser(store, pool),
  };
}

function verifyScriptOf({ receipt }: RunResult): Blob {
  return new Blob([verifyScript(verifyPy, receipt)], { type: 'text/x-python' });
}
