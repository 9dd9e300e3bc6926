import { readFileSync } from 'node:fs';

import { layoutBytes } from '../../src/kernel/resample/pixel-layout.ts';
import type { ResampleJob } from '../../src/kernel/resample/resample-job.ts';
import { createKernel, type Kernel } from '../../src/kernel/kernel.ts';

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
  const row = new Uint8Array(job.row.width * job.row.height * 3).fill(0xaa);
  const copyRows = copyRowsOf(pixels, job);
  const counted: typeof copyRows = async (firstRow, rows, target) => {
    onBand();
    await copyRows(firstRow, rows, target);
  };
  await kernel.resample(counted, job, row);
  return row;
}

function copyRowsOf(
  pixels: Uint8Array,
  { layout, width, height }: ResampleJob,
): (firstRow: number, rows: number, target: Uint8Array<ArrayBuffer>) => Promise<void> {
  const lumaBytes = width * height;
  return async (firstRow, rows, target) => {
    if (!layout.startsWith('i')) {
      target.set(pixels.subarray(firstRow * width * 4, (firstRow + rows) * width * 4));
      return;
    }
    target.set(pixels.subarray(firstRow * width, (firstRow + rows) * width));
    // for any step, chroma before an even row is chroma of the rows before it
    const before = layoutBytes(layout, width, firstRow) - firstRow * width;
    const bytes = (layoutBytes(layout, width, rows) - rows * width) / 2;
    const planeBytes = (layoutBytes(layout, width, height) - lumaBytes) / 2;
    const start = lumaBytes + before / 2;
    target.set(pixels.subarray(start, start + bytes), rows * width);
    target.set(
      pixels.subarray(start + planeBytes, start + planeBytes + bytes),
      rows * width + bytes,
    );
  };
}
