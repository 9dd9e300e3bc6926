import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import type { RunKeeper } from './run-keeper.ts';
import { isGoing, type SessionState } from '../session-state.ts';

/** A turn at the run at hand, and what the user wishes meanwhile. */
export interface RunTurn {
  readonly wish: 'pause' | 'stop' | null;
  /** Aborted by either wish. */
  readonly ended: AbortController;
  /** Aborted by Stop alone. */
  readonly stopped: AbortController;
}

/** Sees to it that one thing at a time is done with the run at hand: a second click does nothing. */
export interface RunTurns {
  readonly isTaken: boolean;
  /** Does that now, unless something else is being done. Never rejects. */
  take(task: (turn: RunTurn) => Promise<void>): Promise<void>;
  pause(): void;
  /** Ends the run that is going on or paused. */
  stop(): Promise<void>;
}

export function createRunTurns(store: StoreApi<SessionState>, keeper: RunKeeper): RunTurns {
  let current: (RunTurn & { wish: RunTurn['wish'] }) | null = null;

  async function take(task: (turn: RunTurn) => Promise<void>): Promise<void> {
    if (current !== null) return;
    const turn = { wish: null, ended: new AbortController(), stopped: new AbortController() };
    current = turn;
    try {
      await task(turn);
    } catch (error) {
      const reason = errorMessage(error);
      if (isGoing(store.getState().run)) await keeper.rest('workers', reason);
      else store.setState({ notices: [reason] });
    }
    await heedWish(turn);
    current = null;
  }

  /** A Stop that came too late for the task is heeded all the same. */
  async function heedWish({ wish }: RunTurn): Promise<void> {
    const { run } = store.getState();
    if (wish === 'stop' && (isGoing(run) || run?.status === 'paused')) await keeper.finish();
    else if (isGoing(run)) await keeper.rest(null, null);
  }

  return {
    get isTaken() {
      return current !== null;
    },
    take,
    pause() {
      const { run } = store.getState();
      if (current === null || run?.status !== 'running') return;
      current.wish = 'pause';
      store.setState({ run: { ...run, status: 'pausing' } });
      current.ended.abort();
    },
    async stop() {
      const { run } = store.getState();
      if (run === null || run.status === 'stopping') return;
      if (!isGoing(run) && run.status !== 'paused') return;
      store.setState({ run: { ...run, status: 'stopping' } });
      if (current === null) return take(() => keeper.finish());
      current.wish = 'stop';
      current.ended.abort();
      current.stopped.abort();
    },
  };
}
