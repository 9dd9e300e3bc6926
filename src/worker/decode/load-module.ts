import { errorMessage } from '../../core/error-message.ts';
import webpUrl from '@jsquash/webp/codec/dec/webp_dec.wasm?url';

import type { CodecName } from '../../decoders/codec.ts';
import kernelUrl from '../../kernel/build/kernel.wasm?url';

const CODEC_URLS: Record<CodecName, string> = {
  'squoosh-webp': webpUrl,
};

/** Loads a codec's compiled module. If that fails, the rejection tells the user how to proceed. */
export function loadCodec(name: CodecName): Promise<WebAssembly.Module> {
  return loadModule(CODEC_URLS[name], `The decoder ${name}`);
}

/** Loads the compiled kernel. If that fails, the rejection tells the user how to proceed. */
export function loadKernel(): Promise<WebAssembly.Module> {
  return loadModule(kernelUrl, 'The kernel');
}

async function loadModule(url: string, label: string): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // compiling from the stream lets browsers cache the machine code, but requires the media type
    const isWasm = response.headers.get('Content-Type') === 'application/wasm';
    return await (isWasm
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    const reason = errorMessage(error);
    throw new Error(`${label} could not be loaded (${reason}): reload the page.`, { cause: error });
  }
}
