import type { RunPause } from '../core/plan/stored-run.ts';
import type { RunCounts } from './run-records.ts';

// The state of a slot, a byte each: a million slots are a megabyte.
const HAS_OUTCOME = 1;
const HAS_FAILED = 2;
/** With a worker: dispatched, and neither committed nor returned. */
const IN_FLIGHT = 4;
/** Dispatched alone, the last time. */
const IS_ALONE = 8;
/** Was with a worker when the tab crashed, and has not been committed since. */
const IS_SUSPECT = 16;

/** The state of each slot of a run by its journal: the writer and the reader both keep one. */
export interface RunLedger {
  recordDispatch(slots: readonly number[], isAlone: boolean): void;
  commit(slots: readonly number[], hasFailed: (index: number) => boolean): void;
  /** The `counts` after such a commit. */
  countsAfter(slots: readonly number[], hasFailed: (index: number) => boolean): RunCounts;
  recordPause(pause: RunPause): void;
  /**
   * The run is opened again. Slots in flight are undone. If the page was not left cleanly, they are
   * suspects from now on, except for those that were suspects before and ran alone: these have
   * crashed the tab twice, and are returned. `missing` are slots whose rows are gone.
   */
  reopen(wasCleanExit: boolean, missing: readonly number[]): readonly number[];
  hasRow(slot: number): boolean;
  hasOutcome(slot: number): boolean;
  suspects(): readonly number[];
  readonly counts: RunCounts;
  /** The last pause; null if the run went on after it. */
  readonly pause: RunPause | null;
}

/**
 * A run of which no slot is done. An outcome stays while its slot is tried again, and still counts if
 * that try is returned; only a tab that crashes during the try voids it.
 */
export function createRunLedger(slots: number): RunLedger {
  const states = new Uint8Array(slots);
  const inFlight = new Set<number>();
  let done = 0;
  let failed = 0;
  let pause: RunPause | null = null;

  function set(slot: number, state: number): void {
    const before = states[slot] ?? 0;
    done += (state & HAS_OUTCOME) - (before & HAS_OUTCOME);
    failed += ((state & HAS_FAILED) - (before & HAS_FAILED)) / HAS_FAILED;
    states[slot] = state;
    if ((state & IN_FLIGHT) === 0) inFlight.delete(slot);
    else inFlight.add(slot);
  }
  const stateOf = (slot: number): number => states[slot] ?? 0;

  return {
    recordDispatch(dispatched, isAlone) {
      pause = null;
      for (const slot of dispatched) {
        set(slot, (stateOf(slot) & ~IS_ALONE) | IN_FLIGHT | (isAlone ? IS_ALONE : 0));
      }
    },
    commit(committed, hasFailed) {
      pause = null;
      for (const [index, slot] of committed.entries()) {
        set(slot, HAS_OUTCOME | (hasFailed(index) ? HAS_FAILED : 0));
      }
    },
    countsAfter(committed, hasFailed) {
      let [more, moreFailed] = [0, 0];
      for (const [index, slot] of committed.entries()) {
        const state = stateOf(slot);
        if ((state & HAS_OUTCOME) === 0) more += 1;
        moreFailed += Number(hasFailed(index)) - Number((state & HAS_FAILED) !== 0);
      }
      return { done: done + more, failed: failed + moreFailed };
    },
    recordPause(next) {
      pause = next;
      for (const slot of inFlight) set(slot, stateOf(slot) & ~(IN_FLIGHT | IS_ALONE));
    },
    reopen(wasCleanExit, missing) {
      const crashedTwice: number[] = [];
      for (const slot of inFlight) {
        const state = stateOf(slot);
        if (wasCleanExit) {
          set(slot, state & ~(IN_FLIGHT | IS_ALONE));
          continue;
        }
        if ((state & IS_SUSPECT) !== 0 && (state & IS_ALONE) !== 0) crashedTwice.push(slot);
        set(slot, IS_SUSPECT);
      }
      for (const slot of missing) set(slot, stateOf(slot) & ~(HAS_OUTCOME | HAS_FAILED));
      return crashedTwice.toSorted((a, b) => a - b);
    },
    hasRow: (slot) => (stateOf(slot) & (HAS_OUTCOME | HAS_FAILED)) === HAS_OUTCOME,
    hasOutcome: (slot) => (stateOf(slot) & HAS_OUTCOME) !== 0,
    suspects() {
      const suspects: number[] = [];
      for (const [slot, state] of states.entries()) {
        if ((state & (IS_SUSPECT | HAS_OUTCOME)) === IS_SUSPECT) suspects.push(slot);
      }
      return suspects;
    },
    get counts() {
      return { done, failed };
    },
    get pause() {
      return pause;
    },
  };
}
