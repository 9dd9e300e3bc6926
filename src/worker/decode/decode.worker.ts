import { expose } from 'comlink';

import { createCanvasDecoder } from '../../decoders/native/canvas-decoder.ts';
import { createPortableDecoders } from '../../decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../kernel/kernel-keeper.ts';
import { createPlainKernel } from '../../kernel/plain-kernel.ts';
import { createDecodeCalls, type WorkerMakers } from './decode-calls.ts';
import { loadCodec, loadKernel } from './load-module.ts';

// An exception in an async handler fires no event on the page. Rethrown from a new task it is an
// uncaught error, which does.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault(); // so that it is reported only once
  setTimeout(() => {
    throw event.reason;
  });
});

/** The browser's own decoder comes last: its rows are approximate. */
async function prepare(): Promise<WorkerMakers> {
  const kernel = await loadKernel();
  const decoders = [...createPortableDecoders(kernel, loadCodec), createCanvasDecoder()];
  return {
    decoders,
    kernels: createKernelKeeper(kernel),
    plainKernels: createKernelKeeper(kernel, createPlainKernel),
  };
}

function spawnReader(): Worker {
  return new Worker(new URL('../read/read.worker.ts', import.meta.url), {
    type: 'module',
    name: 'read',
  });
}

expose(createDecodeCalls(prepare, spawnReader));
