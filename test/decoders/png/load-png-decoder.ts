import { createPngDecoder } from '../../../src/decoders/png/png-decoder.ts';
import { createReaderPool } from '../../../src/decoders/reader-pool.ts';
import { createPngReader } from '../../../src/kernel/png-reader.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';

/** The decoder of PNG, with readers of its own. */
export function loadPngDecoder() {
  return createPngDecoder(createReaderPool(() => createPngReader(loadKernelModule())));
}
