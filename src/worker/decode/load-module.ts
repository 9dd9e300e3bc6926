import { errorMessage } from '../../core/error-message.ts';
import turboUrl from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import cmykUrl from '@cwasm/jpeg-turbo/jpeg-turbo.wasm?url';
import jpegUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import webpUrl from '@jsquash/webp/codec/dec/webp_dec.wasm?url';

import type { CodecName } from '../../decoders/codec.ts';
import kernelUrl from '../../kernel/build/kernel.wasm?url';

const CODEC_URLS: Record<CodecName, string> = {
  'squoosh-jpeg': jpegUrl,
  'squoosh-webp': webpUrl,
  'libjpeg-turbo': turboUrl,
  'libjpeg-turbo-cmyk': cmykUrl,
};

/** A codec's compiled module. If it cannot be fetched, the rejection says how to go on. */
export function loadCodec(name: CodecName): Promise<WebAssembly.Module> {
  return loadModule(CODEC_URLS[name], `The decoder ${name}`);
}

/** The compiled kernel. If it cannot be fetched, the rejection says how to go on. */
export function loadKernel(): Promise<WebAssembly.Module> {
  return loadModule(kernelUrl, 'The kernel');
}

async function loadModule(url: string, what: string): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // compiling from the stream lets a browser keep the machine code, but insists on the type
    const isWasm = response.headers.get('Content-Type') === 'application/wasm';
    return await (isWasm
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    const reason = errorMessage(error);
    throw new Error(`${what} could not be loaded (${reason}): reload the page.`, { cause: error });
  }
}
