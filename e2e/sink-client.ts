import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Page } from '@playwright/test';

const assets = fileURLToPath(new URL('../dist/assets/', import.meta.url));

/** Calls of one sink worker in a page. Arguments and results are JSON unless stated otherwise. */
export interface SinkClient {
  call(name: string, ...given: readonly unknown[]): Promise<unknown>;
  /** Sends rows filled with these values, as a decode worker does, and returns the sink's ack. */
  sendRows(slots: readonly number[], values: readonly number[]): Promise<unknown>;
  /** Calls exportArray and saves the Blob in the page under this name. */
  exportAs(name: string, request: ArrayOf): Promise<void>;
  /** The first byte of each row of a saved Blob, after checking its length and header. */
  rowsOf(name: string): Promise<readonly number[]>;
  /** Calls saveArray on a private file; returns its rows and the progress reported. */
  saveTo(
    name: string,
    request: ArrayOf,
  ): Promise<{ readonly rows: readonly number[]; readonly progress: readonly number[] }>;
  terminate(): Promise<void>;
}

export interface ArrayOf {
  readonly slots: readonly number[];
  readonly blank: readonly number[];
}

export const ROW_SIDE = 64;
export const ROW_BYTES = ROW_SIDE * ROW_SIDE * 3;

/** Starts the built sink worker in an open page, and talks to it in comlink's wire format. */
export async function startSink(page: Page): Promise<SinkClient> {
  const script = (await readdir(assets)).find((name) => name.startsWith('sink.worker'));
  if (script === undefined) throw new Error('The page is not built: there is no sink worker.');
  await page.evaluate(installClient, { script, rowBytes: ROW_BYTES, side: ROW_SIDE });
  const run = (name: string, ...given: readonly unknown[]): Promise<unknown> =>
    page.evaluate(
      ([method, args]) => {
        const client = Reflect.get(window, 'sinkClient') as Record<
          string,
          (...args: readonly unknown[]) => Promise<unknown>
        >;
        return client[method]?.(...args);
      },
      [name, given] as const,
    );
  return {
    call: (name, ...given) => run('call', name, ...given),
    sendRows: (slots, values) => run('sendRows', slots, values),
    async exportAs(name, request) {
      await run('exportAs', name, request);
    },
    rowsOf: async (name) => (await run('rowsOf', name)) as readonly number[],
    saveTo: async (name, request) =>
      (await run('saveTo', name, request)) as Awaited<ReturnType<SinkClient['saveTo']>>,
    async terminate() {
      await run('terminate');
    },
  };
}

/** Runs in the page. */
function installClient(options: {
  readonly script: string;
  readonly rowBytes: number;
  readonly side: number;
}): void {
  const { script, rowBytes, side } = options;
  const worker = new Worker(new URL(`assets/${script}`, document.baseURI), { type: 'module' });
  const waiting = new Map<string, (reply: Reply) => void>();
  const savedBlobs = new Map<string, Blob>();
  let lastId = 0;
  let rowsPort: MessagePort | null = null;

  interface Reply {
    readonly id: string;
    readonly type: string;
    readonly value: unknown;
  }

  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) =>
    waiting.get(data.id)?.(data),
  );

  async function apply(
    name: string,
    given: readonly unknown[],
    transfer: readonly Transferable[] = [],
  ): Promise<unknown> {
    lastId += 1;
    const id = `call-${lastId}`;
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(id, resolve);
      worker.postMessage({ id, type: 'APPLY', path: [name], argumentList: given }, [...transfer]);
    });
    if (reply.type === 'RAW') return reply.value;
    const { value } = reply.value as { readonly value: { readonly message: string } };
    throw new Error(value.message);
  }
  const raw = (value: unknown): unknown => ({ type: 'RAW', value });

  function requestOf({ slots, blank }: ArrayOf): unknown {
    const [all, zeros] = [Uint32Array.from(slots), Uint32Array.from(blank)];
    return { slots: all, blank: zeros, shape: [all.length, side, side, 3] };
  }

  async function rowsIn(blob: Blob): Promise<readonly number[]> {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const shape = `(${(bytes.length - 128) / rowBytes}, ${side}, ${side}, 3)`;
    const header = new TextDecoder('latin1').decode(bytes.subarray(0, 128));
    if (!header.includes(shape)) throw new Error(`${header} is not ${shape}`);
    const rows: number[] = [];
    for (let at = 128; at < bytes.length; at += rowBytes) {
      const row = bytes.subarray(at, at + rowBytes);
      const [value = NaN] = row;
      rows.push(row.every((byte) => byte === value) ? value : NaN);
    }
    return rows;
  }

  async function connected(): Promise<MessagePort> {
    if (rowsPort !== null) return rowsPort;
    const { port1, port2 } = new MessageChannel();
    await apply('connect', [raw(port2)], [port2]);
    rowsPort = port1;
    return port1;
  }

  const client = {
    call(name: string, ...given: readonly unknown[]) {
      if (name === 'open' || name === 'openRun') rowsPort = null;
      return apply(name, given.map(raw));
    },
    async sendRows(slots: readonly number[], values: readonly number[]) {
      const port = await connected();
      const rows = new Uint8Array(slots.length * rowBytes);
      for (const [i, value] of values.entries()) rows.fill(value, i * rowBytes, (i + 1) * rowBytes);
      return new Promise((resolve) => {
        port.onmessage = ({ data }) => resolve(data);
        port.postMessage({ id: 1, slots: Uint32Array.from(slots), rows }, [rows.buffer]);
      });
    },
    async exportAs(name: string, request: ArrayOf) {
      savedBlobs.set(name, (await apply('exportArray', [raw(requestOf(request))])) as Blob);
    },
    rowsOf: (name: string) => rowsIn(savedBlobs.get(name) ?? new Blob()),
    async saveTo(name: string, request: ArrayOf) {
      const root = await navigator.storage.getDirectory();
      const target = await root.getFileHandle(name, { create: true });
      const progress: number[] = [];
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.type !== 'APPLY') return; // the other end has collected its proxy
        progress.push(data.argumentList[0].value);
        port1.postMessage({ id: data.id, type: 'RAW', value: undefined });
      };
      const onProgress = { type: 'HANDLER', name: 'proxy', value: port2 };
      await apply('saveArray', [raw(requestOf(request)), raw(target), onProgress], [port2]);
      return { rows: await rowsIn(await target.getFile()), progress };
    },
    terminate: async () => worker.terminate(),
  };
  Object.assign(window, { sinkClient: client });
}
