import { createKernel, type Kernel } from './kernel.ts';

/** An instance whose memory has grown past this is let go after its image: memory never shrinks. */
const KEPT_MEMORY_BYTES = 64 * 2 ** 20;

export interface KernelKeeper {
  /**
   * Lends a kernel for one image. One that trapped, or threw otherwise, is in no known state and is
   * not lent again; nor is one that has grown large.
   */
  lend<T>(use: (kernel: Kernel) => Promise<T>): Promise<T>;
}

/** Keeps one kernel for a thread that makes one row at a time. */
export function createKernelKeeper(module: WebAssembly.Module): KernelKeeper {
  let kept: Kernel | null = null;
  return {
    async lend(use) {
      const kernel = kept ?? createKernel(module);
      kept = null;
      const made = await use(kernel);
      if (kernel.memoryBytes() <= KEPT_MEMORY_BYTES) kept = kernel;
      return made;
    },
  };
}
