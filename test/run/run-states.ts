import type { RunResult } from '../../src/run/run-result.ts';
import type { IdleState, RunState } from '../../src/run/run-state.ts';

export const RESULT = { arrayBytes: 7 } as RunResult;
export const NEW_RESULT = { arrayBytes: 8 } as RunResult;
const FOLDER = { runId: 'run-1', name: 'photos', images: 3 };
export const TO_RESUME = { ...FOLDER, purpose: 'resume' } as const;
export const TO_RETRY = { ...FOLDER, purpose: 'retry' } as const;

// the states; a name says in which of its forms a state is, if there are several
export const none = { kind: 'none' } as const;
export const starting = { kind: 'starting', before: null } as const;
export const running = { kind: 'running' } as const;
export const pausing = { kind: 'pausing' } as const;
export const stopping = { kind: 'stopping' } as const;
export const paused = { kind: 'paused', cause: null, reason: null, resumesItself: false } as const;
export const pausedFull = {
  kind: 'paused',
  cause: 'storage-full',
  reason: 'Full.',
  resumesItself: true,
} as const;
export const pausedFullForGood = { ...pausedFull, resumesItself: false };
export const unbegun = { kind: 'stopped', result: null } as const;
export const stopped = { kind: 'stopped', result: RESULT } as const;
export const finished = { kind: 'finished', result: RESULT } as const;
export const broken = { kind: 'broken', reason: 'Gone.' } as const;
export const waitingToResume = {
  kind: 'waiting-for-folder',
  folder: TO_RESUME,
  reason: 'Out of reach.',
} as const;
export const waitingToRetry = {
  kind: 'waiting-for-folder',
  folder: TO_RETRY,
  before: finished,
} as const;
export const waitingToRetryStopped = { ...waitingToRetry, before: stopped } as const;
export const resuming = { kind: 'starting', before: paused } as const;
export const retrying = { kind: 'starting', before: finished } as const;
export const asking = { kind: 'asking-permission', before: paused } as const;
export const findingToResume = {
  kind: 'finding-folder',
  folder: TO_RESUME,
  before: paused,
} as const;
export const findingToRetry = {
  kind: 'finding-folder',
  folder: TO_RETRY,
  before: finished,
} as const;
export const findingAgain = {
  kind: 'finding-folder',
  folder: TO_RESUME,
  before: waitingToResume,
} as const;
export const attachingToResume = { kind: 'attaching', before: waitingToResume } as const;
export const attachingToRetry = { kind: 'attaching', before: waitingToRetry } as const;
export const saving = { kind: 'saving', before: finished, bytes: 0, totalBytes: 7 } as const;
export const opening = (before: IdleState): RunState => ({ kind: 'opening', before });
export const comparing = (before: IdleState): RunState => ({ kind: 'comparing', before });
export const savingFrom = (before: typeof stopped | typeof waitingToRetry): RunState => ({
  ...saving,
  before,
});
export const savedSome = { ...saving, bytes: 5 };
export const startingFrom = (
  before: typeof pausedFull | typeof stopped | typeof unbegun,
): RunState => ({
  kind: 'starting',
  before,
});
export const askingFrom = (before: typeof pausedFull): RunState => ({
  kind: 'asking-permission',
  before,
});
export const finding = (
  folder: typeof TO_RESUME | typeof TO_RETRY,
  before: Extract<RunState, { readonly kind: 'finding-folder' }>['before'],
): RunState => ({ kind: 'finding-folder', folder, before });

export const STATES = {
  none,
  opening: opening(finished),
  starting,
  resuming,
  retrying,
  running,
  pausing,
  stopping,
  paused,
  pausedFull,
  asking,
  findingToResume,
  findingToRetry,
  findingAgain,
  waitingToResume,
  waitingToRetry,
  waitingToRetryStopped,
  attachingToResume,
  attachingToRetry,
  unbegun,
  stopped,
  finished,
  broken,
  saving,
  comparing: comparing(finished),
} satisfies Record<string, RunState>;

export type StateName = keyof typeof STATES;
export const stateNames = Object.keys(STATES) as StateName[];
