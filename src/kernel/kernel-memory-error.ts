/** The image needs more than the kernel's memory may grow to. */
export class KernelMemoryError extends Error {
  override readonly name = 'KernelMemoryError';
}
