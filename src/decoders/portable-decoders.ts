import type { ImageFormat } from '../formats/registry.ts';
import { createPngReader } from '../kernel/png-reader.ts';
import { createBmpDecoder } from './bmp/bmp-decoder.ts';
import type { LoadCodec } from './codec.ts';
import type { Decoder } from './decoder.ts';
import { createGifDecoder } from './gif/gif-decoder.ts';
import { createJpegDecoder } from './jpeg/jpeg-decoder.ts';
import { createPngDecoder } from './png/png-decoder.ts';
import { createReaderPool } from './reader-pool.ts';
import { createWebpDecoder } from './webp/webp-decoder.ts';

type DecodersByFormat = { readonly [Format in ImageFormat]: readonly Decoder[] };

/**
 * The decoders that are the same in every browser and in Node, each with Pillow's very pixels of its
 * format. Those of PNG and JPEG are in the kernel's module; the codec of WebP is loaded with the
 * first file that needs it. The decoders of one format are in their order of preference.
 */
export function createPortableDecoders(
  kernel: WebAssembly.Module,
  load: LoadCodec,
): readonly Decoder[] {
  const decoders: DecodersByFormat = {
    jpeg: [createJpegDecoder()],
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
