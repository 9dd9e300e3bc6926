import { createKernel, type Kernel } from './kernel.ts';

/**
 * An instance with more memory than this is dropped after its image, because memory never shrinks. The
 * coefficients of a progressive JPEG of 24 megapixels take 72 MiB, or 144 without chroma subsampling.
 */
const MAX_MEMORY_BYTES = 256 * 2 ** 20;

export interface KernelKeeper {
  /**
   * Lends a kernel for one image. After a trap, or any other throw, it is in an unknown state and is
   * not lent again; nor is it after it has grown large.
   */
  lend<T>(use: (kernel: Kernel) => Promise<T>): Promise<T>;
}

/**
 * Keeps one kernel for a thread that makes one row at a time. `create` may make another one in its
 * place, such as the plain one.
 */
export function createKernelKeeper(
  module: WebAssembly.Module,
  create: (module: WebAssembly.Module) => Kernel = createKernel,
): KernelKeeper {
  let idle: Kernel | null = null;
  return {
    async lend(use) {
      const kernel = idle ?? create(module);
      idle = null;
      const made = await use(kernel);
      if (kernel.memoryBytes() <= MAX_MEMORY_BYTES) idle = kernel;
      return made;
    },
  };
}
