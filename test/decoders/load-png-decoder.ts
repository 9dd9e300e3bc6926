import { createPngDecoder } from '../../src/decoders/png/png-decoder.ts';
import { createPngReaders } from '../../src/decoders/png/png-readers.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';

/** The decoder of PNG, with readers of its own. */
export function loadPngDecoder() {
  return createPngDecoder(createPngReaders(loadKernelModule()));
}
