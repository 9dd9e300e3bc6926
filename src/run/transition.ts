import type { RunResult } from './run-result.ts';
import {
  canCancelFolder,
  canExclude,
  canPause,
  canResume,
  canRetry,
  canSave,
  canStop,
  isIdle,
  isWorking,
  type AwaitedFolder,
  type EndedState,
  type PauseCause,
  type PausedState,
  type RunState,
} from './run-state.ts';

export type RunEvent =
  // requests
  | { readonly type: 'start' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  | { readonly type: 'retry' }
  | { readonly type: 'open-stored' }
  | { readonly type: 'ask-permission' }
  | { readonly type: 'find-folder'; readonly folder: AwaitedFolder }
  | { readonly type: 'attach' }
  | { readonly type: 'cancel-folder' }
  | { readonly type: 'save'; readonly totalBytes: number }
  | { readonly type: 'compare' }
  /** Something else replaces the run. */
  | { readonly type: 'close' }
  // results
  | { readonly type: 'begun' }
  /** An activity beside the run ended or failed: back to the state before it. */
  | { readonly type: 'returned' }
  | {
      readonly type: 'paused';
      readonly cause: PauseCause | null;
      readonly reason: string | null;
      /** Whether it may resume automatically; ignored if the user has paused it. */
      readonly resumesItself?: boolean;
    }
  /** `result` is null if it was stopped before it began. */
  | { readonly type: 'stopped'; readonly result: RunResult | null }
  | { readonly type: 'finished'; readonly result: RunResult }
  /** Slots of an ended run were excluded, or included again. */
  | { readonly type: 'result-changed'; readonly result: RunResult }
  | { readonly type: 'broke'; readonly reason: string }
  | { readonly type: 'folder-needed'; readonly folder: AwaitedFolder; readonly reason?: string }
  /** The files of the run were found in a folder. */
  | { readonly type: 'attached' }
  | { readonly type: 'saved'; readonly bytes: number };

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { readonly type: Type }>;

const PAUSED: PausedState = { kind: 'paused', cause: null, reason: null, resumesItself: false };

/** The state after an event; the same object if the event has no effect in this state. */
export function transition(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'start':
      return isIdle(state) ? { kind: 'starting', before: null } : state;
    case 'pause':
      return canPause(state) ? { kind: 'pausing' } : state;
    case 'resume':
      return afterResume(state);
    case 'stop':
      return canStop(state) ? { kind: 'stopping' } : state;
    case 'retry':
      return afterRetry(state);
    case 'open-stored':
      return isIdle(state) ? { kind: 'opening', before: state } : state;
    case 'ask-permission':
      return state.kind === 'paused' ? { kind: 'asking-permission', before: state } : state;
    case 'find-folder':
      return afterFindFolder(state, event);
    case 'attach':
      return state.kind === 'waiting-for-folder' ? { kind: 'attaching', before: state } : state;
    case 'cancel-folder':
      return canCancelFolder(state) ? (endedOf(state) ?? { kind: 'none' }) : state;
    case 'save':
      return afterSave(state, event);
    case 'compare':
      return isIdle(state) ? { kind: 'comparing', before: state } : state;
    case 'close':
      return afterClose(state);
    case 'begun':
      return state.kind === 'starting' ? { kind: 'running' } : state;
    case 'returned':
      return 'before' in state && !isIdle(state) ? (state.before ?? state) : state;
    case 'paused':
      return afterPaused(state, event);
    case 'stopped':
    case 'finished':
      return afterEnd(state, event);
    case 'result-changed':
      return afterResultChanged(state, event);
    case 'broke':
      return afterBreak(state, event);
    case 'folder-needed':
      return afterFolderNeeded(state, event);
    case 'attached':
      return afterAttached(state);
    case 'saved':
      return state.kind === 'saving' ? { ...state, bytes: event.bytes } : state;
  }
}

function afterResume(state: RunState): RunState {
  if (state.kind === 'asking-permission') return { kind: 'starting', before: state.before };
  return state.kind === 'paused' || state.kind === 'stopped'
    ? { kind: 'starting', before: state }
    : state;
}

