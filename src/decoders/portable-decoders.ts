import { createBmpDecoder } from './bmp/bmp-decoder.ts';
import type { LoadCodec } from './codecs/codec.ts';
import { createJpegDecoders } from './codecs/jpeg-decoders.ts';
import { createWebpDecoder } from './codecs/webp-decoder.ts';
import type { Decoder } from './decoder.ts';
import { createGifDecoder } from './gif/gif-decoder.ts';
import { createPngDecoder } from './png/png-decoder.ts';
import { createPngReaders } from './png/png-readers.ts';

/**
 * The decoders that are the same in every browser and in Node, each with Pillow's very pixels of its
 * formats: our own, of which PNG's lives in the kernel's module, and codecs, fetched when needed.
 */
export function createPortableDecoders(
  kernel: WebAssembly.Module,
  load: LoadCodec,
): readonly Decoder[] {
  return [
    createPngDecoder(createPngReaders(kernel)),
    createGifDecoder(),
    createBmpDecoder(),
    ...createJpegDecoders(load),
    createWebpDecoder(load),
  ];
}
