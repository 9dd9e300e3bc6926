/**
 * Amdahl's law: the speed-up of n workers if a fraction p (0 to 1) of the work can be shared among
 * them. For p = 0 it is 1: work that cannot be
 * shared is not slowed down either.
 */
export function amdahlSpeedup(p: number, n: number): number {
  return 1 / (1 - p + p / n);
}

/**
 * The inverse: the parallel fraction p that a measured speed-up with n ≥ 2 workers implies. Noise
 * can put it below 0 or above 1; it is not clamped, so that a reader can see that it was noise.
 */
export function parallelFraction(speedup: number, n: number): number {
  if (n < 2) throw new RangeError(`p is undefined for ${n} workers: it takes two to share work`);
  return (1 - 1 / speedup) / (1 - 1 / n);
}
