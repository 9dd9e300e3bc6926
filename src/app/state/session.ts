import { errorMessage } from '../../core/error-message.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

import verifyPy from '../../core/output/verify.py?raw';
import { verifyScript } from '../../core/output/verify-script.ts';
import {
  parseRunParameters,
  runParameterTexts,
  type RunParameters,
} from '../../core/recipe/recipe-parameters.ts';
import { budgetPixelsOf } from '../../pool/pixel-budget.ts';
import { imageDeadlineMs } from '../../pool/supervised-worker.ts';
import { createWorkerPool } from '../../pool/worker-pool.ts';
import type { Platform } from '../platform/platform.ts';
import { askAboutBrowser } from './ask-about-browser.ts';
import { compareOnSample, DEFAULT_SAMPLE_SIZE } from './comparison.ts';
import { lookAhead } from './preview/look-ahead.ts';
import { createPictureDesk, type PictureDesk } from './preview/picture-desk.ts';
import { createRunDesk } from './run/run-desk.ts';
import type { RunResult } from './run/run-result.ts';
import { createRunShelf } from './run/run-shelf.ts';
import { downloadArray, saveArrayAs } from './run/save-array.ts';
import { isBusy, type SessionState } from './session-state.ts';
import { listImages, planImages, type ListImages } from './plan/take-images.ts';

const STOP_FIRST = 'Stop what is running before you take other images.';

/** Everything a user can do on the page. No call rejects: what goes wrong becomes a notice. */
export interface Session {
  readonly store: StoreApi<SessionState>;
  /** Where pictures of the plan's files wait for their canvas. */
  readonly pictures: PictureDesk;
  /** To be called inside the drop's event. */
  takeDrop(transfer: DataTransfer): void;
  takeInput(chosen: FileList): void;
  takeSamples(): void;
  /** Opens the browser's folder picker, or else `openInput`, which leads to takeInput. */
  chooseFolder(openInput: () => void): Promise<void>;
  change(parameters: Partial<RunParameters>): void;
  changeSampleSize(images: number): void;
  start(): Promise<void>;
  compare(): Promise<void>;
  /** Lets the run rest after the images at hand; nothing is lost. */
  pause(): void;
  /** Goes on with the run that is paused or stopped. Call it in a click: it may ask for permission. */
  resume(): Promise<void>;
  /** Ends the run or the comparison that is going on, or paused. */
  stop(): void;
  /** Tries the failed images of the run at hand again, and only those, with their files taken afresh. */
  retryFailed(): Promise<void>;
  /** Goes on with a stored run; asks for its folder where it is not at hand. Call it in a click. */
  goOnWith(runId: string): Promise<void>;
  /** Shows the result of a stored run, to download it again. */
  openStored(runId: string): Promise<void>;
  deleteStored(runId: string): Promise<void>;
  /** No longer waits for a folder. */
  cancelAwaited(): void;
  /** Writes the array to a file that the user picks. Call it in a click. */
  saveArrayAs(): Promise<void>;
  downloadArray(): Promise<void>;
  downloadManifest(): void;
  downloadReceipt(): void;
  downloadVerifyScript(): void;
  downloadFailures(): void;
  dismissNotices(): void;
  /** Asks a worker what it finds in this browser, once. */
  askAboutBrowser(): Promise<void>;
}

