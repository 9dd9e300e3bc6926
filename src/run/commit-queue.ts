import type { RunSums } from '../core/plan/stored-run.ts';
import type { SlotOutcome } from '../core/verdict.ts';
import { errorMessage } from '../core/error-message.ts';
import type { Blocker } from '../pool/wire/blocker.ts';
import type { RunSink } from './run-sink.ts';

/** Commits outcomes one write at a time; those that arrive meanwhile go into the next write. */
export interface CommitQueue {
  add(outcomes: readonly SlotOutcome[]): void;
  /** Resolves when all writes are done. */
  settle(): Promise<{
    readonly blocker: Blocker | null;
    /** The reason if the sink could not be reached. */
    readonly failure: string | null;
    /** Outcomes that were not written. */
    readonly uncommitted: readonly SlotOutcome[];
  }>;
}

/** Calls `onBlocked` when no more can be written. */
export function createCommitQueue(
  sink: Pick<RunSink, 'commit'>,
  uncommitted: readonly SlotOutcome[],
  currentSums: () => RunSums,
  onBlocked: () => void,
): CommitQueue {
  let waiting = uncommitted;
  let blocker: Blocker | null = null;
  let failure: string | null = null;
  let isWriting = false;
  let written: Promise<void> = Promise.resolve();

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0 && blocker === null && failure === null) {
      const outcomes = waiting;
      waiting = [];
      try {
        blocker = await sink.commit({ outcomes, sums: currentSums() });
      } catch (error) {
        failure = sinkFailureText(errorMessage(error));
      }
      if (blocker === null && failure === null) continue;
      waiting = [...outcomes, ...waiting];
      onBlocked();
    }
    isWriting = false;
  }

  return {
    add(outcomes) {
      waiting = waiting.length === 0 ? outcomes : [...waiting, ...outcomes];
      if (!isWriting) written = writeAll();
    },
    async settle() {
      await written;
      return { blocker, failure, uncommitted: waiting };
    },
  };
}

export function sinkFailureText(reason: string): string {
  return `The rows could not be stored: ${reason}`;
}
