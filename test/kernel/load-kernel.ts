import { readFileSync } from 'node:fs';

import { channelsOf } from '../../src/core/recipe/recipe.ts';
import { BYTES_PER_PIXEL } from '../../src/kernel/resample/pixel-layout.ts';
import type { ResampleJob } from '../../src/kernel/resample/resample-job.ts';
import { createKernel, type CopyRows, type Kernel } from '../../src/kernel/kernel.ts';

/** The kernel as vite.config.ts has it built before the tests begin. */
export function loadKernelModule(): WebAssembly.Module {
  const file = new URL('../../src/kernel/build/kernel.wasm', import.meta.url);
  return new WebAssembly.Module(new Uint8Array(readFileSync(file)));
}

export function loadKernel(): Kernel {
  return createKernel(loadKernelModule());
}

/** One row by the kernel, of an image that lies in memory as a whole, as its twin takes it. */
export async function resampleByKernel(
  kernel: Kernel,
  pixels: Uint8Array,
  job: ResampleJob,
  onBand: () => void = () => {},
): Promise<Uint8Array> {
  const row = new Uint8Array(job.row.width * job.row.height * channelsOf(job)).fill(0xaa);
  const rowBytes = job.width * BYTES_PER_PIXEL;
  const copyRows: CopyRows = async (firstRow, rows, target) => {
    onBand();
    target.set(pixels.subarray(firstRow * rowBytes, (firstRow + rows) * rowBytes));
  };
  await kernel.resample(copyRows, job, row);
  return row;
}
