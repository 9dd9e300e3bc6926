// A decode thread of the command line.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';

import { createMutex } from '../../core/mutex.ts';
import { createPortableDecoders } from '../../decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../kernel/kernel-keeper.ts';
import { createFileDecoder, type FileDecoder } from './decode-files.ts';
import type { ThreadCalls, ThreadSetup } from './thread-calls.ts';

function createThreadCalls({ kernel, codecFolder, stopFlag }: ThreadSetup): ThreadCalls {
  const flag = new Int32Array(stopFlag);
  const isStopped = (): boolean => Atomics.load(flag, 0) === 1;
  const makers = {
    decoders: createPortableDecoders(kernel, async (name) =>
      WebAssembly.compile(new Uint8Array(readFileSync(`${codecFolder}${name}.wasm`))),
    ),
    kernels: createKernelKeeper(kernel),
  };
  let files: FileDecoder | null = null;
  const decoding = createMutex();
  return {
    async begin(recipe, paths, events) {
      files = createFileDecoder({ makers, recipe, ...paths, events, isStopped });
    },
    async decode(batch) {
      const current = files;
      if (current === null) throw new Error('decode was called before begin');
      // the next batch is here already when this one waits for something
      return decoding.runExclusive(() => current.decode(batch));
    },
  };
}

if (parentPort === null) throw new Error('This is a thread of the command line.');
const setup: ThreadSetup = workerData;
expose(createThreadCalls(setup), nodeEndpoint(parentPort));
