import { createStore, type StoreApi } from 'zustand/vanilla';

import {
  parseRunParameters,
  runParameterTexts,
  type RunParameters,
} from '../../core/recipe-parameters.ts';
import { imageDeadlineMs, messageOf } from '../../pool/worker-link.ts';
import { createWorkerPool } from '../../pool/worker-pool.ts';
import type { Platform } from '../platform/platform.ts';
import { askAboutBrowser } from './ask-about-browser.ts';
import { compareOnSample, DEFAULT_SAMPLE_SIZE } from './comparison.ts';
import { lookAhead } from './look-ahead.ts';
import { createPictureDesk, type PictureDesk } from './picture-desk.ts';
import { runPlan, type KeptRun } from './run-plan.ts';
import { isBusy, type SessionState } from './session-state.ts';
import { takeImages } from './take-images.ts';

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
  /** Ends the run or the comparison that is going on. */
  stop(): void;
  downloadArray(): Promise<void>;
  downloadManifest(): void;
  downloadReceipt(): void;
  downloadVerifyScript(): void;
  dismissNotices(): void;
  /** Asks a worker what it finds in this browser, once. */
  askAboutBrowser(): Promise<void>;
}

export function createSession(platform: Platform): Session {
  const store = createStore<SessionState>(() => initialState(platform));
  const pool = createWorkerPool(platform.spawnDecodeWorker, imageDeadlineMs);
  const pictures = createPictureDesk();
  lookAhead(store, platform, pool, pictures);
  let going: AbortController | null = null;
  let kept: KeptRun | null = null;

  function letResultGo(): void {
    kept?.sink.terminate();
    kept = null;
    store.setState({ run: null, result: null });
  }

  /** Runs a job that keeps the workers busy, if none does and there is a plan. */
  async function whileBusy(job: (aborter: AbortController) => Promise<void>): Promise<void> {
    const state = store.getState();
    if (state.planned === null || isBusy(state)) return;
    going = new AbortController();
    try {
      await job(going);
    } finally {
      going = null;
    }
  }

  function save(suffix: string, file: (result: KeptRun['result']) => Blob): void {
    if (kept === null) return;
    platform.saveFile(file(kept.result), `${kept.result.view.receipt.name}${suffix}`);
  }

  return {
    store,
    pictures,
    takeDrop: (transfer) =>
      void takeImages(
        store,
        platform,
        (onCount) => platform.listDrop(transfer, onCount),
        letResultGo,
      ),
    takeInput: (chosen) =>
      void takeImages(
        store,
        platform,
        (onCount) => platform.listInput(chosen, onCount),
        letResultGo,
      ),
    takeSamples: () => void takeImages(store, platform, platform.listSamples, letResultGo),
    async chooseFolder(openInput) {
      const picking = platform.pickDirectory();
      if (picking === undefined) return openInput();
      const root = await picking;
      if (root === 'refused') return openInput();
      if (root === null) return;
      await takeImages(
        store,
        platform,
        (onCount) => platform.listDirectoryHandle(root, onCount),
        letResultGo,
      );
    },
    change(changed) {
      const parameters = { ...store.getState().parameters, ...changed };
      store.setState({ parameters });
      platform.showParameters(runParameterTexts(parameters, platform.cores));
    },
    changeSampleSize: (sampleSize) => store.setState({ sampleSize }),
    start: () =>
      whileBusy(async (aborter) => {
        letResultGo();
        kept = await runPlan(store, platform, pool, aborter);
      }),
    compare: () => whileBusy((aborter) => compareOnSample(store, platform, pool, aborter)),
    stop() {
      going?.abort();
      const { run } = store.getState();
      if (run?.status === 'running') store.setState({ run: { ...run, status: 'stopping' } });
    },
    async downloadArray() {
      if (kept === null) return;
      const { sink, result } = kept;
      const { recipe, name } = result.view.receipt;
      const { slots, blank } = result.order;
      try {
        const { height, width } = recipe;
        const file = await sink.exportArray({ slots, blank, height, width });
        platform.saveFile(file, `${name}.npy`);
      } catch (error) {
        const notice = `The array could not be put together: ${messageOf(error)}`;
        store.setState({ notices: [notice] });
      }
    },
    downloadManifest: () => save('.manifest.jsonl', (result) => result.manifest()),
    downloadReceipt: () => save('.recipe.json', (result) => result.receipt()),
    downloadVerifyScript: () => save('.verify.py', (result) => result.verifyScript()),
    dismissNotices: () => store.setState({ notices: [] }),
    askAboutBrowser: () => askAboutBrowser(store, pool),
  };
}

function initialState({ cores, userAgent, readParameter }: Platform): SessionState {
  const maxWorkers = 2 * cores;
  const asked = parseRunParameters(readParameter, { fallback: cores, max: maxWorkers });
  return {
    cores,
    userAgent,
    maxWorkers,
    parameters: asked.parameters,
    notices: asked.problems.map(({ message }) => message),
    listing: null,
    planned: null,
    look: null,
    about: null,
    sampleSize: DEFAULT_SAMPLE_SIZE,
    run: null,
    result: null,
    comparison: null,
  };
}
