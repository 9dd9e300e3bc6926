import { readJpegPixels, type PixelExports } from './jpeg-pixels.ts';
import { createKernel, type CopyRows, type Kernel } from './kernel.ts';
import { BYTES_PER_PIXEL } from './resample/pixel-layout.ts';
import type { ResampleJob } from './resample/resample-job.ts';
import { resampleImage } from './resample/resample.ts';

/**
 * Its pixels are held as a whole, at 10 bytes each, so larger images than this are left to the compiled
 * kernel.
 */
const MAX_PIXELS = 32_000_000;

/**
 * A kernel that leaves scaling to its twin in TypeScript: the same rows, by what a browser makes of plain
 * code. Decoding stays compiled. It is there to be compared with the kernel, not for runs.
 */
export function createPlainKernel(module: WebAssembly.Module): Kernel {
  const compiled = createKernel(module);
  type Exports = PixelExports & Record<string, unknown>;
  const { exports } = new WebAssembly.Instance<Exports>(module);
  return {
    async resample(copyRows, job, row) {
      if (isTooLarge(job)) return compiled.resample(copyRows, job, row);
      row.set(resampleImage(await pixelsOf(copyRows, job), job));
    },
    makeJpegRow(bytes, scale, job, row, output) {
      if (job !== null && isTooLarge(job)) {
        return compiled.makeJpegRow(bytes, scale, job, row, output);
      }
      const startedAt = performance.now();
      const read = readJpegPixels(exports, bytes, scale, job, output);
      const decodedAt = performance.now();
      if (read.kind === 'refused') return read;
      if (job !== null) row.set(resampleImage(read.pixels, job));
      const resampleMs = performance.now() - decodedAt;
      return { kind: 'made', oddEnd: read.oddEnd, decodeMs: decodedAt - startedAt, resampleMs };
    },
    memoryBytes: () => exports.memory.buffer.byteLength + compiled.memoryBytes(),
  };
}

function isTooLarge({ width, height }: ResampleJob): boolean {
  return width * height > MAX_PIXELS;
}

async function pixelsOf(copyRows: CopyRows, { width, height }: ResampleJob): Promise<Uint8Array> {
  const pixels = new Uint8Array(width * height * BYTES_PER_PIXEL);
  await copyRows(0, height, pixels);
  return pixels;
}
