import { expose } from 'comlink';

import { exactFormatsOf } from '../../core/browser-probe.ts';
import { createCanvasDecoder } from '../../decoders/native/canvas-decoder.ts';
import { createImageDecoder } from '../../decoders/native/image-decoder.ts';
import { probeBrowser } from '../../decoders/native/probe-browser.ts';
import { createPortableDecoders } from '../../decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../kernel/kernel-keeper.ts';
import { createDecodeCalls, type Prepared } from './decode-calls.ts';
import { loadCodec, loadKernel } from './load-module.ts';

// An exception in an async handler fires no event on the page. Rethrown from a new task it is an
// uncaught error, which does.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault(); // so that it is reported only once
  setTimeout(() => {
    throw event.reason;
  });
});

/** Decoders by preference: the browser's for the kinds it decodes exactly, then the others. */
async function prepare(): Promise<Prepared> {
  const kernel = await loadKernel();
  const kernels = createKernelKeeper(kernel);
  const probe = await probeBrowser(kernels);
  const portable = createPortableDecoders(kernel, loadCodec);
  const last = createCanvasDecoder();
  if (!probe.hasImageDecoder) return { makers: { decoders: [...portable, last], kernels }, probe };
  const native = createImageDecoder(exactFormatsOf(probe));
  return { makers: { decoders: [native, ...portable, last], kernels }, probe };
}

expose(createDecodeCalls(prepare));
