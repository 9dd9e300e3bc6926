import type { Exclusions, ExclusionStep } from '../core/exclusion/exclusions.ts';
import type { CurrentRun } from './current-run.ts';
import type { RunMachine } from './run-machine.ts';
import type { RunSink } from './run-sink.ts';
import { canExclude } from './run-state.ts';

/** Excludes slots of a run that has ended from its array. No call rejects. */
export interface Excluder {
  /** Excludes these slots, or includes them again: one step, which can be undone. */
  exclude(slots: Uint32Array, isExcluded: boolean): Promise<void>;
  /** Undoes the last step. */
  undo(): Promise<void>;
}

const NOT_NOW =
  'Rows can be excluded when the run has ended, and while nothing else is done with it.';

/** `work` runs one task at a time, and turns an error into a notice. */
export function createExcluder<Source, Folder, Sink extends RunSink>(
  current: CurrentRun<Source, Folder, Sink>,
  machine: RunMachine,
  work: (task: () => Promise<void>) => Promise<void>,
): Excluder {
  /** Steps are recorded before they count; one that was recorded twice has the effect of one. */
  async function take(next: (exclusions: Exclusions) => ExclusionStep | null): Promise<void> {
    if (!canExclude(machine.state)) return machine.note(NOT_NOW);
    await work(async () => {
      const { record } = current;
      if (record === null || !canExclude(machine.state)) return machine.note(NOT_NOW);
      const step = next(record.exclusions);
      if (step === null) return;
      const sink = await current.ensureSink();
      if (sink === null) return;
      const blocker = await sink.recordExclusion(step);
      if (blocker?.kind === 'storage-lost') return current.break(blocker.detail);
      if (blocker !== null) return machine.note(blocker.detail);
      record.exclusions.apply(step);
      await current.publish();
    });
  }

  return {
    exclude: (slots, isExcluded) => take((exclusions) => exclusions.plan(slots, isExcluded)),
    undo: () => take((exclusions) => exclusions.planUndo()),
  };
}
