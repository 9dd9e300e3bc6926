import { errorMessage } from '../core/error-message.ts';
import { createPendingCalls, type CallClocks, type CallLimit } from './pending-calls.ts';
import { watchCallbacks } from './watch-callbacks.ts';

/** The calls of a worker: only methods that return promises. */
export type Calls<C> = { readonly [K in keyof C]: (...args: never[]) => Promise<unknown> };

/** A worker as its runtime creates it. Calls to a dead one may never settle. */
export interface WorkerThread<C> {
  readonly calls: C;
  /** The listener is called with the reason once the worker can no longer answer. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

/** How long a call may be silent. A callback among its arguments is a sign of life when called. */
export type CallDeadline<Args extends readonly unknown[]> =
  | { readonly ms: number | ((...args: Args) => number) }
  /** Silence fails only this call, with the reason: the worker is not to blame. */
  | { readonly ms: number; readonly reason: string }
  /** The caller has its own clock. */
  | 'unwatched';

/** A deadline for each call. A new call does not compile until it has one. */
export type CallDeadlines<C extends Calls<C>> = {
  readonly [K in keyof C]: CallDeadline<Parameters<C[K]>>;
};

export interface Supervision<C extends Calls<C>> extends Pick<CallClocks, 'clocks' | 'limitMs'> {
  readonly deadlines: CallDeadlines<C>;
  /** Whether a call that rejects counts as the death of its worker. */
  readonly isRejectionDeath: boolean;
  /** The reason for a death by silence. By default it says how long the silence was. */
  readonly silenceReason?: string;
}

export interface Death {
  readonly code: 'worker-died' | 'timeout';
  /** A sentence for a person. */
  readonly detail: string;
}

/** A worker on which every call settles: pending calls reject when it dies. */
export interface SupervisedCalls<C> {
  readonly calls: C;
  /** Null while the worker lives. */
  readonly death: Death | null;
  /** Watches a task like a call with this deadline. */
  watch<T>(ms: number, task: () => Promise<T>): Promise<T>;
  /** Calls the listener with the reason when the worker dies. Returns the unsubscribe function. */
  onDeath(listener: (reason: string) => void): () => void;
  /** Terminates the worker, which counts as its death. */
  kill(reason: string): void;
  /** Terminates a worker that is no longer needed: like `kill`, but no death listener is called. */
  dismiss(reason: string): void;
}

/**
 * Spawns a worker and supervises it. If `spawn` throws, the worker dies, or it stays silent past a
 * deadline, it is terminated, and every call rejects from then on.
 */
export function superviseCalls<C extends Calls<C>>(
  spawn: () => WorkerThread<C>,
  supervision: Supervision<C>,
): SupervisedCalls<C> {
  const { deadlines, isRejectionDeath, silenceReason } = supervision;
  const deathListeners = new Set<(reason: string) => void>();
  let death: Death | null = null;
  let thread: WorkerThread<C> | null = null;
  const pending = createPendingCalls({
    ...supervision,
    onSilence: (ms) => end('timeout', silenceReason ?? silenceText(ms)),
    onRejection(error) {
      if (isRejectionDeath) end('worker-died', `The worker failed: ${errorMessage(error)}`);
    },
  });

  function end(code: Death['code'], detail: string): void {
    if (death !== null) return;
    death = { code, detail };
    thread?.terminate();
    pending.failAll(detail);
    for (const listener of deathListeners) listener(detail);
    deathListeners.clear();
  }

  async function watched<T>(limit: CallLimit, task: (heard: () => void) => Promise<T>): Promise<T> {
    if (death !== null) throw new Error(death.detail);
    return pending.add(limit, task);
  }

  try {
    thread = spawn();
    thread.onDeath((reason) => end('worker-died', reason));
  } catch (error) {
    end('worker-died', errorMessage(error));
  }
  return {
    calls: callsOf(deadlines, (name, args) =>
      watched(limitOf(deadlines[name], args), async (heard) => {
        if (thread === null) throw new Error('There is no worker.');
        const watchedArgs = args.map((arg) => watchCallbacks(arg, heard));
        return Reflect.apply(thread.calls[name], thread.calls, watchedArgs);
      }),
    ),
    get death() {
      return death;
    },
    watch: (ms, task) => watched({ ms }, task),
    onDeath(listener) {
      deathListeners.add(listener);
      return () => void deathListeners.delete(listener);
    },
    kill: (reason) => end('worker-died', reason),
    dismiss(reason) {
      deathListeners.clear();
      end('worker-died', reason);
    },
  };
}

/** An object with a method for each deadline, implemented by `call`. */
function callsOf<C extends Calls<C>>(
  deadlines: CallDeadlines<C>,
  call: (name: keyof C, args: readonly unknown[]) => Promise<unknown>,
): C;
function callsOf(
  deadlines: object,
  call: (name: string, args: readonly unknown[]) => Promise<unknown>,
): object {
  const methods = Object.keys(deadlines).map((name) => {
    return [name, (...args: readonly unknown[]) => call(name, args)] as const;
  });
  return Object.fromEntries(methods);
}

function limitOf(deadline: CallDeadline<never>, args: readonly unknown[]): CallLimit {
  if (deadline === 'unwatched') return { ms: null };
  if (typeof deadline.ms === 'number') return { ...deadline, ms: deadline.ms };
  return { ms: Number(Reflect.apply(deadline.ms, undefined, args)) };
}

function silenceText(ms: number): string {
  return `No sign of life for ${Math.round(ms / 1000)} s.`;
}
