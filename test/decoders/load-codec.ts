import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { CodecName } from '../../src/decoders/codec.ts';

const FILES: Record<CodecName, string> = {
  'squoosh-webp': '@jsquash/webp/codec/dec/webp_dec.wasm',
};

export const CODEC_NAMES = Object.keys(FILES) as readonly CodecName[];

/** The bytes of a codec's module, from disk. */
export async function readCodec(name: CodecName): Promise<Uint8Array<ArrayBuffer>> {
  const path = createRequire(import.meta.url).resolve(FILES[name]);
  return new Uint8Array(await readFile(path));
}

/** The codecs' modules from disk. */
export async function loadCodec(name: CodecName): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readCodec(name));
}
