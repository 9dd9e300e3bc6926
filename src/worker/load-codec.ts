import jpegUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url';
import pngUrl from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm?url';
import webpUrl from '@jsquash/webp/codec/dec/webp_dec.wasm?url';

import type { CodecName } from '../decoders/squoosh/codec.ts';

const URLS: Record<CodecName, string> = { jpeg: jpegUrl, png: pngUrl, webp: webpUrl };

/** A codec's compiled module; rejects with what to do where it cannot be fetched. */
export async function loadCodec(name: CodecName): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(URLS[name]);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // compiling from the stream lets a browser keep the machine code, but insists on the type
    const isWasm = response.headers.get('Content-Type') === 'application/wasm';
    return await (isWasm
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const decoder = `The decoder for ${name.toUpperCase()}`;
    throw new Error(`${decoder} could not be loaded (${why}): reload the page.`, { cause: error });
  }
}