function afterRetry(state: RunState): RunState {
  return canRetry(state) ? { kind: 'starting', before: endedOf(state) } : state;
}

function afterFindFolder(state: RunState, { folder }: EventOf<'find-folder'>): RunState {
  const isAllowed = folder.purpose === 'resume' ? canResume(state) : canRetry(state);
  if (!isAllowed) return state;
  switch (state.kind) {
    case 'paused':
    case 'stopped':
    case 'finished':
    case 'waiting-for-folder':
      return { kind: 'finding-folder', folder, before: state };
    default:
      return state;
  }
}

function afterSave(state: RunState, { totalBytes }: EventOf<'save'>): RunState {
  if (!canSave(state)) return state;
  const isEnded = state.kind === 'stopped' || state.kind === 'finished';
  const isWaiting = state.kind === 'waiting-for-folder' && 'before' in state;
  return isEnded || isWaiting ? { kind: 'saving', before: state, bytes: 0, totalBytes } : state;
}

function afterClose(state: RunState): RunState {
  if (state.kind === 'opening') return { kind: 'opening', before: { kind: 'none' } };
  return isIdle(state) ? { kind: 'none' } : state;
}

/** A run that is stopping can no longer pause, whatever the cause. */
function afterPaused(state: RunState, event: EventOf<'paused'>): RunState {
  const { cause, reason, resumesItself = false } = event;
  switch (state.kind) {
    case 'opening':
    case 'starting':
    case 'running':
    case 'paused':
      return { kind: 'paused', cause, reason, resumesItself };
    case 'pausing':
      return { kind: 'paused', cause, reason, resumesItself: false };
    default:
      return state;
  }
}

function afterEnd(state: RunState, event: EventOf<'stopped' | 'finished'>): RunState {
  if (!isWorking(state) && state.kind !== 'opening') return state;
  return event.type === 'finished'
    ? { kind: 'finished', result: event.result }
    : { kind: 'stopped', result: event.result };
}

function afterResultChanged(state: RunState, { result }: EventOf<'result-changed'>): RunState {
  const before = canExclude(state) ? endedOf(state) : null;
  if (before === null) return state;
  const ended = { ...before, result };
  return state.kind === 'waiting-for-folder' && 'before' in state
    ? { ...state, before: ended }
    : ended;
}

function afterBreak(state: RunState, { reason }: EventOf<'broke'>): RunState {
  switch (state.kind) {
    case 'none':
    case 'broken':
      return state;
    case 'opening':
    case 'comparing':
      return { ...state, before: { kind: 'broken', reason } };
    default:
      return { kind: 'broken', reason };
  }
}

function afterFolderNeeded(state: RunState, event: EventOf<'folder-needed'>): RunState {
  const { folder, reason = null } = event;
  const { kind } = state;
  if (kind !== 'running' && kind !== 'pausing' && kind !== 'finding-folder') return state;
  const { purpose } = folder;
  if (purpose === 'resume')
    return { kind: 'waiting-for-folder', folder: { ...folder, purpose }, reason };
  const before = endedOf(state);
  return before === null
    ? state
    : { kind: 'waiting-for-folder', folder: { ...folder, purpose }, before };
}

/** The caller then resumes a paused run, or retries the failed images of one that has ended. */
function afterAttached(state: RunState): RunState {
  if (state.kind === 'finding-folder') {
    return state.folder.purpose === 'resume' ? PAUSED : (endedOf(state) ?? state);
  }
  return state.kind === 'attaching' ? (endedOf(state) ?? PAUSED) : state;
}

/** The state in which the run ended, before a retry was requested; null if it has not ended. */
function endedOf(state: RunState): EndedState | null {
  switch (state.kind) {
    case 'stopped':
    case 'finished':
      return state;
    case 'attaching':
    case 'finding-folder':
      return endedOf(state.before);
    case 'waiting-for-folder':
      return 'before' in state ? state.before : null;
    default:
      return null;
  }
}
