import { createBmpDecoder } from './bmp/bmp-decoder.ts';
import { createJpegReader } from '../kernel/jpeg-reader.ts';
import { createPngReader } from '../kernel/png-reader.ts';
import type { LoadCodec } from './codec.ts';
import { createJpegDecoders } from './jpeg/codec-decoders.ts';
import { createWebpDecoder } from './webp/webp-decoder.ts';
import type { Decoder } from './decoder.ts';
import { createGifDecoder } from './gif/gif-decoder.ts';
import { createJpegDraftDecoder } from './jpeg/draft-decoder.ts';
import { createPngDecoder } from './png/png-decoder.ts';
import { createReaderPool } from './reader-pool.ts';

/**
 * The decoders that are the same in every browser and in Node, each with Pillow's very pixels of its
 * formats: our own, of which PNG's and JPEG's live in the kernel's module, and codecs, fetched when needed.
 */
export function createPortableDecoders(
  kernel: WebAssembly.Module,
  load: LoadCodec,
): readonly Decoder[] {
  return [
    createPngDecoder(createReaderPool(() => createPngReader(kernel))),
    createGifDecoder(),
    createBmpDecoder(),
    createJpegDraftDecoder(createReaderPool(() => createJpegReader(kernel))),
    ...createJpegDecoders(load),
    createWebpDecoder(load),
  ];
}
