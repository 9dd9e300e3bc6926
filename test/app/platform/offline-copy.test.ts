import { expect, test, vi } from 'vitest';

import { keepOfflineCopy, type WaitingVersion } from '../../../src/app/platform/offline-copy.ts';

/** A service worker that answers `activate` with a number of other tabs; null: not at all. */
class FakeWorker extends EventTarget {
  state = 'installing';
  readonly others: number | null;
  readonly container: EventTarget;

  constructor(others: number | null, container: EventTarget) {
    super();
    this.others = others;
    this.container = container;
  }

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  postMessage(message: unknown, [port]: readonly MessagePort[]): void {
    if (message !== 'activate' || this.others === null) return;
    port?.postMessage(this.others);
    port?.close();
    if (this.others === 0) this.container.dispatchEvent(new Event('controllerchange'));
  }
}

function setUp({ isFirst = false, others = null as number | null } = {}) {
  const container = new EventTarget();
  const worker = new FakeWorker(others, container);
  const registration = Object.assign(new EventTarget(), {
    active: isFirst ? null : {},
    waiting: null as FakeWorker | null,
    installing: null as FakeWorker | null,
  });
  const register = vi.fn<(url: string) => Promise<unknown>>(async () => registration);
  const waiting: WaitingVersion[] = [];
  const keep = () =>
    keepOfflineCopy(
      (version) => waiting.push(version),
      Object.assign(container, { register }) as unknown as ServiceWorkerContainer,
    );
  const install = () => {
    registration.installing = worker;
    registration.dispatchEvent(new Event('updatefound'));
    worker.become('installed');
  };
  return { keep, install, register, registration, waiting, worker };
}

test('W3 a browser that refuses a copy does without, silently', async () => {
  const { keep, register, waiting } = setUp();
  register.mockRejectedValue(new DOMException('The operation is insecure.', 'SecurityError'));
  await expect(keep()).resolves.toBeUndefined();
  expect(register).toHaveBeenCalledWith('./service-worker.js');
  expect(waiting).toEqual([]);
});

test('W2 the first version is not new, and a later one is told of once it is installed', async () => {
  const first = setUp({ isFirst: true });
  await first.keep();
  first.install();
  expect(first.waiting).toEqual([]);

  const later = setUp();
  await later.keep();
  later.worker.become('installing');
  expect(later.waiting).toEqual([]);
  later.install();
  expect(later.waiting).toHaveLength(1);

  const earlier = setUp();
  earlier.registration.waiting = earlier.worker;
  await earlier.keep();
  expect(earlier.waiting).toHaveLength(1);
});

test('W2 it says how many other tabs there are, and takes over if there are none', async () => {
  for (const others of [2, 0]) {
    const { keep, install, waiting } = setUp({ others });
    await keep();
    install();
    expect(await waiting[0]?.takeOver()).toBe(others);
  }
});

test('W2 one that does not answer leaves nothing waiting', async () => {
  vi.useFakeTimers();
  const { keep, install, waiting } = setUp();
  await keep();
  install();
  const answer = waiting[0]?.takeOver();
  await vi.runAllTimersAsync();
  expect(await answer).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
