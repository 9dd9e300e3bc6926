import type { RunState } from './run-state.ts';
import { transition, type RunEvent } from './transition.ts';

/** What the machine is in: the state of the run, and what could not be done. */
export interface Situation {
  readonly run: RunState;
  /** Sentences, until others take their place or somebody dismisses them. */
  readonly notices: readonly string[];
}

/** Holds the state of the run. Nothing else changes it. */
export interface RunMachine {
  readonly state: RunState;
  /** Whether the event meant something in the state that there was. */
  send(event: RunEvent): boolean;
  /** Says what could not be done; without sentences, there is nothing to say any more. */
  note(...notices: readonly string[]): void;
}

/** `onChange` is called after each change, with all that has changed. */
export function createRunMachine(onChange: (changed: Partial<Situation>) => void): RunMachine {
  let state: RunState = { kind: 'none' };
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
    note: (...notices) => onChange({ notices }),
  };
}
