import type { ImageFormat } from '../formats/registry.ts';
import { createPngReader } from '../kernel/png-reader.ts';
import { createBmpDecoder } from './bmp/bmp-decoder.ts';
import type { LoadCodec } from './codec.ts';
import type { Decoder } from './decoder.ts';
import { createGifDecoder } from './gif/gif-decoder.ts';
import { createJpegDecoders } from './jpeg/codec-decoders.ts';
import { createJpegDecoder } from './jpeg/jpeg-decoder.ts';
import { createPngDecoder } from './png/png-decoder.ts';
import { createReaderPool } from './reader-pool.ts';
import { createWebpDecoder } from './webp/webp-decoder.ts';

type DecodersByFormat = { readonly [Format in ImageFormat]: readonly Decoder[] };

/**
 * The decoders that are the same in every browser and in Node, each with Pillow's very pixels of its
 * format. Those of PNG and of drafted JPEGs are in the kernel's module; codecs are loaded with the
 * first file that needs them. The decoders of one format are in their order of preference.
 */
export function createPortableDecoders(
  kernel: WebAssembly.Module,
  load: LoadCodec,
): readonly Decoder[] {
  const decoders: DecodersByFormat = {
    jpeg: [createJpegDecoder(), ...createJpegDecoders(load)],
    png: [createPngDecoder(createReaderPool(() => createPngReader(kernel)))],
    webp: [createWebpDecoder(load)],
    gif: [createGifDecoder()],
    bmp: [createBmpDecoder()],
    // only browsers decode these
    avif: [],
    jxl: [],
  };
  return Object.values(decoders).flat();
}
