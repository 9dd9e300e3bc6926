import { setTimeout } from 'node:timers/promises';

import type { Browser, CDPSession } from '@playwright/test';

/** The heap of a page or a worker after a garbage collection, in bytes. */
export interface HeapFigures {
  /** The start of its script's name; "page" for the page itself. */
  readonly thread: string;
  /** Objects of JavaScript, and the browser's objects (nodes, bitmaps, frames) behind them. */
  readonly objects: number;
  /** ArrayBuffers. */
  readonly buffers: number;
  /** Memories of WebAssembly. */
  readonly wasm: number;
}

interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
}

/** Collects the garbage of the page and its workers; returns their heaps, in order of their names. */
export async function measureHeaps(browser: Browser): Promise<readonly HeapFigures[]> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { targetInfos } = await session.send('Target.getTargets', {
      filter: [{ type: 'page' }, { type: 'worker' }],
    });
    const figures: HeapFigures[] = [];
    for (const { targetId, type, url } of targetInfos) {
      const target = await attach(session, targetId).catch(() => null);
      if (target === null) continue; // a worker that ended meanwhile
      const thread = type === 'page' ? 'page' : (/([a-z]+)\.worker/.exec(url)?.[1] ?? 'worker');
      const heap = await heapOf(target).catch(() => null);
      if (heap !== null) figures.push({ thread, ...heap });
      await target.detach().catch(() => undefined);
    }
    return figures.toSorted((a, b) => (a.thread < b.thread ? -1 : 1));
  } finally {
    await session.detach();
  }
}

async function heapOf({ ask }: Target): Promise<Omit<HeapFigures, 'thread'>> {
  // finalisers of the first collection free more
  for (let i = 0; i < 3; i++) await ask('HeapProfiler.collectGarbage');
  const usage = (await ask('Runtime.getHeapUsage')) as HeapUsage;
  return {
    objects: usage.usedSize + usage.embedderHeapUsedSize,
    buffers: usage.backingStorageSize,
    wasm: await wasmBytes(ask),
  };
}

interface RemoteObject {
  readonly objectId: string;
}

/** No figure of the protocol counts these; but it can find every object of a kind. */
async function wasmBytes(ask: Target['ask']): Promise<number> {
  const group = { objectGroup: 'heaps' };
  const prototype = (await ask('Runtime.evaluate', {
    expression: 'WebAssembly.Memory.prototype',
    ...group,
  })) as { result: RemoteObject };
  const found = (await ask('Runtime.queryObjects', {
    prototypeObjectId: prototype.result.objectId,
    ...group,
  })) as { objects: RemoteObject };
  const summed = (await ask('Runtime.callFunctionOn', {
    objectId: found.objects.objectId,
    functionDeclaration:
      'function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }',
    returnByValue: true,
  })) as { result: { value: number } };
  await ask('Runtime.releaseObjectGroup', group);
  return summed.result.value;
}

const ANSWER_MS = 3000;

/** A worker that ends meanwhile answers nothing any more. */
async function silence(method: string): Promise<never> {
  await setTimeout(ANSWER_MS, undefined, { ref: false });
  throw new Error(`The browser did not answer ${method}.`);
}

interface Target {
  ask(method: string, parameters?: object): Promise<unknown>;
  detach(): Promise<void>;
}

/** Playwright has sessions for pages only; a worker is reached through the browser's. */
async function attach(session: CDPSession, targetId: string): Promise<Target> {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  const hear = (event: { sessionId: string; message: string }): void => {
    if (event.sessionId !== sessionId) return;
    const answer = JSON.parse(event.message) as { id?: number; result?: unknown };
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer.result);
  };
  session.on('Target.receivedMessageFromTarget', hear);
  return {
    async ask(method, params = {}) {
      const id = ++asked;
      const answered = new Promise<unknown>((resolve) => waiting.set(id, resolve));
      const message = JSON.stringify({ id, method, params });
      await session.send('Target.sendMessageToTarget', { sessionId, message });
      return Promise.race([answered, silence(method)]);
    },
    async detach() {
      session.off('Target.receivedMessageFromTarget', hear);
      await session.send('Target.detachFromTarget', { sessionId });
    },
  };
}
