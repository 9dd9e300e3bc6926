import type { RunPause } from '../core/plan/stored-run.ts';
import type { RunCounts } from './run-records.ts';

// What is known of a slot, a byte each: a million slots are a megabyte.
const HAS_OUTCOME = 1;
const HAS_FAILED = 2;
/** With a worker: handed out, and neither committed nor given back. */
const IN_FLIGHT = 4;
/** Handed out alone, the last time. */
const IS_ALONE = 8;
/** Was with a worker when the tab went down, and has not been through since. */
const IS_SUSPECT = 16;

/** Where each slot of a run is, as its journal has it: the writer and the reader both keep one. */
export interface RunLedger {
  handOut(slots: readonly number[], isAlone: boolean): void;
  commit(slots: readonly number[], hasFailed: (index: number) => boolean): void;
  /** What `counts` will be after such a commit. */
  countsAfter(slots: readonly number[], hasFailed: (index: number) => boolean): RunCounts;
  rest(pause: RunPause): void;
  /**
   * The run is opened again. What was in flight is undone; if the page was not left in order it is
   * suspected from now on, and what is returned are the slots that were suspected before and ran
   * alone: those had their two tries. `missing` are slots whose rows are gone.
   */
  open(wasLeft: boolean, missing: readonly number[]): readonly number[];
  hasRow(slot: number): boolean;
  hasOutcome(slot: number): boolean;
  suspects(): readonly number[];
  readonly counts: RunCounts;
  /** The last rest; null where something went on after it. */
  readonly pause: RunPause | null;
}

/**
 * A run of so many slots, of which none is done. An outcome that is there stays while its slot is
 * tried again, and comes to count again when that try is given back; only a tab that goes down in it
 * voids it.
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
    handOut(handed, isAlone) {
      pause = null;
      for (const slot of handed) {
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
    rest(given) {
      pause = given;
      for (const slot of inFlight) set(slot, stateOf(slot) & ~(IN_FLIGHT | IS_ALONE));
    },
    open(wasLeft, missing) {
      const hadTwoTries: number[] = [];
      for (const slot of inFlight) {
        const state = stateOf(slot);
        if (wasLeft) {
          set(slot, state & ~(IN_FLIGHT | IS_ALONE));
          continue;
        }
        if ((state & IS_SUSPECT) !== 0 && (state & IS_ALONE) !== 0) hadTwoTries.push(slot);
        set(slot, IS_SUSPECT);
      }
      for (const slot of missing) set(slot, stateOf(slot) & ~(HAS_OUTCOME | HAS_FAILED));
      return hadTwoTries.toSorted((a, b) => a - b);
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
