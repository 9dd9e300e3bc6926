import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';

import { isCallback } from '../../pool/watch-callbacks.ts';
import type { WorkerThread } from '../../pool/supervise-calls.ts';

/** Of a script that cannot be had, browsers tell the worker that there was an error, and no more. */
const NOT_LOADED = 'The worker script could not be loaded. Are you offline?';
const FORBIDDEN =
  'The server’s Content-Security-Policy forbids the page’s workers: worker-src has to allow them.';

/** The document hears of a worker that a policy forbids before the worker has its error. */
let forbidsWorkers = false;
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, disposition }) => {
  if (effectiveDirective === 'worker-src' && disposition === 'enforce') forbidsWorkers = true;
});

/** A web worker as a thread. Of the arguments of its calls, ports move and callbacks stay here. */
export function comlinkThread<C>(worker: Worker): WorkerThread<Remote<C>> {
  // kept as long as the worker: a proxy that is collected closes its port, and calls never settle
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

/** The same calls, with these of their own in place of some. */
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
