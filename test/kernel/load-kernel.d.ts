import type { ResampleJob } from '../../src/kernel/resample/resample-job.ts';
import { type Kernel } from '../../src/kernel/kernel.ts';
/** The kernel as vite.config.ts has it built before the tests begin. */
export declare function loadKernelModule(): WebAssembly.Module;
export declare function loadKernel(): Kernel;
/** One row by the kernel, of an image that lies in memory as a whole, as its twin takes it. */
export declare function resampleByKernel(
  kernel: Kernel,
  pixels: Uint8Array,
  job: ResampleJob,
  onBand?: () => void,
): Promise<Uint8Array>;
