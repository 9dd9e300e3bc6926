import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import type { ThreadSetup } from './thread-calls.ts';

/** What is built beside this file: the kernel's module and those of the codecs. */
const BUILT = fileURLToPath(new URL('./', import.meta.url));

/** Decode threads that start while files are still being listed. */
export interface ThreadStock {
  /** A started thread, or a new one. */
  take(): Worker;
  /** Has all threads end their batches early. */
  stop(): void;
}

/** Starts this many threads. Those that nobody takes do not keep the process alive. */
export function createThreadStock(count: number): ThreadStock {
  const setup: ThreadSetup = {
    kernel: new WebAssembly.Module(new Uint8Array(readFileSync(`${BUILT}kernel.wasm`))),
    codecFolder: BUILT,
    stopFlag: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
  };
  const idle = new Set<Worker>();

  function start(): Worker {
    const script = new URL('./decode-thread.js', import.meta.url);
    const thread = new Worker(script, { workerData: setup });
    const remove = (): void => void idle.delete(thread);
    return thread.on('error', remove).on('exit', remove);
  }

  for (let i = 0; i < count; i++) {
    const thread = start();
    thread.unref();
    idle.add(thread);
  }
  return {
    take() {
      const [thread = start()] = idle;
      idle.delete(thread);
      thread.ref();
      return thread;
    },
    stop: () => void Atomics.store(new Int32Array(setup.stopFlag), 0, 1),
  };
}
