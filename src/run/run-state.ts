import type { Blocker } from '../pool/wire/blocker.ts';
import type { RunResult } from './run-result.ts';

/** The cause of an automatic pause; `workers` if the workers or the sink died. */
export type PauseCause = Blocker['kind'] | 'workers';

/** A folder that has to be dropped or chosen again, because there is no usable handle. */
export interface AwaitedFolder {
  readonly runId: string;
  /** The folder's name, or `images` if several things were dropped together. */
  readonly name: string;
  /** Whether the files are needed for images without an outcome, or for failed ones. */
  readonly purpose: 'resume' | 'retry';
  /** The number of images that wait for it. */
  readonly images: number;
}

interface None {
  readonly kind: 'none';
}

/** `cause` and `reason` are null if the user paused it. */
export interface PausedState {
  readonly kind: 'paused';
  readonly cause: PauseCause | null;
  readonly reason: string | null;
  /** Whether it resumes automatically once the disk has space again. */
  readonly resumesItself: boolean;
}

/** Ended before every image had an outcome; `result` is null if the run never began. */
interface Stopped {
  readonly kind: 'stopped';
  readonly result: RunResult | null;
}

interface Finished {
  readonly kind: 'finished';
  readonly result: RunResult;
}

/** The run cannot be resumed: its rows are gone, or it could not begin. */
interface Broken {
  readonly kind: 'broken';
  readonly reason: string;
}

export type EndedState = Stopped | Finished;

interface WaitingToResume {
  readonly kind: 'waiting-for-folder';
  readonly folder: AwaitedFolder & { readonly purpose: 'resume' };
  readonly reason: string | null;
}

interface WaitingToRetry {
  readonly kind: 'waiting-for-folder';
  readonly folder: AwaitedFolder & { readonly purpose: 'retry' };
  readonly before: EndedState;
}

type Waiting = WaitingToResume | WaitingToRetry;

/** States in which another run may begin. */
export type IdleState = None | EndedState | Broken | WaitingToRetry;

/** All states of a run. `before` is the state to return to if the attempt fails or is cancelled. */
export type RunState =
  | IdleState
  | PausedState
  | WaitingToResume
  /** A stored run is being opened. */
  | { readonly kind: 'opening'; readonly before: IdleState }
  /** Its sink is being opened (`before` is null) or pinged. */
  | { readonly kind: 'starting'; readonly before: PausedState | EndedState | null }
  | { readonly kind: 'running' }
  /** Waits for the images in the workers before it is paused. */
  | { readonly kind: 'pausing' }
  | { readonly kind: 'stopping' }
  /** The browser is asking the user whether the folder may be read. */
  | { readonly kind: 'asking-permission'; readonly before: PausedState }
  /** The folder is being searched through its saved handle. */
  | {
      readonly kind: 'finding-folder';
      readonly folder: AwaitedFolder;
      readonly before: PausedState | EndedState | Waiting;
    }
  /** Dropped files are being matched with the run's slots. */
  | { readonly kind: 'attaching'; readonly before: Waiting }
  /** The array is being written to a file: `bytes` of `totalBytes` so far. */
  | {
      readonly kind: 'saving';
      readonly before: EndedState | WaitingToRetry;
      readonly bytes: number;
      readonly totalBytes: number;
    }
  /** One worker is being compared with many on the plan's files. */
  | { readonly kind: 'comparing'; readonly before: IdleState };

/** The states that the page shows, without activities that happen beside the run. */
export type ShownState =
  | Extract<
      RunState,
      {
        readonly kind:
          | 'none'
          | 'starting'
          | 'running'
          | 'pausing'
          | 'stopping'
          | 'paused'
          | 'stopped'
          | 'finished'
          | 'broken';
      }
    >
  | WaitingToResume;

export function shownState(state: RunState): ShownState {
  switch (state.kind) {
    case 'opening':
    case 'asking-permission':
    case 'finding-folder':
    case 'attaching':
    case 'saving':
    case 'comparing':
      return shownState(state.before);
    case 'waiting-for-folder':
      return 'before' in state ? state.before : state;
    default:
      return state;
  }
}

/** The result that can be downloaded; null if there is none. */
export function resultOf(state: RunState): RunResult | null {
  const shown = shownState(state);
  return shown.kind === 'stopped' || shown.kind === 'finished' ? shown.result : null;
}

/** The folder that the user is asked for, or null. */
export function awaitedFolderOf(state: RunState): AwaitedFolder | null {
  switch (state.kind) {
    case 'waiting-for-folder':
      return state.folder;
    case 'attaching':
    case 'finding-folder':
      return awaitedFolderOf(state.before);
    default:
      return null;
  }
}

/** Whether images are being decoded, or are about to be. */
export function isWorking({ kind }: RunState): boolean {
  return kind === 'starting' || kind === 'running' || kind === 'pausing' || kind === 'stopping';
}

/** Whether another run may begin without anything being lost. */
export function isIdle(state: RunState): state is IdleState {
  switch (state.kind) {
    case 'none':
    case 'stopped':
    case 'finished':
    case 'broken':
      return true;
    case 'waiting-for-folder':
      return state.folder.purpose === 'retry';
    default:
      return false;
  }
}

export const canStart = isIdle;
export const canCompare = isIdle;
export const canOpenStored = isIdle;

export function canPause({ kind }: RunState): boolean {
  return kind === 'starting' || kind === 'running';
}

export function canResume(state: RunState): boolean {
  if (state.kind !== 'waiting-for-folder')
    return state.kind === 'paused' || state.kind === 'stopped';
  return !('before' in state) || state.before.kind === 'stopped';
}

export function canStop(state: RunState): boolean {
  switch (state.kind) {
    case 'starting':
    case 'running':
    case 'pausing':
    case 'paused':
    case 'asking-permission':
      return true;
    case 'waiting-for-folder':
    case 'finding-folder':
      return state.folder.purpose === 'resume';
    case 'attaching':
      return state.before.folder.purpose === 'resume';
    default:
      return false;
  }
}

export function canRetry(state: RunState): boolean {
  return isIdle(state) && resultOf(state) !== null;
}

export const canSave = canRetry;
export const canExclude = canRetry;

/** A download is quick, so the run may be resumed meanwhile. */
export function canDownload(state: RunState): boolean {
  return resultOf(state) !== null && state.kind !== 'saving';
}

/** Whether images can be added: to a new plan, or to the run that waits for them. */
export function canAddImages(state: RunState): boolean {
  return isIdle(state) || awaitedFolderOf(state) !== null;
}

/** Whether nothing depends on the recipe or on earlier runs, so both may be changed. */
export function canChangeRecipe(state: RunState): boolean {
  return isIdle(state) || state.kind === 'saving';
}

export const canDeleteStored = canChangeRecipe;

export function canCancelFolder(state: RunState): boolean {
  return awaitedFolderOf(state) !== null;
}

/** The reason to show if a request is refused; null if none is needed. */
export function refusalOf({ kind }: RunState): string | null {
  return kind === 'saving' ? 'The array is being saved. Try again when that is done.' : null;
}
