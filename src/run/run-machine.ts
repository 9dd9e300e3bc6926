import type { RunState } from './run-state.ts';
import { transition, type RunEvent } from './transition.ts';

/** The state of the run, and notices about requests that failed. */
export interface Situation {
  readonly run: RunState;
  /** Shown until they are replaced or dismissed. */
  readonly notices: readonly string[];
}

/** Holds the state of the run. Nothing else changes it. */
export interface RunMachine {
  readonly state: RunState;
  /** Returns whether the event had an effect in the current state. */
  send(event: RunEvent): boolean;
  /** Replaces the notices; without arguments it clears them. */
  note(...notices: readonly string[]): void;
  /** Adds notices; those that are shown stay, and none is shown twice. */
  addNotes(...notices: readonly string[]): void;
}

/** Calls `onChange` with the changed parts after each change. */
export function createRunMachine(onChange: (changed: Partial<Situation>) => void): RunMachine {
  let state: RunState = { kind: 'none' };
  let shown: readonly string[] = [];
  const show = (notices: readonly string[]): void => {
    shown = [...new Set(notices)];
    onChange({ notices: shown });
  };
  return {
    get state() {
      return state;
    },
    send(event) {
      const before = state;
      state = transition(state, event);
      if (state !== before) onChange({ run: state });
      return state !== before;
    },
    note: (...notices) => show(notices),
    addNotes: (...notices) => show([...shown, ...notices]),
  };
}
