import { errorMessage } from '../core/error-message.ts';
import { watchSilence, type SilenceWatch } from './watch-silence.ts';

/** How long a call may be silent. */
export interface CallLimit {
  /** Null if the call is not watched. */
  readonly ms: number | null;
  /** If present, silence fails only this call, with this reason. */
  readonly reason?: string;
}

/** How the clocks of a worker's calls are related, and the listeners to call. */
export interface CallClocks {
  /**
   * `shared`: the worker does one thing at a time, so an answer or a callback restarts the clocks
   * of all pending calls, and the longest of their limits applies to each. `own`: each call has its
   * own clock and limit.
   */
  readonly clocks: 'shared' | 'own';
  /** The limit that applies now, given the longest limit of the pending calls. */
  readonly limitMs?: (longestMs: number) => number;
  readonly onSilence: (limitMs: number) => void;
  readonly onRejection: (error: unknown) => void;
}

/** The calls that a worker has not answered yet. */
export interface PendingCalls {
  /** Settles as the task does, unless the limit expires or `failAll` is called first. */
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
  // racing every call against one shared promise would retain all answers while the worker lives
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
