import { expose } from 'comlink';

import { exactFormatsOf } from '../core/browser-probe.ts';
import type { Decoder } from '../decoders/decoder.ts';
import { createCanvasDecoder } from '../decoders/native/canvas-decoder.ts';
import { createImageDecoder } from '../decoders/native/image-decoder.ts';
import { probeBrowser } from '../decoders/native/probe-browser.ts';
import { createPortableDecoders } from '../decoders/portable-decoders.ts';
import { createKernelKeeper } from '../kernel/kernel-keeper.ts';
import { createDecodeCalls, type Prepared } from './decode-calls.ts';
import { loadCodec, loadKernel } from './load-module.ts';

// An exception in an async handler fires nothing on the page's side; thrown again from a task of its
// own it is an uncaught error, which does.
self.addEventListener('unhandledrejection', ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
});

/** Decoders in their order of preference: of those that are exact the fastest, then the others. */
async function prepare(): Promise<Prepared> {
  const kernel = await loadKernel();
  const kernels = createKernelKeeper(kernel);
  const probe = await probeBrowser(kernels);
  const decoders: Decoder[] = [];
  if (probe.hasImageDecoder) decoders.push(createImageDecoder(exactFormatsOf(probe)));
  decoders.push(...createPortableDecoders(kernel, loadCodec), createCanvasDecoder());
  return { makers: { decoders, kernels }, probe };
}

expose(createDecodeCalls(prepare));
