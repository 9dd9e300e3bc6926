import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';

import { isCallback } from '../../pool/watch-callbacks.ts';
import type { WorkerThread } from '../../pool/supervise-calls.ts';

/** If a worker’s script cannot be loaded, browsers report an error without a message. */
const NOT_LOADED = 'The worker script could not be loaded. Are you offline?';
const FORBIDDEN =
  'The server’s Content-Security-Policy forbids the page’s workers: worker-src has to allow them.';

/** The document is told of the policy violation before the worker gets its error event. */
let forbidsWorkers = false;
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, disposition }) => {
  if (effectiveDirective === 'worker-src' && disposition === 'enforce') forbidsWorkers = true;
});

/** Wraps a web worker as a thread: port arguments are transferred, callbacks are proxied. */
export function comlinkThread<C>(worker: Worker): WorkerThread<Remote<C>> {
  // must live as long as the worker: a collected proxy closes its port, and calls never settle
  const remote = wrap<C>(worker);
  return {
    calls: withMarkedArguments(remote),
    onDeath(listener) {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        listener(event.message || (forbidsWorkers ? FORBIDDEN : NOT_LOADED));
      });
      worker.addEventListener('messageerror', () => listener('A message could not be read.'));
    },
    terminate() {
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}

/** Returns the same calls, with some replaced by those of `own`. */
export function replaceCalls<C extends object, O extends object>(
  calls: C,
  own: O,
): Omit<C, keyof O> & O;
export function replaceCalls(calls: object, own: object): object {
  return new Proxy(own, {
    get: (_, name): unknown => Reflect.get(name in own ? own : calls, name),
  });
}

function withMarkedArguments<R extends object>(remote: R): R {
  const calls: object = remote;
  return new Proxy(remote, {
    get:
      (_, name) =>
      (...args: readonly unknown[]): unknown =>
        Reflect.apply(Reflect.get(calls, name), undefined, args.map(marked)),
  });
}

function marked(argument: unknown): unknown {
  if (argument instanceof MessagePort) return transfer(argument, [argument]);
  return isCallback(argument) ? proxy(argument) : argument;
}
