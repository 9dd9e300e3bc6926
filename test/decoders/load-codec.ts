import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { CodecName } from '../../src/decoders/squoosh/codec.ts';

const FILES: Record<CodecName, string> = {
  jpeg: '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  png: '@jsquash/png/codec/pkg/squoosh_png_bg.wasm',
  webp: '@jsquash/webp/codec/dec/webp_dec.wasm',
};

/** The codecs' modules from disk. */
export async function loadCodec(name: CodecName): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve(FILES[name]);
  return WebAssembly.compile(new Uint8Array(await readFile(path)));
}