export function createSession(platform: Platform): Session {
  const store = createStore<SessionState>(() => initialState(platform));
  const pool = createWorkerPool(
    platform.spawnDecodeWorker,
    imageDeadlineMs,
    budgetPixelsOf(platform.memoryGiB),
  );
  const pictures = createPictureDesk();
  lookAhead(store, platform, pool, pictures);
  const shelf = createRunShelf(store, platform, () => desk.keeper.run?.head.id ?? null);
  const desk = createRunDesk({
    store,
    platform,
    pool,
    async listKept(folder) {
      const list: ListImages = (onCount) => platform.listDirectoryHandle(folder, onCount);
      const listing = await listImages(store, list);
      store.setState({ listing: null });
      return listing;
    },
    onStoreChanged: () => shelf.refreshSoon(),
  });
  let comparing: AbortController | null = null;
  void shelf.refresh();

  const note = (notice: string): void => store.setState({ notices: [notice] });

  /** Lists; a run that waits for its folder gets the files, else they are planned. */
  async function take(list: ListImages): Promise<void> {
    const { awaited: asked, saving } = store.getState();
    if (asked === null && isBusy(store.getState())) return note(STOP_FIRST);
    if (saving !== null) return note('The array is being saved; wait for it.');
    const startedAt = performance.now();
    const listing = await listImages(store, list);
    if (listing === null) return;
    try {
      const { awaited } = store.getState();
      const isAwaited = asked !== null && awaited?.runId === asked.runId;
      if (isAwaited || (asked !== null && isBusy(store.getState()))) {
        store.setState({ listing: null });
        return isAwaited ? await desk.attach(listing) : undefined; // else it has its files by now
      }
      if (await planImages(store, platform, listing, startedAt, desk.letGo)) return;
      store.setState({ listing: null, notices: [STOP_FIRST] });
    } catch (error) {
      const notices = [`The images could not be taken: ${errorMessage(error)}`];
      store.setState({ listing: null, notices });
    }
  }

  async function save(
    suffix: string,
    file: (result: RunResult) => Blob | Promise<Blob>,
  ): Promise<void> {
    const { result } = desk.keeper;
    if (result === null) return;
    try {
      platform.saveFile(await file(result), `${result.view.receipt.name}${suffix}`);
    } catch (error) {
      note(`The file could not be made: ${errorMessage(error)}`);
    }
  }

  return {
    store,
    pictures,
    takeDrop: (transfer) => void take((onCount) => platform.listDrop(transfer, onCount)),
    takeInput: (chosen) => void take((onCount) => platform.listInput(chosen, onCount)),
    takeSamples: () => void take(platform.listSamples),
    async chooseFolder(openInput) {
      const picking = platform.pickDirectory();
      if (picking === undefined) return openInput();
      const root = await picking;
      if (root === 'refused') return openInput();
      if (root !== null) await take((onCount) => platform.listDirectoryHandle(root, onCount));
    },
    change(changed) {
      const parameters = { ...store.getState().parameters, ...changed };
      store.setState({ parameters });
      platform.showParameters(runParameterTexts(parameters, platform.cores));
    },
    changeSampleSize: (sampleSize) => store.setState({ sampleSize }),
    start: desk.start,
    async compare() {
      const state = store.getState();
      if (state.planned === null || isBusy(state)) return;
      comparing = new AbortController();
      await compareOnSample(store, platform, pool, comparing);
      comparing = null;
    },
    pause: desk.pause,
    resume: desk.resume,
    stop() {
      comparing?.abort();
      void desk.stop();
    },
    retryFailed: desk.retryFailed,
    goOnWith: desk.goOnWith,
    openStored: desk.openStored,
    deleteStored: shelf.remove,
    cancelAwaited: () => void desk.cancelAwaited(),
    downloadArray: () => downloadArray(store, platform, desk.keeper),
    saveArrayAs: () => saveArrayAs(store, platform, desk.keeper),
    downloadManifest: () => void save('.manifest.jsonl', (result) => result.manifest()),
    downloadReceipt: () => void save('.recipe.json', (result) => result.receipt()),
    downloadVerifyScript: () => void save('.verify.py', (result) => verifyScriptOf(result)),
    downloadFailures: () => void save('.failed.csv', (result) => result.failures()),
    dismissNotices: () => store.setState({ notices: [] }),
    askAboutBrowser: () => askAboutBrowser(store, pool),
  };
}

function verifyScriptOf({ view }: RunResult): Blob {
  return new Blob([verifyScript(verifyPy, view.receipt)], { type: 'text/x-python' });
}

function initialState({ cores, userAgent, readParameter, canSaveAs }: Platform): SessionState {
  const maxWorkers = 2 * cores;
  const asked = parseRunParameters(readParameter, { fallback: cores, max: maxWorkers });
  return {
    cores,
    userAgent,
    maxWorkers,
    parameters: asked.parameters,
    notices: asked.invalid.map(
      ({ reason, fallback }) => `${reason}. The default, ${fallback}, is used instead.`,
    ),
    listing: null,
    planned: null,
    look: null,
    about: null,
    sampleSize: DEFAULT_SAMPLE_SIZE,
    run: null,
    result: null,
    comparison: null,
    storedRuns: null,
    awaited: null,
    isOpening: false,
    space: null,
    canSaveAs,
    saving: null,
  };
}
