import { expose } from 'comlink';

import { exactFormatsOf } from '../../core/browser-probe.ts';
import { createCanvasDecoder } from '../../decoders/native/canvas-decoder.ts';
import { createImageDecoder } from '../../decoders/native/image-decoder.ts';
import { probeBrowser } from '../../decoders/native/probe-browser.ts';
import { createPortableDecoders } from '../../decoders/portable-decoders.ts';
import { withSecondOpinion } from '../../decoders/jpeg/second-opinion.ts';
import { createKernelKeeper } from '../../kernel/kernel-keeper.ts';
import { createDecodeCalls, type Prepared } from './decode-calls.ts';
import { loadCodec, loadKernel } from './load-module.ts';

// An exception in an async handler fires nothing on the page's side; thrown again from a task of its
// own it is an uncaught error, which does.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault(); // it is told of once
  setTimeout(() => {
    throw event.reason;
  });
});

/** The browser's CMYK arithmetic differs from Pillow's by this: it truncates, Pillow rounds. */
const CMYK_TOLERANCE = 2;

/** Decoders in order of preference: the browser's for the kinds that it decodes exactly, then the others. */
async function prepare(): Promise<Prepared> {
  const kernel = await loadKernel();
  const kernels = createKernelKeeper(kernel);
  const probe = await probeBrowser(kernels);
  const portable = createPortableDecoders(kernel, loadCodec);
  const last = createCanvasDecoder();
  if (!probe.hasImageDecoder) return { makers: { decoders: [...portable, last], kernels }, probe };
  const native = createImageDecoder(exactFormatsOf(probe));
  const others = portable.map((decoder) =>
    decoder.name === 'libjpeg-turbo-cmyk'
      ? withSecondOpinion(decoder, native, CMYK_TOLERANCE)
      : decoder,
  );
  return { makers: { decoders: [native, ...others, last], kernels }, probe };
}

expose(createDecodeCalls(prepare));
