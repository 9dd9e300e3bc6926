import { errorMessage } from '../core/error-message.ts';
import { watchSilence, type SilenceWatch } from './watch-silence.ts';

/** How long a call may be silent. */
export interface CallLimit {
  /** Null: it is not watched. */
  readonly ms: number | null;
  /** If given, silence fails this call alone, with this reason. */
  readonly reason?: string;
}

/** How the clocks of a worker's calls belong together, and whom they tell. */
export interface CallClocks {
  /**
   * `shared`: the worker does one thing after the other, so that an answer or a callback restarts the
   * clocks of all pending calls, and the longest of their limits holds for each. `own`: each call
   * has its clock and its limit.
   */
  readonly clocks: 'shared' | 'own';
  /** The limit that holds at the moment, from the longest of the pending calls. */
  readonly limitMs?: (longestMs: number) => number;
  readonly onSilence: (limitMs: number) => void;
  readonly onRejection: (error: unknown) => void;
}

/** The calls that a worker has not answered yet. */
export interface PendingCalls {
  /** Settles as the task does, unless its limit or `failAll` comes first. */
  add<T>(limit: CallLimit, task: (heard: () => void) => Promise<T>): Promise<T>;
  failAll(reason: string): void;
}

interface PendingCall {
  readonly ms: number | null;
  readonly clock: SilenceWatch | null;
  fail(error: Error): void;
}

export function createPendingCalls(rules: CallClocks): PendingCalls {
  const { clocks, onSilence, onRejection } = rules;
  // not one promise to race against: it would keep every answer for the life of the worker
  const pending = new Set<PendingCall>();

  function limitNow(ownMs: number): number {
    if (clocks === 'own') return ownMs;
    const longestMs = Math.max(...Array.from(pending, ({ ms }) => ms ?? 0));
    return rules.limitMs?.(longestMs) ?? longestMs;
  }

  function restartClocks(own: PendingCall): void {
    if (clocks === 'own') own.clock?.heard();
    else for (const { clock } of pending) clock?.heard();
  }

  return {
    add({ ms, reason }, task) {
      return new Promise((resolve, reject) => {
        const onOwnSilence = (): void => {
          if (reason === undefined) onSilence(limitNow(ms ?? 0));
          else call.fail(new Error(reason));
        };
        const end = (): void => {
          call.clock?.stop();
          pending.delete(call);
        };
        const call: PendingCall = {
          ms,
          clock: ms === null ? null : watchSilence(() => limitNow(ms), onOwnSilence),
          fail(error) {
            end();
            reject(error);
          },
        };
        pending.add(call);
        task(() => restartClocks(call)).then(
          (answer) => {
            restartClocks(call);
            end();
            resolve(answer);
          },
          (error: unknown) => {
            onRejection(error);
            call.fail(error instanceof Error ? error : new Error(errorMessage(error)));
          },
        );
      });
    },
    failAll(reason) {
      for (const call of pending) call.fail(new Error(reason));
    },
  };
}
